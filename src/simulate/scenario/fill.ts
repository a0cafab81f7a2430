/** A masked document, with values in place of its masks that its contract takes. So a message can be sent that holds nothing of a person. */
import { loadBundle } from '../../contracts/load.ts';
import { type JsonValue, parseJson } from '../../formats/json.ts';
import { MASK } from '../../formats/mask.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';

export type Fill = (text: string) => string;

const FILLED = 'redacted';

/** For documents of this provider, by its contracts `<provider>-push` and `<provider>-api`. */
export function openFill(provider: string): Fill {
  const schemas = schemasByName(['push', 'api'].flatMap((kind) => bundleOf(`${provider}-${kind}`)));
  return (text) => (text.trimStart().startsWith('<') ? filledXml(text, schemas) : filledJson(text, schemas));
}

type Schemas = ReadonlyMap<string, JsonValue>;

function bundleOf(name: string): readonly JsonValue[] {
  try {
    return [loadBundle(name)];
  } catch {
    return []; // Not every provider has an API.
  }
}

/** A mask hides what a name has everywhere, so the name alone tells what would fit. */
function schemasByName(bundles: readonly JsonValue[]): Schemas {
  const found = new Map<string, JsonValue>();
  const walk = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    if (!isObject(value)) return;
    const properties = field(value, 'properties');
    for (const [name, schema] of Object.entries(isObject(properties) ? properties : {}))
      if (!found.has(localName(name))) found.set(localName(name), follow(schema));
    for (const one of Object.values(value)) walk(one);
  };
  const follow = (schema: JsonValue): JsonValue => {
    const name = /^#\/components\/schemas\/(.+)$/.exec(textField(schema, '$ref') ?? '')?.[1];
    const schemas = bundles.map((bundle) => field(field(bundle, 'components'), 'schemas'));
    return (name && schemas.map((one) => field(one, name)).find((one) => one !== undefined)) || schema;
  };
  for (const bundle of bundles) walk(bundle);
  return found;
}

const localName = (name: string): string => name.replace(/^@_?/, '').replace(/^[^:]+:/, '');

const formats: Readonly<Record<string, string>> = {
  email: 'redacted@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/redacted',
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
};

/** A value that the schema takes; a text where nothing is known. */
function fillerOf(schema: JsonValue | undefined): string | number | boolean {
  const example = field(schema, 'example');
  if (typeof example === 'string' || typeof example === 'boolean') return example;
  const [first] = itemsOf(field(schema, 'enum'));
  if (typeof first === 'string') return first;
  const type = textField(schema, 'type');
  if (type === 'integer' || type === 'number') return 0;
  if (type === 'boolean') return false;
  const least = Number(field(schema, 'minLength') ?? 0);
  const most = Number(field(schema, 'maxLength') ?? Number.POSITIVE_INFINITY);
  const text = formats[textField(schema, 'format') ?? ''] ?? FILLED.padEnd(least, 'x');
  return text.length > most ? text.slice(0, most) : text;
}

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;
const maskedText = JSON.stringify(MASK);

/** Token by token, so that digits stay as they came. A list has the name of the field that holds it. */
function filledJson(text: string, schemas: Schemas): string {
  const names: (string | undefined)[] = [];
  let name: string | undefined;
  return text.replaceAll(jsonToken, (token, at: number) => {
    const isKey = token.startsWith('"') && /^\s*:/.test(text.slice(at + token.length, at + token.length + 64));
    if (token === '{' || token === '[') {
      names.push(name);
      if (token === '{') name = undefined;
    } else if (token === '}' || token === ']') name = names.pop();
    else if (isKey) name = keyOf(token);
    if (token !== maskedText || isKey) return token;
    return JSON.stringify(fillerOf(name === undefined ? undefined : schemas.get(name)));
  });
}

function keyOf(token: string): string {
  const read = parseJson(token);
  return localName(read.ok && typeof read.value.value === 'string' ? read.value.value : '');
}

const xmlToken = /<!--[\s\S]*?-->|<[?!][\s\S]*?>|<\/?[^>]*>|[^<]+/g;

function filledXml(text: string, schemas: Schemas): string {
  const names: string[] = [];
  const valueFor = (name: string | undefined) => String(fillerOf(name === undefined ? undefined : schemas.get(name)));
  return text.replaceAll(xmlToken, (token) => {
    if (token.startsWith('<!--')) return '';
    if (token.startsWith('<?') || token.startsWith('<!')) return token;
    if (token.startsWith('</')) {
      names.pop();
      return token;
    }
    if (!token.startsWith('<')) return token.replaceAll(MASK, () => valueFor(names.at(-1)));
    if (!token.endsWith('/>')) names.push(localName(/^<([^\s/>]+)/.exec(token)?.[1] ?? ''));
    return token.replaceAll(
      new RegExp(`([^\\s=<"']+)=(["'])${MASK}\\2`, 'g'),
      (_, name: string, quote: string) => `${name}=${quote}${valueFor(localName(name))}${quote}`,
    );
  });
}
