/** Places in an XML document, as findings name them: local names, an index where a name repeats (`/Response/LineItems/LineItemInfo[2]/Id`). */
import { type XmlDocument, XmlElement } from 'libxml2-wasm';

/** libxml2 says `/ns2:a/b[2]`, or `/*` + `/*[4]` in a default namespace; the second kind is looked up to be named. */
export function localPath(document: XmlDocument, xpath: string): string {
  if (!xpath.includes('*')) return xpath.replaceAll(/\/(@?)[^/:]+:/g, '/$1');
  const element = elementAt(document, xpath);
  return element === undefined ? xpath : pathOf(element);
}

/** The element at a path of either kind. */
export function elementAt(document: XmlDocument, xpath: string): XmlElement | undefined {
  const steps = xpath.split('/').slice(1);
  const query = steps.map((step) => {
    const [, name = '*', index = ''] = /^(?:[^:]+:)?([^[]+)(\[\d+\])?$/.exec(step) ?? [];
    return name === '*' ? `*${index}` : `*[local-name()='${name.replaceAll("'", '')}']${index}`;
  });
  const found = xpath === '' || xpath.includes('@') ? null : document.get(`/${query.join('/')}`);
  return found instanceof XmlElement ? found : undefined;
}

function pathOf(element: XmlElement): string {
  const { parent } = element;
  if (parent === null) return `/${element.name}`;
  const twins = childrenOf(parent).filter(({ name }) => name === element.name);
  const index = twins.findIndex((twin) => twin.isSameNode(element));
  return `${pathOf(parent)}/${element.name}${twins.length > 1 ? `[${index + 1}]` : ''}`;
}

export function childrenOf(element: XmlElement): readonly XmlElement[] {
  const children: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next)
    if (node instanceof XmlElement) children.push(node);
  return children;
}

/** A JSON Pointer into the parsed object as a path in the document: `/LineItemInfo/0/Id` → `/{root}/LineItemInfo[1]/Id`. */
export function pathOfPointer(root: string, steps: readonly string[]): string {
  return steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${Number(step) + 1}]` : `${path}/${step}`),
    `/${root}`,
  );
}

/** The other way round: `/{root}/LineItemInfo[1]/Id` → `/LineItemInfo/0/Id`. A lone element of a list may have no index. */
export function pointerOfPath(path: string): string {
  return path
    .split('/')
    .slice(2)
    .map((step) => step.replace(/\[(\d+)\]$/, (_, index: string) => `/${Number(index) - 1}`))
    .map((step) => `/${step}`)
    .join('');
}

/** The same for `/a/b` and `/a[1]/b`: whether a lone element gets an index depends on who names it. */
export const samePlace = (path: string): string => path.replaceAll('[1]', '');
