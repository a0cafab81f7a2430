/** Every example is what its contract says, and every example file is one that a contract shows. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import {
  type ContractExample,
  contractFiles,
  examplesOf,
  payloadExamplesOf,
  providerFolders,
  shortName,
  texts,
} from './contract-documents.ts';
import { faultsOf, schemaAt, xmlFaultsOf } from './schemas.ts';

const examples = contractFiles.flatMap(examplesOf);
const payloads = contractFiles.flatMap(payloadExamplesOf);

function faultsOfExample({ mediaType, schema, path, value }: ContractExample): string[] {
  const xsds = texts(schema.node['x-xsd']).map((reference) => resolve(dirname(schema.file), reference));
  if (mediaType.endsWith('xml')) {
    assert.notEqual(xsds.length, 0, 'an XML media type needs x-xsd');
    const bytes = path === undefined ? Buffer.from(String(value)) : readFileSync(path);
    const tries = xsds.map((xsd) => xmlFaultsOf(bytes, xsd));
    return tries.some((faults) => faults.length === 0) ? [] : tries.flat();
  }
  const content: unknown = path === undefined ? value : JSON.parse(readFileSync(path, 'utf8'));
  return faultsOf(schemaAt(`${schema.file}#${schema.pointer}`), content);
}

describe('an example in a contract is what its schema says', () => {
  for (const example of examples)
    test(example.name, () => {
      assert.deepEqual(faultsOfExample(example), []);
    });
});

describe('the JSON inside an example envelope is what its payload schema says', () => {
  for (const { name, schema, path, property } of payloads)
    test(name, () => {
      const envelope: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const text: unknown =
        typeof envelope === 'object' && envelope !== null ? Reflect.get(envelope, property) : undefined;
      assert.equal(typeof text, 'string', `${property} is not a string`);
      assert.deepEqual(faultsOf(schemaAt(schema), JSON.parse(String(text))), []);
    });
});

test('the contracts show examples, so the tests above test something', () => {
  assert.ok(examples.length > 50, `only ${examples.length} examples were found`);
  assert.ok(payloads.length > 15, `only ${payloads.length} payload examples were found`);
});

describe('every file in examples/ is shown by a contract', () => {
  const shown = new Set([...examples, ...payloads].map(({ path }) => path));
  for (const folder of providerFolders.map((path) => join(path, 'examples')).filter((path) => existsSync(path)))
    test(shortName(folder), () => {
      const orphans = readdirSync(folder).filter((file) => !shown.has(join(folder, file)));
      assert.deepEqual(orphans, [], 'refer to it with externalValue or x-payload-schema, or remove it');
    });
});
