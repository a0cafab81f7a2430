/** Which answers the contracts allow at a path: those of `generated/bundles`, those that only the tests have, and the refusals of `spec/problem.yaml`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { loadBundle } from '../../../src/contracts/load.ts';
import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../src/formats/values.ts';
import { packageRoot } from '../../../src/running/package-root.ts';
import { type DeclaredAnswer, entriesOf, openAnswers } from './contract-answers.ts';

export type DeclaredOperation = {
  /** Such as `receiveShipmentStatus of paazl-push`. */
  readonly name: string;
  readonly method: string;
  readonly answers: ReadonlyMap<number, DeclaredAnswer>;
};

/** The operations at a path, of any method; none: no contract speaks of it. */
export type Declared = (path: string) => readonly DeclaredOperation[];

/** The first parts of a path name its contract, so that a test reads only those that it uses. */
export const declaredOnPublic: Declared = (path) => {
  const [, first = '', second = ''] = path.split('/');
  if (first === 'oauth' || first === 'sandbox' || first === 'in') return operationsAt(first, path);
  return first === 'push' && /^[a-z0-9]+$/.test(second) ? operationsAt(`${second}-push`, path) : [];
};

export const declaredOnOperator: Declared = (path) => operationsAt('gateway', path);

/** A component of `spec/problem.yaml`, such as `NotFound`: what is answered before an operation is known. */
export const declaredRefusal = (name: string): DeclaredAnswer => kept(refusals, name, () => readRefusal(name));

/** Contracts that only tests have. */
const ofTests: Readonly<Record<string, string>> = {
  'toy-push': fileURLToPath(new URL('../toy/spec/push.yaml', import.meta.url)),
  in: fileURLToPath(new URL('../listening.yaml', import.meta.url)),
};

type Path = { readonly template: readonly string[]; readonly operations: readonly DeclaredOperation[] };

const contracts = new Map<string, readonly Path[]>();
const refusals = new Map<string, DeclaredAnswer>();
const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

function operationsAt(contract: string, path: string): readonly DeclaredOperation[] {
  const segments = path.split('/');
  const paths = kept(contracts, contract, () => pathsOf(contract));
  return paths.find(({ template }) => matches(template, segments))?.operations ?? [];
}

const matches = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length &&
  template.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]));

function pathsOf(contract: string): readonly Path[] {
  const document = documentOf(contract);
  if (document === undefined) return [];
  const read = openAnswers(document, contract);
  return entriesOf(field(document, 'paths')).map(([template, item]) => ({
    template: template.split('/'),
    operations: entriesOf(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => {
        const id = textField(operation, 'operationId') ?? '';
        const answers = entriesOf(field(operation, 'responses')).map(
          ([status, answer]) => [Number(status), read(answer, `${id} ${status}`)] as const,
        );
        return { name: `${id} of ${contract}`, method: method.toUpperCase(), answers: new Map(answers) };
      }),
  }));
}

/** `undefined`: there is no such contract, so nobody answers at its paths. */
function documentOf(contract: string): JsonObject | undefined {
  const own = ofTests[contract];
  if (own !== undefined) return readYaml(own);
  return existsSync(join(packageRoot(), 'generated/bundles', `${contract}.json`)) ? loadBundle(contract) : undefined;
}

function readRefusal(name: string): DeclaredAnswer {
  const document = readYaml(join(packageRoot(), 'spec/problem.yaml'));
  const component = field(field(field(document, 'components'), 'responses'), name);
  if (component === undefined) throw new Error(`spec/problem.yaml has no response ${name}`);
  return openAnswers(document, 'problem')(component, name);
}

function readYaml(path: string): JsonObject {
  const document: JsonValue = parse(readFileSync(path, 'utf8'));
  if (!isObject(document)) throw new TypeError(`${path} holds no object`);
  return document;
}

function kept<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const before = cache.get(key);
  if (before !== undefined) return before;
  const made = make();
  cache.set(key, made);
  return made;
}
