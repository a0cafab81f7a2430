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
}: {
  readonly page: string;
  readonly query: URLSearchParams;
  readonly fields: readonly Field[];
}) {
  // A cursor belongs to the filters with which it came.
  const set = (name: string, value: string) =>
    go(href([page], { ...Object.fromEntries([...query].filter(([key]) => key !== 'cursor')), [name]: value.trim() }));
  const isSet = fields.some(({ name }) => query.get(name));
  return (
    <search class="filters" aria-label="Filters">
      {fields.map(({ name, label, options, kind }) => (
        <div key={name}>
          <label for={`filter-${name}`}>{label}</label>
          {kind === 'time' ? (
            <input
              id={`filter-${name}`}
              type="datetime-local"
              value={localTime(query.get(name))}
              onChange={(event) => set(name, isoTime(event.currentTarget.value))}
            />
          ) : options === undefined ? (
            <input
              id={`filter-${name}`}
              type="text"
              value={query.get(name) ?? ''}
              spellcheck={false}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ) : (
            <select
              id={`filter-${name}`}
              value={query.get(name) ?? ''}
              onChange={(event) => set(name, event.currentTarget.value)}
            >
              <option value="">any</option>
              {options.map((option) => (
                <option key={option} value={option}>
                  {option}
                </option>
              ))}
            </select>
          )}
        </div>
      ))}
      {isSet && (
        <a class="clear" href={href([page])}>
          Clear
        </a>
      )}
    </search>
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
