/**
 * A contract at one moment: its bundle and the schema files that belong to it. Read from the working tree (what `spec/` says now) or
 * from a released version; both look the same, so they can be compared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle, loadXsd } from '../contracts/load.ts';
import { ContractError } from '../contracts/schema.ts';
import type { JsonObject } from '../formats/json.ts';
import { parseJson } from '../formats/json.ts';
import { field, isObject, textField } from '../formats/values.ts';
import { membersOf, textsOf } from './diff/json.ts';
import type { ContractKind } from './diff/parties.ts';

export type Snapshot = {
  /** Name of the bundle, such as `toy-push`; `events` for our own. */
  readonly name: string;
  readonly kind: ContractKind;
  /** Whose contract it is: `toy` for `toy-push`, else its name. */
  readonly owner: string;
  readonly version: string;
  readonly document: JsonObject;
  /** The document as text: examples hold integers that lose digits when they are read as numbers. */
  readonly text: string;
  /** XSDs, or the JSON Schemas of events, by file name. */
  readonly files: ReadonlyMap<string, string>;
  /** Of a release: when it was made, and what its maker says of it. */
  readonly notes?: ReleaseNotes;
  /** Of a release: the examples that it kept, by file name. The document has those of bodies; these are what lay beside it. */
  readonly examples?: ReadonlyMap<string, string>;
};

export type ReleaseNotes = {
  /** `2026-11-25`, in UTC. */
  readonly date: string;
  /** What it brings, in one or two sentences. */
  readonly summary?: string;
  /** What somebody who used the version before has to do. */
  readonly migrate?: string;
};

/** The document of a released version. */
export const DOCUMENT = 'contract.json';
/** Beside it: the notes of the release, and a folder of the examples that its pages show. */
export const NOTES = 'release.json';
export const EXAMPLES = 'examples';

/**
 * The contracts that others build upon, by the place of their bundles; a new provider needs no line here. The operator's API and the
 * configuration are not among them: they are versioned with the program.
 */
export function publishedNames(root: string): readonly string[] {
  const bundles = readdirSync(join(root, 'generated', 'bundles'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''));
  return bundles.filter((name) => kindOf(name) !== undefined).sort();
}

/** What the public listener answers beside the pushes. */
const publicContracts = new Set(['oauth', 'sandbox']);

function kindOf(name: string): ContractKind | undefined {
  if (name.endsWith('-push')) return 'push';
  if (name.endsWith('-api')) return 'api';
  if (name === 'events') return 'events';
  return publicContracts.has(name) ? 'public' : undefined;
}

/** What `generated/` and `spec/` say now. Throws `ContractError` when something is missing. */
export function workingSnapshot(root: string, name: string): Snapshot {
  const document = loadBundle(name, root);
  const { kind, owner } = identity(name);
  const files =
    kind === 'events'
      ? jsonFiles(join(root, 'spec', 'events'))
      : new Map(xsdNames(document).map((file) => [file, loadXsd(owner, file, root)]));
  const text = readFileSync(join(root, 'generated', 'bundles', `${name}.json`), 'utf8');
  return { name, kind, owner, version: versionOf(document, name), document, text, files };
}

/** A released version, from its folder. */
export function releasedSnapshot(folder: string, name: string): Snapshot {
  const text = readFileSync(join(folder, DOCUMENT), 'utf8');
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value.value))
    throw new ContractError(`${join(folder, DOCUMENT)} holds no JSON document`);
  const document = parsed.value.value;
  const files = textsIn(folder, (file) => ![DOCUMENT, NOTES, EXAMPLES].includes(file));
  const notes = notesOf(join(folder, NOTES));
  return {
    name,
    ...identity(name),
    version: versionOf(document, name),
    document,
    text,
    files,
    ...(notes && { notes }),
    ...(existsSync(join(folder, EXAMPLES)) && { examples: textsIn(join(folder, EXAMPLES)) }),
  };
}

/** Undefined where a release has none. */
function notesOf(file: string): ReleaseNotes | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = parseJson(readFileSync(file, 'utf8'));
  const content = parsed.ok ? parsed.value.value : null;
  const [date, summary, migrate] = ['date', 'summary', 'migrate'].map((name) => textField(content, name));
  if (date === undefined || !/^\d{4}-\d\d-\d\d$/.test(date))
    throw new ContractError(`${file} has no date such as 2026-11-25`);
  return { date, ...(summary !== undefined && { summary }), ...(migrate !== undefined && { migrate }) };
}

function identity(name: string): { readonly kind: ContractKind; readonly owner: string } {
  const kind = kindOf(name);
  if (kind === undefined) throw new ContractError(`${name} is no contract that is published`);
  return { kind, owner: kind === 'push' || kind === 'api' ? name.replace(/-(push|api)$/, '') : name };
}

function versionOf(document: JsonObject, name: string): string {
  const version = textField(field(document, 'info'), 'version');
  if (version === undefined) throw new ContractError(`${name} has no info.version`);
  return version;
}

/** Every file that an `x-xsd` names, sorted. */
function xsdNames(value: JsonObject): readonly string[] {
  const names = new Set<string>();
  const collect = (object: JsonObject): void => {
    for (const [name, inner] of membersOf(object)) {
      if (name === 'x-xsd') for (const reference of textsOf(inner)) names.add(reference.split('#')[0] ?? '');
      else if (isObject(inner)) collect(inner);
      else if (Array.isArray(inner)) for (const item of inner) if (isObject(item)) collect(item);
    }
  };
  collect(value);
  return [...names].sort();
}

function jsonFiles(folder: string): ReadonlyMap<string, string> {
  return existsSync(folder) ? textsIn(folder, (file) => file.endsWith('.json')) : new Map();
}

/** Files by name, sorted. */
export function textsIn(folder: string, isWanted: (file: string) => boolean = () => true): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter(isWanted).sort();
  return new Map(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
