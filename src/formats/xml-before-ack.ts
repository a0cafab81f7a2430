/**
 * XML on the thread that acknowledges. One pass reads nearly every message. libxml2 reads the others, and is loaded with the first of them: that takes 0.1 s,
 * and most gateways never need it there.
 */
import { decodeXml } from './decode.ts';
import { readPlainXml } from './plain-xml.ts';
import { cannotRead, type Readable, readable } from './readable.ts';
import type { XmlContent } from './xml-objects.ts';

type Xml = Pick<typeof import('./xml.ts'), 'parseXml'>;

let loaded: Xml | undefined;

async function load(): Promise<Xml> {
  loaded = await import('./xml.ts');
  return loaded;
}

/** What `readXml` reads, with the same roots. A promise only where libxml2 is loaded for it. */
export function readXmlBeforeAck(
  bytes: Uint8Array,
  roots: readonly string[],
  contentType?: string,
): Readable<XmlContent> | Promise<Readable<XmlContent>> {
  const decoded = decodeXml(bytes, contentType);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const plain = readPlainXml(text);
  if (plain !== undefined && roots.includes(plain.root)) return readable(plain);
  const parse = ({ parseXml }: Xml) => parseXml(text, { roots });
  if (loaded !== undefined) return parse(loaded);
  // An upgrade may replace the files of a gateway that runs. A message that is not read here is kept and acknowledged all the same.
  return load().then(parse, () =>
    cannotRead(
      'xml_malformed',
      'The XML could not be looked at, because the files of its reader are gone; restart the gateway.',
    ),
  );
}

/** `use` of a value that is there already, without a turn of the event loop, or of one that is to come. */
export const whenRead = <Read, Used>(read: Read | Promise<Read>, use: (read: Read) => Used): Used | Promise<Used> =>
  read instanceof Promise ? read.then(use) : use(read);
