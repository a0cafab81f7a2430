/** Filters that are part of the address: what is chosen is in the link, and back and forward bring it back. */
import { go, href } from '../route.ts';

export type Field = {
  readonly name: string;
  readonly label: string;
  /** The values to choose from. Absent: the reader types any text. */
  readonly options?: readonly string[];
  /** `time`: the reader chooses a time, and the address holds it in RFC 3339. */
  readonly kind?: 'time';
};

export function Filters({
  page,
  query,
  fields,
  more = [],
}: {
  readonly page: string;
  readonly query: URLSearchParams;
  readonly fields: readonly Field[];
  /** Those that are seldom wanted. */
  readonly more?: readonly Field[];
}) {
  const isSet = (all: readonly Field[]) => all.some(({ name }) => query.get(name));
  const show = (field: Field) => <Control key={field.name} page={page} query={query} field={field} />;
  return (
    <search aria-label="Filters">
      <div class="filters">
        {fields.map(show)}
        {isSet([...fields, ...more]) && (
          <a class="clear" href={href(page.split('/'))}>
            Clear
          </a>
        )}
      </div>
      {more.length > 0 && (
        <details class="views" open={isSet(more)}>
          <summary>More filters</summary>
          <div class="filters">{more.map(show)}</div>
        </details>
      )}
    </search>
  );
}

function Control({
  page,
  query,
  field: { name, label, options, kind },
}: {
  readonly page: string;
  readonly query: URLSearchParams;
  readonly field: Field;
}) {
  // A cursor belongs to the filters with which it came.
  const set = (value: string) =>
    go(
      href(page.split('/'), {
        ...Object.fromEntries([...query].filter(([key]) => key !== 'cursor')),
        [name]: value.trim(),
      }),
    );
  const [id, value] = [`filter-${name}`, query.get(name)];
  return (
    <div>
      <label for={id}>{label}</label>
      {kind === 'time' ? (
        <input
          id={id}
          type="datetime-local"
          value={localTime(value)}
          onChange={(event) => set(isoTime(event.currentTarget.value))}
        />
      ) : options === undefined ? (
        <input
          id={id}
          type="text"
          value={value ?? ''}
          spellcheck={false}
          onChange={(event) => set(event.currentTarget.value)}
        />
      ) : (
        <select id={id} value={value ?? ''} onChange={(event) => set(event.currentTarget.value)}>
          <option value="">any</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** As an input of type `datetime-local` takes and gives it: in the browser's zone, without one. */
function localTime(iso: string | null): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
function isoTime(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** The filters of these names that the address has. */
export function chosen<Name extends string>(
  query: URLSearchParams,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  return found;
}

/** The word of a closed list that the address has. */
export const chosenOf = <Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined => words.find((word) => word === query.get(name));

/** Older items; the way back is the browser's. */
export const Older = ({
  page,
  query,
  cursor,
}: {
  readonly page: string;
  readonly query: URLSearchParams;
  readonly cursor: string | undefined;
}) =>
  cursor === undefined ? null : (
    <p>
      <a class="button" href={href([page], { ...Object.fromEntries(query), cursor })}>
        Older
      </a>
    </p>
  );
