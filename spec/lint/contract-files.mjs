/** What rules ask of the files around a contract. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** Absolute path of `relative`, as seen from the file that holds the reference. */
export const beside = (holder, relative) => resolve(dirname(holder), relative);

/** The value that a JSON Pointer (`/components/schemas/Order`) names in `document`, or undefined. */
export function valueAt(document, pointer) {
  if (pointer === '') return document;
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, token) => (value !== null && typeof value === 'object' ? value[token] : undefined), document);
}

/**
 * Follows `file.yaml#/pointer` or `#/pointer` from `holder`; a sentence when nothing is there, else undefined. A component of another
 * file that the contract refers to by `$ref` counts as its own: the bundle holds it under the same name, and the bundle is what is read.
 */
export function missing(holder, reference) {
  const [file, pointer = ''] = String(reference).split('#');
  const path = file === '' ? holder : beside(holder, file);
  if (!existsSync(path)) return `${reference}: there is no file ${file}`;
  const text = readFileSync(path, 'utf8');
  if (valueAt(parse(text), pointer) !== undefined) return undefined;
  const borrowed = new RegExp(`\\$ref:\\s*['"]?[^'"#\\s]+#${pointer}['"]?\\s*$`, 'm').test(text);
  return file === '' && borrowed ? undefined : `${reference}: nothing is at that pointer`;
}

/** Follows `file.xsd#element`; a sentence when the file or a global element of that name is missing, else undefined. */
export function missingElement(holder, reference) {
  const [file, element] = String(reference).split('#');
  const path = beside(holder, file);
  if (!file || !element) return `${reference}: write file.xsd#rootElement`;
  if (!existsSync(path)) return `${reference}: there is no file ${file}`;
  const name = element.replaceAll(/[^\w.-]/g, '');
  const declared = new RegExp(`<(\\w+:)?element\\s[^>]*name=["']${name}["']`).test(readFileSync(path, 'utf8'));
  return declared ? undefined : `${reference}: the schema declares no element ${element}`;
}
