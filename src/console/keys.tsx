/** The console by keyboard. A key does what a click could do: it moves the focus, presses a button, opens a link. */
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { api, bodyOf } from './api.ts';
import { Dialog } from './parts/dialog.tsx';
import { go, href, readRoute } from './route.ts';
import { useMayAct } from './session.tsx';

const keys: readonly (readonly [key: string, does: string])[] = [
  ['/', 'Search for an order, a shipment, an id, any text'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['r', 'Replay this message, or that of the row'],
  ['?', 'This list'],
  ['Esc', 'Close it'],
];

/** `open`: whether the list is shown. */
export function Keys({ open, setOpen }: { readonly open: boolean; readonly setOpen: (open: boolean) => void }) {
  const mayAct = useMayAct();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === '?') setOpen(true);
      else if (event.key === 'j') move(1);
      else if (event.key === 'k') move(-1);
      else if (event.key === 'r' && mayAct) void replay();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [mayAct, setOpen]);
  return (
    <Dialog title="Keys" open={open} onClose={() => setOpen(false)}>
      <dl class="facts keys">
        {keys.map(([key, does]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(input|textarea|select)$/i.test(target.tagName);

/** What can be opened, one link a row: of a row without a link nothing could be opened. */
const links = (): readonly HTMLElement[] =>
  [...document.querySelectorAll('main tbody tr, main .sources > li, main .finding')].flatMap(
    (row) => row.querySelector<HTMLElement>('a[href]') ?? [],
  );

function move(by: 1 | -1): void {
  const all = links();
  const here = all.findIndex((link) => rowOf(link)?.contains(document.activeElement));
  const next = here === -1 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by));
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: 'nearest' });
}

const rowOf = (link: Element | null) => link?.closest('tr, li, .finding');

/** On a message's page its own button is pressed, which says what came of it; from a row the way leads to the replay. */
async function replay(): Promise<void> {
  const button = document.querySelector<HTMLElement>('[data-key="r"] button:not(:disabled)');
  if (button !== null) return button.click();
  const link = rowOf(document.activeElement)?.querySelector<HTMLAnchorElement>('a[href^="#/messages/"]');
  const { path } = readRoute(link?.hash ?? '');
  const [, message] = path;
  if (message === undefined) return;
  const { id } = await bodyOf(api.startReplay({ query: { message: [message] } }));
  go(href(['replays', id]));
}
