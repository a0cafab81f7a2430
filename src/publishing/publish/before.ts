/**
 * What stood in the last release where a part of a contract stands now. The two documents are walked side by side and references are followed,
 * so a schema that was given a name, or another one, is still compared with what it was.
 */
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import { follow } from '../diff/pair.ts';
import type { Snapshot } from '../snapshot.ts';

/** Undefined: it is not in the contract as it stands. Empty: the release does not have it. */
export type Before = (part: JsonValue | undefined) => readonly JsonObject[] | undefined;

/** A contract with its schema files read: the values that a page is made of, because parts are known by being the same object. */
export type Parsed = { readonly document: JsonObject; readonly schemas: ReadonlyMap<string, JsonObject> };

export function parsed({ kind, document, files }: Snapshot): Parsed {
  const schemas = [...files].filter(() => kind === 'events').map(([file, text]) => [file, objectOf(text)] as const);
  return { document, schemas: new Map(schemas) };
}

function objectOf(text: string): JsonObject {
  const read = parseJson(text);
  return read.ok && isObject(read.value.value) ? read.value.value : {};
}

/** A value, and the file that its references are relative to. */
type Place = { readonly value: JsonValue | undefined; readonly file: string };
type Side = { readonly all: Parsed; readonly place: Place };

export function partsBefore(old: Parsed, now: Parsed): Before {
  const found = new Map<JsonObject, Set<JsonObject>>();
  walk({ all: now, place: { value: now.document, file: '' } }, { all: old, place: { value: old.document, file: '' } });
  for (const [file, schema] of now.schemas)
    walk({ all: now, place: { value: schema, file } }, { all: old, place: { value: old.schemas.get(file), file } });
  return (part) => {
    const known = isObject(part) ? found.get(part) : undefined;
    return known && [...known];
  };

  function walk(nowSide: Side, oldSide: Side): void {
    const [here, there] = [resolved(nowSide), resolved(oldSide)];
    if (Array.isArray(here.value)) walkItems(here, there);
    if (!isObject(here.value)) return;
    const known = found.get(here.value);
    const isOld = isObject(there.value);
    if (known !== undefined && (!isOld || known.has(there.value))) return;
    found.set(here.value, new Set([...(known ?? []), ...(isOld ? [there.value] : [])]));
    for (const [name, value] of membersOf(here.value))
      walk(
        { all: now, place: { value, file: here.file } },
        { all: old, place: { value: field(there.value, name), file: there.file } },
      );
  }

  /** Items belong together by what names them, else by their place in lists of one length. */
  function walkItems(here: Place, there: Place): void {
    const [items, before] = [itemsOf(here.value), itemsOf(there.value)];
    const nameIn = (all: Parsed, file: string) => (value: JsonValue) =>
      itemName(resolved({ all, place: { value, file } }).value, value);
    const names = before.map(nameIn(old, there.file));
    for (const [index, value] of items.entries()) {
      const name = nameIn(now, here.file)(value);
      const same = name === undefined ? -1 : names.indexOf(name);
      const other = same >= 0 ? before[same] : items.length === before.length ? before[index] : undefined;
      walk({ all: now, place: { value, file: here.file } }, { all: old, place: { value: other, file: there.file } });
    }
  }
}

/** Of a parameter, an event in a list, a type of event, or a schema that is referred to. */
function itemName(item: JsonValue | undefined, written: JsonValue): string | undefined {
  const [name, place, event, type] = ['name', 'in', 'event', 'type'].map((word) => textField(item, word));
  if (place !== undefined) return `${place} ${name}`;
  return (typeof written === 'string' ? written : textField(written, '$ref')) ?? event ?? type;
}

const references_max = 20;

/** What a `$ref`, or a pointer as an extension has it, leads to in the end. */
function resolved({ all, place }: Side): Place {
  let at = place;
  for (let hops = 0; hops < references_max; hops += 1) {
    const reference = typeof at.value === 'string' ? at.value : textField(at.value, '$ref');
    if (reference === undefined || !/^(#|[\w./-]+\.json(#|$))/.test(reference)) return at;
    const [named = '', pointer = ''] = reference.split('#');
    const file = named === '' ? at.file : named.replace(/^\.\//, '');
    const root = file === '' ? all.document : all.schemas.get(file);
    if (root === undefined) return { value: undefined, file };
    at = { value: pointer === '' ? root : follow(root, `#${pointer}`), file };
  }
  return at;
}
