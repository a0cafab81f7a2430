/** Paths of fields as people write them: `barcode`, `products[0].quantity`, `order.OrderInfo.Token`. */

/** The steps of a path, list places as digits; or what is wrong with it. */
export type ReadPath =
  | { readonly ok: true; readonly steps: readonly string[] }
  | { readonly ok: false; readonly fault: string };

/** No document of any provider is half as deep. */
const steps_max = 32;

export function readPath(text: string): ReadPath {
  const steps: string[] = [];
  for (const [index, part] of text.split('.').entries()) {
    const [, name, places = ''] = /^([^[\]]+)((?:\[\d{1,6}\])*)$/.exec(part.trim()) ?? [];
    if (name === undefined)
      return {
        ok: false,
        fault: `${text} is not a path (${part === '' ? `its part ${index + 1} is empty` : part}); write names with dots between them and places in brackets, such as products[0].quantity`,
      };
    steps.push(name, ...[...places.matchAll(/\d+/g)].map(([digits]) => String(Number(digits))));
  }
  return steps.length > steps_max
    ? { ok: false, fault: `${text} has more than ${steps_max} steps` }
    : { ok: true, steps };
}

/** As people write it. */
export function writtenPath(steps: readonly string[]): string {
  return steps.reduce(
    (text, step) => (isPlace(step) ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

export const isPlace = (step: string): boolean => /^\d+$/.test(step);
