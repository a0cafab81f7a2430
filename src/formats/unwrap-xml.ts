/** A message within something else: SOAP, or an element that a template or a proxy put around it. */
import { type XmlDocument, XmlElement } from 'libxml2-wasm';

/** SOAP has Envelope and Body; one more for who wraps a wrapper, and one for good measure. */
const levels_max = 4;

export type Unwrapped = {
  /** The message as a document of its own, with the namespaces that it stood in and as many empty lines before it as it had lines. */
  readonly text: string;
  /** Where it was: a path of local names. */
  readonly path: string;
  readonly line: number;
};

/**
 * The only element of one of these local names, if it has no sibling on its way down but SOAP's header. `undefined`: the root is
 * one of them, or there is none, or more than one element could be the message.
 */
export function unwrapXml(document: XmlDocument, roots: ReadonlySet<string>): Unwrapped | undefined {
  let element = document.root;
  let path = `/${element.name}`;
  if (roots.has(element.name)) return undefined;
  for (let level = 0; level < levels_max; level += 1) {
    const inner = onlyChild(element);
    if (inner === undefined) return undefined;
    element = inner;
    path += `/${element.name}`;
    if (roots.has(element.name)) return { text: standingAlone(element), path, line: element.line };
  }
  return undefined;
}

// By XPath: walking from node to node, the package has no class for a processing instruction and gives undefined.
const candidates = "*[not(local-name() = 'Header' and local-name(..) = 'Envelope')][position() <= 2]";

function onlyChild(parent: XmlElement): XmlElement | undefined {
  const [only, other] = parent.find(candidates);
  return only instanceof XmlElement && other === undefined ? only : undefined;
}

function standingAlone(element: XmlElement): string {
  const own = element.nsDeclarations;
  for (const [prefix, uri] of Object.entries(element.namespaces))
    if (!Object.hasOwn(own, prefix)) element.addNsDeclaration(uri, ...(prefix === '' ? [] : [prefix]));
  return '\n'.repeat(Math.max(0, element.line - 1)) + element.toString({ format: false });
}
