import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { generate } from '../../spec/codegen/generate.ts';
import { home } from '../../spec/codegen/generator.ts';
import { compile } from './compiler.ts';
import { cannotGenerate, copyOf } from './workspace.ts';

const handled = `
  import type { ToyPushHandlers } from './generated/toy/push/handlers.ts';
  export const handlers: ToyPushHandlers = { receiveToy: async () => ({ status: 200 }) };`;

describe('from a contract that nobody has seen before', { skip: cannotGenerate() }, () => {
  const workspace = copyOf('spec/problem.yaml');
  const { root } = workspace;
  const generated = join(root, 'generated');
  const contract = join(root, 'spec/providers/toy/push.yaml');
  const read = (path: string) => readFileSync(join(generated, path), 'utf8');

  before(() => {
    cpSync(join(home, 'test/codegen/fixtures/toy'), join(root, 'spec/providers/toy'), { recursive: true });
    generate(root, generated);
  });

  after(() => workspace[Symbol.dispose]());

  test('a stub appears, and a handler for it compiles', () => {
    assert.equal(compile({ 'handled.ts': handled }, generated)['handled.ts'], '');
  });

  test('generating twice gives the same bytes, and no file is left from before', () => {
    const first = contents(generated);
    writeFileSync(join(generated, 'left-over.ts'), 'export {};\n');
    generate(root, generated);
    assert.deepEqual(contents(generated), first);
    assert.ok(![...first.keys()].some((path) => path.includes('.openapi-generator')));
  });

  test('examples are in the bundle, with every digit and character', () => {
    const bundle = read('bundles/toy-push.json');
    assert.match(bundle, /"id": 9223372036854775807,/);
    const content = JSON.parse(bundle).paths['/push/toy/{source}'].post.requestBody.content;
    assert.equal(content['application/json'].examples.large.value.parts[0].name, 'café / "x"');
    assert.equal(content['application/xml'].examples.typical.value, '<?xml version="1.0"?>\n<toy id="1"/>\n');
    assert.doesNotMatch(bundle, /externalValue|problem\.yaml/);
  });

  test('models have literal unions, open ones where marked, attributes, and nothing that a description could break out of', () => {
    const models = read('toy/push/models.ts');
    assert.match(models, /readonly state: 'new' \| 'broken';/);
    assert.match(models, /readonly maker\?: 'wood' \| 'tin' \| \(string & \{\}\);/);
    assert.match(models, /readonly '@note'\?: string \| null;/);
    assert.match(models, /readonly free\?: \{ readonly \[name: string\]: unknown \};/);
    assert.match(models, /export type ToyXml = \{\n {2}readonly '@id'\?: string;/);
    assert.match(models, /export type ModelError = \{\n {2}readonly toy\?: Toy;/);
    assert.doesNotMatch(models, /\benum\b|\bany\b|\*\/ process/);
  });

  test('the table of operations holds the extensions of the contract as data', () => {
    assert.match(read('toy/push/operations.ts'), /extensions: \{ 'x-push-policy': \{ timeout: 10 \} \}/);
  });

  test('an operation added to the contract keeps the handlers from compiling until it has one', () => {
    const before = readFileSync(contract, 'utf8');
    const grown = parse(before);
    Object.assign(grown.paths, parse(readFileSync(join(root, 'spec/providers/toy/repair.yaml'), 'utf8')));
    writeFileSync(contract, stringify(grown));
    try {
      generate(root, generated);
      const programs = {
        'handled.ts': handled,
        'cured.ts': handled.replace('{ receiveToy:', '{ receiveRepair: async () => ({ status: 202 }), receiveToy:'),
      };
      const complaints = compile(programs, generated);
      assert.match(complaints['handled.ts'] ?? '', /'receiveRepair' is missing/);
      assert.equal(complaints['cured.ts'], '');
    } finally {
      writeFileSync(contract, before);
    }
  });

  test('a contract that refers to what does not exist is refused with the reference', () => {
    const before = readFileSync(contract, 'utf8');
    writeFileSync(contract, before.replace('schemas/ToyXml', 'schemas/Missing'));
    assert.throws(() => generate(root, generated), /toy-push.*schemas\/Missing/);
    writeFileSync(contract, before.replace('../../problem.yaml#', '../../../outside.yaml#'));
    assert.throws(() => generate(root, generated), /outside spec\//);
    writeFileSync(contract, before);
  });

  test('a generator whose checksum is not the pinned one is not run', () => {
    const pinned = readFileSync(join(root, 'openapitools.json'), 'utf8');
    writeFileSync(join(root, 'openapitools.json'), pinned.replace(/"sha256": "[0-9a-f]{4}/, '"sha256": "0000'));
    assert.throws(() => generate(root, generated), /SHA-256/);
    writeFileSync(join(root, 'openapitools.json'), pinned);
  });
});

function contents(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}
