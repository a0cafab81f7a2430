/** The reader's own settings (settings.ts), with a control for each. */
import { Dialog } from './parts/dialog.tsx';
import { setCompact, setEvery, setTheme, settings, setUtc, themeOf } from './settings.ts';

const intervals: readonly (readonly [ms: number, text: string])[] = [
  [0, 'off'],
  [5_000, '5 s'],
  [10_000, '10 s'],
  [30_000, '30 s'],
  [60_000, '1 min'],
  [300_000, '5 min'],
];

export function Choices({
  open,
  setOpen,
  showKeys,
}: {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly showKeys: () => void;
}) {
  return (
    <Dialog title="Settings" open={open} onClose={() => setOpen(false)}>
      <label class="stacked">
        <span>Colours</span>
        <select value={settings.theme} onChange={({ currentTarget }) => setTheme(themeOf(currentTarget.value))}>
          <option value="system">as the system</option>
          <option value="light">light</option>
          <option value="dark">dark</option>
        </select>
      </label>
      <label class="stacked">
        <span>Times</span>
        <select
          value={settings.utc ? 'utc' : 'local'}
          onChange={({ currentTarget }) => setUtc(currentTarget.value === 'utc')}
        >
          <option value="local">{`in my zone (${Intl.DateTimeFormat().resolvedOptions().timeZone})`}</option>
          <option value="utc">in UTC, as in the logs</option>
        </select>
      </label>
      <label class="stacked">
        <span>Refresh</span>
        <select
          value={String(settings.everyMs)}
          onChange={({ currentTarget }) => setEvery(Number(currentTarget.value))}
        >
          {intervals.map(([ms, text]) => (
            <option key={ms} value={String(ms)}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={settings.compact}
          onChange={({ currentTarget }) => setCompact(currentTarget.checked)}
        />{' '}
        Compact tables
      </label>
      <p class="actions">
        <button type="button" class="small" onClick={showKeys}>
          Keys (?)
        </button>
      </p>
      <p class="quiet small">Kept in this browser.</p>
    </Dialog>
  );
}
