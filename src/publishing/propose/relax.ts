/** One departure as changes of the files: the contract's YAML, the XSDs of the same message, and our event schemas. */
import type { YAMLMap } from 'yaml';
import type { Contract } from '../../contracts/contract.ts';
import type { JsonValue } from '../../formats/json.ts';
import { Digits } from '../../formats/json.ts';
import { described } from './described.ts';
import { withListedValue } from './event-edits.ts';
import type { ByHand, Files } from './files.ts';
import type { Departing } from './sample.ts';
import * as xsdEdits from './xsd-edits.ts';
import { openYaml, scalarText, texts, withItem, withKeyword, withoutItem, withProperty } from './yaml-edits.ts';

type Parts = Departing & {
  readonly schema: string;
  readonly yaml: string;
  readonly xsds: readonly { readonly file: string; readonly root: string }[];
  readonly files: Files;
};

/** What is left to do by hand; `undefined`: nothing. */
export function relax(departing: Departing, schema: string, contract: Contract, files: Files): ByHand | undefined {
  const [, provider = '', kind = ''] = /^(.*)-(push|api)$/.exec(contract.name) ?? [];
  const folder = `spec/providers/${provider}`;
  const xsds = contract.xmlForms(schema).map(({ file, root }) => ({ file: `${folder}/${file}`, root }));
  const parts: Parts = { ...departing, schema, yaml: `${folder}/${kind}.yaml`, xsds, files };
  switch (departing.rule) {
    case 'unknown_value':
      return widen(parts);
    case 'unknown_field':
      return addField(parts);
    case 'missing_field':
      return makeOptional(parts);
    case 'wrong_type':
      return relaxType(parts);
    case 'wrong_format':
    case 'out_of_bounds':
      return dropBounds(parts);
    default:
      return [`${departing.rule} cannot be proposed; change the contract by hand`];
  }
}

/** An enumeration gets the value, wherever it stands. */
function widen(parts: Parts): ByHand | undefined {
  const { steps, files, finding, value } = parts;
  if (typeof value !== 'string' || finding.seen.startsWith('('))
    return ['its value is personal or no text, and is not written into a contract'];
  const node = nodeAt(parts, steps);
  const known = texts(node?.get('enum'));
  if (node === undefined || known.length === 0) return ['no enumeration stands at its place; change it by hand'];
  const yaml = files.text(parts.yaml);
  const changed = withItem(yaml, node.get('enum'), scalarText(value), openYaml(yaml));
  if (changed === undefined) return [`${parts.yaml}: the enumeration is not written one value a line`];
  files.change(parts.yaml, changed);
  const field = steps.at(-1) ?? '';
  for (const file of files.eventSchemas()) files.change(file, withListedValue(files.text(file), field, known, value));
  return inXsds(parts, (text, place) => xsdEdits.withValue(text, place, value));
}

function addField(parts: Parts): ByHand | undefined {
  const { steps, files, value = null, xsds, form, siblings } = parts;
  const name = steps.at(-1) ?? '';
  if (/^[@#]/.test(name)) return ['an attribute cannot be proposed; describe it by hand'];
  const holder = nodeAt(parts, steps.slice(0, -1));
  if (holder === undefined) return ['the object that holds it is not described in this file'];
  const place = { root: xsds[0]?.root ?? '', steps: steps.slice(0, -1) };
  const groups = xsds[0] === undefined ? [] : xsdEdits.fieldGroups(files.text(xsds[0].file), place);
  // JSON knows no order. In XML the field belongs behind the one that it followed, or behind the other spellings of that one.
  const before = form === 'xml' ? siblings.slice(0, siblings.indexOf(name)).toReversed() : [];
  const after = before
    .map((one) => groups.find((names) => names.includes(one))?.at(-1))
    .find((one) => one !== undefined);
  const yaml = files.text(parts.yaml);
  const property = { name, schema: described(value, xsds.length > 0), after };
  const changed = withProperty(yaml, holder, property, openYaml(yaml));
  if (changed === undefined) return [`${parts.yaml}: the object lists no fields that this one could be added to`];
  files.change(parts.yaml, changed);
  return inXsds(parts, (text, at) =>
    xsdEdits.withElement(text, { ...at, steps: steps.slice(0, -1) }, { name, value, after }),
  );
}

function makeOptional(parts: Parts): ByHand | undefined {
  const { steps, files } = parts;
  const name = steps.at(-1) ?? '';
  const holder = nodeAt(parts, steps.slice(0, -1));
  const yaml = files.text(parts.yaml);
  const changed = holder && withoutItem(yaml, holder, 'required', name, openYaml(yaml));
  if (changed === undefined) return [`${parts.yaml}: \`required\` does not list it one field a line`];
  files.change(parts.yaml, changed);
  return inXsds(parts, xsdEdits.withOptional);
}

/** Null becomes allowed; another kind of value stands beside the one that was described. */
function relaxType(parts: Parts): ByHand | undefined {
  const { steps, files, value } = parts;
  const yaml = files.text(parts.yaml);
  const node = nodeAt(parts, steps);
  const type = node?.get('type');
  const kind = kindOf(value);
  if (node === undefined || typeof type !== 'string' || kind === undefined || node.has('enum'))
    return ['its type cannot be relaxed in the place where it stands; change it by hand'];
  const relaxed =
    kind === 'null'
      ? [`type: ${type}`, 'nullable: true']
      : ['x-why: Both kinds of value have been seen.', 'oneOf:', `  - type: ${type}`, `  - type: ${kind}`];
  const changed = withKeyword(yaml, node, 'type', kind === type ? [] : relaxed, openYaml(yaml));
  if (changed === undefined || kind === type) return [`${parts.yaml}: its type is not written in a line of its own`];
  files.change(parts.yaml, changed);
  // An element of XML is never null.
  return kind === 'null' ? undefined : inXsds(parts, xsdEdits.withAnyText);
}

const bounds = [
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'multipleOf',
];

/** Whatever bounds the value there goes: which of them the provider gave up, its sample does not tell. */
function dropBounds(parts: Parts): ByHand | undefined {
  const { steps, files } = parts;
  let dropped = false;
  for (const keyword of bounds) {
    const yaml = files.text(parts.yaml);
    const node = nodeAt(parts, steps);
    const changed = node?.has(keyword) ? withKeyword(yaml, node, keyword, [], openYaml(yaml)) : undefined;
    if (changed === undefined) continue;
    files.change(parts.yaml, changed);
    dropped = true;
  }
  if (!dropped) return ['what bounds its value stands elsewhere; change it by hand'];
  return inXsds(parts, xsdEdits.withAnyText);
}

const nodeAt = ({ schema, files, yaml }: Parts, steps: readonly string[]): YAMLMap | undefined =>
  openYaml(files.text(yaml)).at(schema, steps);

/** The same change in each XSD of the message; a file where it cannot be made is left to a person. */
function inXsds(
  { xsds, steps, files }: Parts,
  change: (text: string, place: { root: string; steps: readonly string[] }) => string | undefined,
): ByHand | undefined {
  const left: string[] = [];
  for (const { file, root } of xsds) {
    const changed = change(files.text(file), { root, steps });
    if (changed === undefined) left.push(`${file}: the same change has to be made by hand`);
    else files.change(file, changed);
  }
  return left.length === 0 ? undefined : left;
}

function kindOf(value: JsonValue | undefined): 'null' | 'string' | 'integer' | 'number' | 'boolean' | undefined {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'number' && !(value instanceof Digits)) return undefined;
  return /^-?\d+$/.test(value instanceof Digits ? value.text : String(value)) ? 'integer' : 'number';
}
