/**
 * Well-formed XML of the plainest kind, read in one pass: elements and text, at most one namespace, declared at the root. That is what nearly all messages are, and
 * libxml2 and fast-xml-parser take five times as long for it. Whatever else a document has (attributes, references, comments, CDATA, a carriage return in a text) is
 * left to `parseXml`, and so is every fault. What this reads, `parseXml` reads alike; a test holds both together.
 */
import { setOwnField } from './own-field.ts';
import type { XmlContent, XmlValue } from './xml-objects.ts';
import { xmlLimits } from './xml-scan.ts';

const head =
  /^(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>[ \t\r\n]*)?<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(?: xmlns(?::([A-Za-z_][\w.-]*))?="(https?:[\w./-]+)")?>/;
// A closing tag with its name, an opening one with prefix and name, or text.
const piece = /<\/([\w.:-]+)>|<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(\/?)>|([^<&\r\]]+)/y;
// XML 1.0 §2.2; `parseXml` mends them, with a notice.
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

type Fields = Record<string, XmlValue | XmlValue[]>;
type Open = { readonly tag: string; readonly name: string; fields?: Fields; text: string };

/** `undefined`: it is not of this kind, and nothing else is known of it. */
export function readPlainXml(text: string): XmlContent | undefined {
  const found = head.exec(text);
  if (found === null || text.length > xmlLimits.text_units_max || impossible.test(text)) return undefined;
  const [whole, prefix, root = '', declared, namespace = ''] = found;
  if (declared !== undefined && /^xml/i.test(declared)) return undefined;
  const tagOf = (before: string | undefined, name: string) => (before === undefined ? name : `${before}:${name}`);
  if (prefix !== undefined && prefix !== declared) return undefined;

  const open: Open[] = [{ tag: tagOf(prefix, root), name: root, text: '' }];
  let elements = 1;
  piece.lastIndex = whole.length;
  for (;;) {
    const inner = open.at(-1);
    const match = inner && piece.exec(text);
    if (!inner || !match) return undefined;
    const [, closing, before, name, isEmpty, chars] = match;
    if (chars !== undefined) inner.text += chars;
    else if (name !== undefined) {
      elements += 1;
      if (elements > xmlLimits.elements_max || (before !== undefined && before !== declared)) return undefined;
      if (isEmpty !== '') add(inner, name, null);
      else if (open.push({ tag: tagOf(before, name), name, text: '' }) > xmlLimits.depth_max) return undefined;
    } else {
      if (closing !== inner.tag) return undefined;
      open.pop();
      const outer = open.at(-1);
      if (outer !== undefined) add(outer, inner.name, contentOf(inner));
      else if (/[^ \t\r\n]/.test(text.slice(piece.lastIndex))) return undefined;
      else return { root, namespace: prefix === declared ? namespace : '', value: contentOf(inner) };
    }
  }
}

const contentOf = ({ fields, text }: Open): XmlValue => fields ?? (text.trim() === '' ? null : text);

/** A repeated element is an array. */
function add(outer: Open, name: string, value: XmlValue): void {
  outer.fields ??= {};
  const before = Object.hasOwn(outer.fields, name) ? outer.fields[name] : undefined;
  if (before === undefined) setOwnField<XmlValue | XmlValue[]>(outer.fields, name, value);
  else if (Array.isArray(before)) before.push(value);
  else setOwnField<XmlValue | XmlValue[]>(outer.fields, name, [before, value]);
}
