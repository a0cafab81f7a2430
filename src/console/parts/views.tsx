/** Filters that a reader keeps under a name, and the columns that he wants to see. Both stay in this browser. */
import { useState } from 'preact/hooks';
import { href } from '../route.ts';
import { keepHiddenColumns, keepViews, settings } from '../settings.ts';

/** Beyond this the oldest goes: nobody finds one among more. */
const VIEWS_MAX = 30;

export function SavedViews({ page, query }: { readonly page: string; readonly query: URLSearchParams }) {
  const [name, setName] = useState('');
  const filters = Object.fromEntries([...query].filter(([key]) => key !== 'cursor'));
  const target = href([page], filters);
  const own = settings.views.filter((view) => view.page === page);
  const save = () => {
    const others = settings.views.filter((view) => view.page !== page || view.name !== name.trim());
    keepViews([...others, { page, name: name.trim(), target }].slice(-VIEWS_MAX));
    setName('');
  };
  return (
    <details class="views">
      <summary>Views{own.length > 0 && ` (${own.length})`}</summary>
      <ul>
        {own.map((view) => (
          <li key={view.name}>
            <a href={view.target} aria-current={view.target === target ? 'page' : undefined}>
              {view.name}
            </a>{' '}
            <button
              type="button"
              aria-label={`Forget ${view.name}`}
              onClick={() => keepViews(settings.views.filter((one) => one !== view))}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label>
          Name of this view{' '}
          <input type="text" maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>{' '}
        <button type="submit" disabled={name.trim() === ''}>
          Save view
        </button>
      </form>
    </details>
  );
}

export const Columns = ({ names }: { readonly names: readonly string[] }) => (
  <details class="views">
    <summary>Columns</summary>
    <fieldset class="tabs">
      <legend class="hidden">Columns that are shown</legend>
      {names.map((name) => {
        const isShown = !settings.hiddenColumns.includes(name);
        const others = settings.hiddenColumns.filter((one) => one !== name);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isShown}
            onClick={() => keepHiddenColumns(isShown ? [...others, name] : others)}
          >
            {name}
          </button>
        );
      })}
    </fieldset>
  </details>
);
