/** Filters as the command line takes them. */

/** Parameters of the API whose option has another name. */
const options: Readonly<Record<string, string>> = {
  receivedFrom: 'since',
  receivedTo: 'until',
  createdFrom: 'since',
  createdTo: 'until',
  perSecond: 'rate',
};

/** ` --since 2026-11-21T05:04:00Z --text 'a b'`; an option that may stand several times does so. What is absent is left out. */
export const flags = (
  filter: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
): string =>
  Object.entries(filter)
    .flatMap(([name, value]) =>
      value === undefined || value === false
        ? []
        : [value].flat().map((one) => ` --${options[name] ?? name}${one === true ? '' : ` ${quoted(String(one))}`}`),
    )
    .join('');

/** A value as a shell takes it. */
export const quoted = (text: string): string =>
  /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
