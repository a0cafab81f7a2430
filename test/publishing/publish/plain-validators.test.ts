/**
 * What leaves the house is read by validators that know nothing of us: a plain JSON Schema validator, Python's, xmllint. OpenAPI's `nullable`
 * means nothing to them, and ajv, which knows that word, would hide it.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { before, describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { writePublication } from '../../../src/publishing/publish/write.ts';
import { isTree, type Tree } from '../../spec/contract-documents.ts';
import { paths, publish, root, textOf } from './published.ts';

const files = publish();
const read = (path: string): Tree => JSON.parse(textOf(files, path));
const schemas = paths(files, /^events\/[^/]+\.json$/).filter((path) => '$schema' in read(path));
const examples = paths(files, /^events\/examples\//);
/** The schema with the longest name that the example's begins with; types may share a schema. */
const schemaOf = (example: string): string =>
  schemas
    .filter((path) => posix.basename(example).startsWith(posix.basename(path).replace(/json$/, '')))
    .sort((one, other) => other.length - one.length)[0] ?? assert.fail(`${example} shows no schema`);

/** `words` are annotations of ours: a name that begins with `x-` binds nobody. */
function strict<Validator extends Ajv | Ajv2020>(ajv: Validator, words: readonly string[]): Validator {
  addFormats.default(ajv);
  ajv.removeKeyword('nullable');
  ajv.addVocabulary([...words]);
  return ajv;
}

const annotations = [...new Set(schemas.flatMap((path) => textOf(files, path).match(/(?<=")x-[a-z-]+(?=":)/g) ?? []))];

describe('an example of an event is accepted by a strict validator that knows no word but those of JSON Schema', () => {
  const ajv = strict(new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }), annotations);
  for (const path of schemas) ajv.addSchema({ ...read(path), $id: posix.basename(path) });
  for (const example of examples)
    test(posix.basename(example), () => {
      const validate = ajv.getSchema(posix.basename(schemaOf(example)));
      assert.ok(validate);
      assert.ok(validate(read(example)), JSON.stringify(validate.errors));
    });
});

test('no published JSON Schema speaks of nullable; those of a release do not either', () => {
  const all = paths(files, /\.json$/).filter((path) => textOf(files, path).includes('json-schema.org'));
  assert.ok(all.length > schemas.length);
  for (const path of all) assert.doesNotMatch(textOf(files, path), /"nullable"/, path);
});

/** Every place of a document that has a schema and shows an example of it. */
function shown(node: unknown, pointer: string): readonly (readonly [pointer: string, example: unknown])[] {
  if (typeof node !== 'object' || node === null) return [];
  const own: (readonly [string, unknown])[] = [];
  if (isTree(node) && isTree(node.schema) && isTree(node.examples))
    for (const example of Object.values(node.examples))
      if (isTree(example) && 'value' in example) own.push([`${pointer}/schema`, example.value]);
  return [
    ...own,
    ...Object.entries(node).flatMap(([name, inner]) =>
      name.startsWith('x-') || name === 'examples' ? [] : shown(inner, `${pointer}/${escaped(name)}`),
    ),
  ];
}
const escaped = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

describe('an example in a document of OpenAPI 3.1 is accepted by a validator of the JSON Schema of 2020', () => {
  for (const path of paths(files, /^(?!releases).*-3\.1\.json$/))
    test(path, () => {
      const document = read(path);
      const ajv = strict(new Ajv2020({ strict: false }), []);
      ajv.addSchema({ ...document, $id: 'document' });
      const all = shown(document, '');
      if (!path.startsWith('all/')) assert.ok(all.length > 0, 'it shows no example');
      for (const [pointer, example] of all) {
        const validate = ajv.compile({ $ref: `document#${pointer}` });
        assert.ok(validate(example), `${pointer}: ${JSON.stringify(validate.errors)}`);
      }
    });
});

const program = `
import json, os, sys
from jsonschema import Draft7Validator
folder, faults = sys.argv[1], []
try:
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7
    names = [n for n in os.listdir(folder) if n.endswith('.json')]
    load = lambda n: json.load(open(os.path.join(folder, n), encoding='utf-8'))
    registry = Registry().with_resources([(n, Resource(contents=load(n), specification=DRAFT7)) for n in names if '$schema' in load(n)])
    check = lambda name: Draft7Validator({'$ref': name}, registry=registry)
except ImportError:
    from jsonschema import RefResolver
    load = lambda n: json.load(open(os.path.join(folder, n), encoding='utf-8'))
    check = lambda name: Draft7Validator(load(name), resolver=RefResolver('file://' + folder + '/', load(name)))
for example, schema in json.load(sys.stdin):
    Draft7Validator.check_schema(load(schema))
    for error in check(schema).iter_errors(load(example)):
        faults.append(example + ': ' + error.message)
print(json.dumps(faults))
`;

const has = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

test("Python's jsonschema accepts every example of an event", {
  skip: !has('python3', ['-c', 'import jsonschema']) && 'there is no Python with the package jsonschema here',
}, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-plain-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writePublication(files, join(folder, 'contracts'));
  const pairs = examples.map((example) => [example.replace(/^events\//, ''), posix.basename(schemaOf(example))]);
  const run = spawnSync('python3', ['-c', program, join(folder, 'contracts/events')], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(JSON.parse(run.stdout), []);
});

test('the schema of the configuration is one to any validator, and takes the configurations that are shipped', () => {
  const schema: Tree = JSON.parse(readFileSync(join(root, 'spec/config.schema.json'), 'utf8'));
  const validate = strict(new Ajv({ strict: false }), []).compile(schema);
  for (const file of ['config.example.yaml', 'config.try.yaml', 'config.mock.yaml'])
    assert.ok(
      validate(parse(readFileSync(join(root, 'spec', file), 'utf8'))),
      `${file} ${JSON.stringify(validate.errors)}`,
    );
});

describe('xmllint accepts every XML example under a schema of its provider', () => {
  const skip = !has('xmllint', ['--version']) && 'there is no xmllint here';
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-plain-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Once: some hundred files are written.
  before(() => writePublication(files, folder));
  const examplesByProvider = new Map<string, string[]>();
  for (const example of paths(files, /^[a-z]+\/examples\/.*\.xml$/)) {
    const [provider = ''] = example.split('/');
    examplesByProvider.set(provider, [...(examplesByProvider.get(provider) ?? []), example]);
  }
  for (const [provider, of] of examplesByProvider) {
    const xsds = paths(files, new RegExp(`^${provider}/[^/]+\\.xsd$`));
    if (xsds.length === 0) continue;
    test(`of ${provider}`, { skip }, () => {
      assert.deepEqual(
        of.filter((example) => !xsds.some((xsd) => takes(join(folder, xsd), join(folder, example)))),
        [],
        `none of ${xsds.join(', ')} takes it`,
      );
    });
  }
});

const takes = (xsd: string, file: string) => has('xmllint', ['--nonet', '--noout', '--schema', xsd, file]);
