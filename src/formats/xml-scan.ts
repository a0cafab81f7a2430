/**
 * A look over the markup before any parser sees it: no document type, no entities beyond XML's five, bounded depth and counts.
 *
 * It need not know well-formedness. Up to the first error of a document it reads the same markup as libxml2 does, and libxml2
 * stops there; so a document type that libxml2 would act on has been seen here first.
 */
import { cannotRead, type Unreadable } from './readable.ts';

export type XmlLimits = {
  /** Nesting of elements; the deepest documented message (1ShoppingCart's order) has 5. libxml2's own bound is 256. */
  readonly depth_max: number;
  /** libxml2 counts siblings for the path of each error, so its time grows with the square: 10,000 errors take a tenth of a second, 50,000 seconds. */
  readonly elements_max: number;
  readonly attributes_max: number;
  /** References such as `&#228;`; each is one character, so this bounds work and not size. */
  readonly references_max: number;
  /** UTF-16 units. Bodies are bounded before (limits.ts); this one holds for text from elsewhere. */
  readonly text_units_max: number;
};

export const xmlLimits: XmlLimits = {
  depth_max: 32,
  elements_max: 10_000,
  attributes_max: 10_000,
  references_max: 100_000,
  text_units_max: 16_777_216,
};

type Refusal = { readonly ok: false; readonly finding: Unreadable };
type Scanned = { readonly ok: true; readonly parts: number };

const reference = /&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);/y;

/** `ok`: nothing speaks against parsing this text; so many elements and attributes it has, if it is well-formed. */
export function scanXml(text: string, limits: XmlLimits): Refusal | Scanned {
  if (text.trim() === '') return cannotRead('empty', 'The document is empty.');
  if (text.length > limits.text_units_max) {
    return cannotRead('xml_too_large', `The text has ${text.length} UTF-16 units; ${limits.text_units_max} are read.`);
  }
  const scanned = scanMarkup(text, limits);
  return scanned.ok ? (scanReferences(text, limits) ?? scanned) : scanned;
}

/** From 1. */
export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function scanMarkup(text: string, limits: XmlLimits): Refusal | Scanned {
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const next = text.charCodeAt(at + 1);
    if (next === 0x21) {
      const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : undefined;
      if (end === undefined) {
        return cannotRead(
          'xml_doctype',
          'The document declares a document type or entities. The gateway does not read such documents.',
          lineAt(text, at),
        );
      }
      at = after(text, end, at + (end === '-->' ? 4 : 9));
    } else if (next === 0x3f) {
      at = after(text, '?>', at + 2);
    } else if (next === 0x2f) {
      depth -= 1;
      at = after(text, '>', at + 2);
    } else {
      const tag = readTag(text, at + 1);
      elements += 1;
      attributes += tag.attributes;
      if (!tag.empty) depth += 1;
      if (depth > limits.depth_max) {
        return cannotRead('xml_too_deep', `Elements are nested deeper than ${limits.depth_max}.`, lineAt(text, at));
      }
      if (elements > limits.elements_max || attributes > limits.attributes_max) {
        return cannotRead(
          'xml_too_large',
          `More than ${limits.elements_max} elements or ${limits.attributes_max} attributes.`,
          lineAt(text, at),
        );
      }
      at = tag.end;
    }
  }
  return { ok: true, parts: elements + attributes };
}

/** The index after the next `end`, or the end of the text; then libxml2 says what is missing. */
function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

function readTag(text: string, from: number): { end: number; attributes: number; empty: boolean } {
  let attributes = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return { end: at + 1, attributes, empty: text.charCodeAt(at - 1) === 0x2f };
    if (code === 0x22 || code === 0x27) {
      attributes += 1;
      const close = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
      at = close < 0 ? text.length : close;
    }
  }
  return { end: text.length, attributes, empty: false };
}

/** In CDATA, comments and processing instructions an ampersand means nothing. */
function scanReferences(text: string, limits: XmlLimits): Refusal | undefined {
  let references = 0;
  let literal = nextLiteral(text, 0);
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    while (literal.end <= at) literal = nextLiteral(text, literal.end);
    if (at >= literal.start) {
      at = literal.end - 1;
      continue;
    }
    references += 1;
    reference.lastIndex = at;
    if (!reference.test(text)) {
      return cannotRead(
        'xml_entity',
        'The document uses an entity that XML itself does not define, or a bare ampersand.',
        lineAt(text, at),
      );
    }
    if (references > limits.references_max) {
      return cannotRead('xml_too_large', `More than ${limits.references_max} character references.`, lineAt(text, at));
    }
  }
  return undefined;
}

/** Where a comment, CDATA or a processing instruction is, from `from` on: in them an ampersand means nothing. */
export function nextLiteral(text: string, from: number): { start: number; end: number } {
  literalStart.lastIndex = from;
  const found = literalStart.exec(text);
  if (found === null) return { start: text.length, end: text.length + 1 };
  const [opening] = found;
  const end = opening === '<!--' ? '-->' : opening === '<?' ? '?>' : ']]>';
  return {
    start: found.index,
    end: after(text, end, found.index + opening.length) + (text.indexOf(end, found.index) < 0 ? 1 : 0),
  };
}

const literalStart = /<!--|<!\[CDATA\[|<\?/g;
