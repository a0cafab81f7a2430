/** XML out, through xmlbuilder2, always checked for well-formedness. */
import { createRequire } from 'node:module';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

const require = createRequire(import.meta.url);
/** Loaded with the first answer that is XML: that takes 0.06 s, and every start would wait for it. Node keeps what is loaded. */
const xmlbuilder = () => require('xmlbuilder2') as typeof import('xmlbuilder2');

/** `@name` is an attribute, `#text` the text of an element with attributes, an array repeats its element, `undefined` is left out, null is empty. */
export type XmlTree =
  | null
  | string
  | number
  | boolean
  | readonly XmlTree[]
  | { readonly [name: string]: XmlTree | undefined };

export type XmlWriteOptions = {
  readonly namespace?: string;
  readonly standalone?: boolean;
  readonly pretty?: boolean;
  /** Default true. */
  readonly declaration?: boolean;
};

// The characters of XML 1.0 (2.2). The others cannot be written, not even as references.
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function fill(element: XMLBuilder, tree: XmlTree): void {
  if (tree === null) return;
  if (typeof tree !== 'object') {
    element.txt(referenced(String(tree), /\r/g));
    return;
  }
  for (const [name, value] of Object.entries(tree)) {
    if (value === undefined) continue;
    if (name === '#text') fill(element, value);
    else if (name.startsWith('@'))
      element.att(name.slice(1), value === null ? '' : referenced(String(value), /[\t\n\r]/g));
    else for (const item of Array.isArray(value) ? value : [value]) fill(element.ele(name), item);
  }
}

/**
 * xmlbuilder2 leaves an ampersand alone where it begins something like a reference: the text `&amp;` would arrive as `&`. References are
 * left alone too, so both are written here. White space that every reader changes (XML 1.0, 2.11 and 3.3.3) becomes references as well.
 */
function referenced(text: string, changing: RegExp): string {
  if (impossible.test(text)) throw new TypeError('the text holds a character that XML 1.0 cannot write');
  return text.replaceAll('&', '&amp;').replaceAll(changing, (blank) => `&#${blank.charCodeAt(0)};`);
}

/**
 * A document with one root. Text is escaped. Throws `TypeError` for names and characters that XML cannot hold, which is a
 * caller's bug: what comes from outside was read by `readXml` or is checked before.
 */
export function writeXml(root: string, content: XmlTree, options: XmlWriteOptions = {}): string {
  const { namespace, standalone, pretty = false, declaration = true } = options;
  const document = xmlbuilder().create({
    version: '1.0',
    encoding: 'UTF-8',
    ...(standalone === undefined ? {} : { standalone }),
  });
  try {
    fill(namespace === undefined ? document.ele(root) : document.ele(namespace, root), content);
    return document.end({ wellFormed: true, prettyPrint: pretty, headless: !declaration });
  } catch (error) {
    throw error instanceof TypeError ? error : new TypeError('this tree cannot be written as XML', { cause: error });
  }
}
