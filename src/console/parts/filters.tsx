/** Filters that are part of the address: what is chosen is in the link, and back and forward bring it back. */
import { go, href } from '../route.ts';

export type Field = {
  readonly name: string;
  readonly label: string;
  /** The values to choose from. Absent: the reader types any text. */
  readonly options?: readonly string[];
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
      {fields.map(({ name, label, options }) => (
        <div key={name}>
          <label for={`filter-${name}`}>{label}</label>
          {options === undefined ? (
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
