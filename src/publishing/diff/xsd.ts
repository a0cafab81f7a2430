/** The XSDs of one XML body, before and after. */
import type { JsonObject } from '../../formats/json.ts';
import { field } from '../../formats/values.ts';
import type { Difference } from './change.ts';
import { difference } from './constraints.ts';
import { sortOut, textsOf } from './json.ts';
import { type Compared, compareSchemas } from './schema.ts';
import { type XsdShape, xsdShape } from './xsd-shape.ts';

/** The shape of an XSD by its file's name, read once. */
export type Xsds = (file: string) => XsdShape;

/** `files` holds the texts by name. A file that is named and missing counts as an empty schema: everything in it is gone, or new. */
export function openXsds(files: ReadonlyMap<string, string>): Xsds {
  const read = new Map<string, XsdShape>();
  return (file) => {
    const known = read.get(file) ?? xsdShape(files.get(file) ?? '<schema/>', file);
    read.set(file, known);
    return known;
  };
}

/** `old` and `now` are the schemas that hold `x-xsd`. */
export function compareXsds(
  old: JsonObject,
  now: JsonObject,
  before: Xsds,
  after: Xsds,
  compared: Compared,
): readonly Difference[] {
  const references = sortOut(textsOf(field(old, 'x-xsd')), textsOf(field(now, 'x-xsd')));
  return [
    ...references.removed.map((reference) => difference('alternative-removed', '', `${reference} is gone`)),
    ...references.added.map((reference) => difference('alternative-added', '', `${reference} is new`)),
    ...references.kept.flatMap((reference) => {
      const [file = '', root = ''] = reference.split('#');
      return compareXsd(before(file), after(file), file, root, compared);
    }),
  ];
}

function compareXsd(
  before: XsdShape,
  after: XsdShape,
  file: string,
  root: string,
  compared: Compared,
): readonly Difference[] {
  const path = `${file}#`;
  const found: Difference[] = [];
  if (before.namespace !== after.namespace)
    found.push(
      difference('namespace-changed', path, `the namespace was "${before.namespace}" and is "${after.namespace}"`),
    );
  if (before.qualified !== after.qualified)
    found.push(
      difference('namespace-changed', path, `children are ${after.qualified ? 'now' : 'no longer'} in the namespace`),
    );
  const sides = (name: string) =>
    [
      { schema: field(before.elements, name), resolve: before.resolve },
      { schema: field(after.elements, name), resolve: after.resolve },
    ] as const;
  const names = sortOut(Object.keys(before.elements), Object.keys(after.elements));
  // Global elements count even where the root does not name them: a wildcard finds them by their name (1ShoppingCart's order).
  return [
    ...found,
    ...names.removed.map((name) => difference('field-removed', `${path}/${name}`, 'this element is gone')),
    ...names.added.map((name) => difference('field-added', `${path}/${name}`, 'this element is new')),
    ...[root, ...names.kept.filter((name) => name !== root)]
      .filter((name) => names.kept.includes(name))
      .flatMap((name) => compareSchemas(...sides(name), compared, `${path}/${name}`)),
  ];
}
