/** Places that the contract gives no type, because marketplaces write them in several. A value of none of those types is reported here, because the judge cannot. */
import { show } from '../../contracts/seen.ts';
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import type { Finding } from '../../store/store.ts';
import { text } from './words.ts';

/** One finding for each value that our event cannot have, of a document of JSON or of parsed XML. */
export function unreadValues(document: JsonValue): readonly Finding[] {
  const payload = field(document, 'payload');
  const attributesOf = (path: string, person: JsonValue | undefined) =>
    unreadEntries(`${path}/attributes`, field(person, 'attributes'));
  return [
    ...unreadQuantities(field(payload, 'order')),
    ...unreadEntries('/payload/configuration', field(payload, 'configuration')),
    ...attributesOf('/creator', field(document, 'creator')),
    ...attributesOf('/payload/user', field(payload, 'user')),
  ];
}

const wrong = (path: string, expected: string, value: JsonValue | undefined): Finding => ({
  rule: 'wrong_type',
  path,
  severity: 'violation',
  expected,
  seen: show(value, true),
});

function unreadQuantities(order: JsonValue | undefined): readonly Finding[] {
  return ['items', 'item'].flatMap((name) =>
    itemsOf(field(order, name)).flatMap((item, index) => {
      const quantity = field(item, 'quantity');
      if (typeof quantity !== 'object' || quantity === null || text(quantity) !== undefined) return [];
      return [wrong(`/payload/order/${name}/${index}/quantity`, 'a number, or the text of one', quantity)];
    }),
  );
}

/** Of a map: a scalar in its place, and entries whose name cannot be read. */
function unreadEntries(path: string, map: JsonValue | undefined): readonly Finding[] {
  if (map === undefined || map === null || map === '') return [];
  if (text(map) !== undefined) return [wrong(path, 'names and values', map)];
  const listed = isObject(map) ? field(map, 'entry') : map;
  const place = isObject(map) ? `${path}/entry` : path;
  const items = Array.isArray(listed) ? itemsOf(listed) : isObject(listed) ? [listed] : [];
  return items.flatMap((entry, index) => {
    const named = !isObject(entry) || !(Object.hasOwn(entry, 'key') || Object.hasOwn(entry, 'value'));
    const readable = named ? isObject(entry) : text(field(entry, 'key')) !== undefined;
    return readable ? [] : [wrong(`${place}/${index}`, 'an entry with the text of its key', entry)];
  });
}
