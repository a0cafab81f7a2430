/**
 * XML, read strictly: bounds and no document types (xml-scan.ts), well-formedness by libxml2, values by fast-xml-parser, which
 * alone would accept `<a></b>`. libxml2 runs as WebAssembly with no file system and no network; entities are never loaded or replaced.
 */
import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import { decodeXml } from './decode.ts';
import { mendXml } from './mend-xml.ts';
import { cannotRead, type Notice, type Readable, readable } from './readable.ts';
import { unwrapXml } from './unwrap-xml.ts';
import { type XmlContent, xmlObjects } from './xml-objects.ts';
import { scanXml, type XmlLimits, xmlLimits } from './xml-scan.ts';

export type { XmlContent, XmlObject, XmlValue } from './xml-objects.ts';
export type { XmlLimits } from './xml-scan.ts';

export type XmlOptions = {
  /** Local names of elements that are arrays even if there is only one. */
  readonly lists?: readonly string[];
  readonly limits?: Partial<XmlLimits>;
  /** Local names that the root may have: a single one of them within something else is taken for the document. */
  readonly roots?: readonly string[];
};

// NOENT and DTDLOAD stay out for good: the first replaces entities, the second reads other files.
const options = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_BIG_LINES;

/**
 * Parses, calls `use` with libxml2's document, and frees it, whatever happens: its memory lies in the WebAssembly heap, where no
 * garbage collector looks in time. The document must not leave `use`. `parts`: how many elements and attributes it has.
 */
export function withXmlDocument<T>(
  text: string,
  limits: Partial<XmlLimits> | undefined,
  use: (document: XmlDocument, text: string, notices: readonly Notice[], parts: number) => T,
): Readable<T> {
  const bounds = { ...xmlLimits, ...limits };
  const sent = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const { text: unmarked, notices } = sent.length > bounds.text_units_max ? { text: sent, notices: [] } : mendXml(sent);
  const scanned = scanXml(unmarked, bounds);
  if (!scanned.ok) return scanned;
  let document: XmlDocument;
  try {
    // The encoding is given, because the text may still declare the one that it was decoded from.
    document = XmlDocument.fromString(unmarked, { encoding: 'utf-8', option: options });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    const first = error.details.find(({ level }) => level >= 2) ?? error.details[0];
    return cannotRead(
      'xml_malformed',
      `Not well-formed XML: ${first?.message.trim() ?? 'the parser gives no reason'}.`,
      first?.line,
    );
  }
  try {
    return readable(use(document, unmarked, notices, scanned.parts));
  } finally {
    document.dispose();
  }
}

/** Text to values. Unreadable: malformed, a document type, unknown entities, too deep, too large. */
export function parseXml(text: string, { lists = [], limits, roots = [] }: XmlOptions = {}): Readable<XmlContent> {
  const names = new Set(lists);
  const read = withXmlDocument(text, limits, (document, unmarked) => {
    const inner = roots.length === 0 ? undefined : unwrapXml(document, new Set(roots));
    return inner ?? xmlObjects(unmarked, names);
  });
  if (!read.ok || !('text' in read.value)) return read as Readable<XmlContent>;
  return parseXml(read.value.text, { lists, ...(limits && { limits }) });
}

/** Bytes to values. `contentType`: what was said of them, for its charset. Notices tell the judge what was decided or mended. */
export function readXml(bytes: Uint8Array, xmlOptions: XmlOptions = {}, contentType?: string): Readable<XmlContent> {
  const decoded = decodeXml(bytes, contentType);
  return decoded.ok ? parseXml(decoded.value.text, xmlOptions) : decoded;
}
