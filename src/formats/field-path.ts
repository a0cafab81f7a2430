/**
 * Paths into a document that was read, whatever it was written in: JSON Pointer (`/items/0/sku`), JSON Path of names, indices, `*` and
 * `..` (`$.items[0].sku`), and element names as in XPath (`//item/sku`, or `sku` alone, at any depth). All become the same steps.
 */
import { type JsonValue, parseJson } from './json.ts';
import { stepsOf } from './json-pointer.ts';
import { field, isObject, itemsOf } from './values.ts';

/** One step down. `below`: at any depth below, not only right under it. Without a name: whatever there is. */
export type PathStep = { readonly below?: true; readonly name?: string };

export type ParsedPath =
  | { readonly ok: true; readonly steps: readonly PathStep[] }
  | { readonly ok: false; readonly sentence: string };

// Each step looks at the whole document at most once; the deepest documented message has nine levels.
const STEPS_MAX = 32;

export function parseFieldPath(text: string): ParsedPath {
  const parsed = text.startsWith('$') ? jsonPath(text) : /^\/(?!\/)/.test(text) ? jsonPointer(text) : elementPath(text);
  if (parsed.ok && parsed.steps.length > STEPS_MAX) return no(`has more than ${STEPS_MAX} steps`);
  return parsed;
}

const no = (sentence: string): ParsedPath => ({ ok: false, sentence });

function jsonPointer(text: string): ParsedPath {
  if (/~(?![01])/.test(text)) return no('has a ~ that is neither ~0 nor ~1, as in a JSON Pointer');
  return { ok: true, steps: stepsOf(text).map((name) => ({ name })) };
}

const jsonPathStep = /(\.\.?)(\*|[^.[\]*'"\s]+)|(\.\.)?\[(?:(\*)|(\d{1,9})|'([^']*)'|"([^"]*)")\]/y;

function jsonPath(text: string): ParsedPath {
  const steps: PathStep[] = [];
  jsonPathStep.lastIndex = 1;
  while (jsonPathStep.lastIndex < text.length) {
    const at = jsonPathStep.lastIndex;
    const match = jsonPathStep.exec(text);
    if (match === null) return no(`is not a JSON Path of names, indices, * and .. from character ${at + 1} on`);
    const [, dots, plain, deep, any, index, single, double] = match;
    const name = plain ?? any ?? index ?? single ?? double;
    steps.push(step(name, (dots ?? deep) === '..'));
  }
  return { ok: true, steps };
}

/** `a`, `//a`, `a/b`, `//a//b`; prefixes of namespaces count for nothing. */
function elementPath(text: string): ParsedPath {
  const names = text.replace(/^\/\//, '').split('/');
  const steps: PathStep[] = [];
  let below = true;
  for (const name of names) {
    if (name === '' && !below) {
      below = true;
      continue;
    }
    if (!/^[^\s[\]()'"]+$/.test(name))
      return no('is not a path of element names: //name, //name/name, or a name alone');
    steps.push(step(name.slice(name.indexOf(':') + 1), below));
    below = false;
  }
  return below ? no('ends with a slash') : { ok: true, steps };
}

const step = (name: string | undefined, below: boolean): PathStep => ({
  ...(below && { below: true as const }),
  ...(name !== undefined && name !== '*' && { name }),
});

/** Everything at the path's end. A list there counts as its items too, so that a repeated element is found like a single one. */
export function valuesAt(document: JsonValue, steps: readonly PathStep[]): readonly JsonValue[] {
  const look = looking();
  let found: readonly JsonValue[] = [document];
  for (const { below, name } of steps) {
    const from = below ? look.withDescendants(found) : found;
    // Once each: of lists in lists every further step would see the same items more often.
    found = [...new Set(from.flatMap((value) => look.children(value, name, below !== true)))];
  }
  return found.flatMap((value) => [value, ...itemsOf(value)]);
}

function looking() {
  const documents = new Map<string, JsonValue>();

  /** A string with a JSON document counts as that document for paths below it. It is parsed once, so that nothing is found twice. */
  function opened(value: JsonValue): JsonValue {
    if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
    const known = documents.get(value);
    if (known !== undefined) return known;
    const read = parseJson(value);
    const document = read.ok ? read.value.value : value;
    documents.set(value, document);
    return document;
  }

  /** `throughLists`: a name that is looked up in a list is looked up in its items. A look at all depths comes past them anyway. */
  function children(value: JsonValue, name: string | undefined, throughLists: boolean): readonly JsonValue[] {
    const whole = opened(value);
    if (Array.isArray(whole)) {
      if (name === undefined) return whole;
      const item: JsonValue | undefined = /^\d{1,9}$/.test(name) ? whole[Number(name)] : undefined;
      const through = throughLists ? whole.flatMap((one) => children(one, name, true)) : [];
      return item === undefined ? through : [item, ...through];
    }
    if (!isObject(whole)) return [];
    if (name === undefined) return Object.values(whole);
    const own = field(whole, name);
    return own === undefined ? [] : [own];
  }

  function withDescendants(starts: readonly JsonValue[]): readonly JsonValue[] {
    const all = new Set(starts);
    // A set that grows while it is walked is walked to its new end.
    for (const one of all) {
      const whole = opened(one);
      if (Array.isArray(whole)) for (const item of whole) all.add(item);
      else if (isObject(whole)) for (const value of Object.values(whole)) all.add(value);
    }
    return [...all];
  }

  return { children, withDescendants };
}
