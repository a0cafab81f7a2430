/** The problem documents that contracts show are the ones that the gateway's catalogue produces. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problemDocument, problems, type RefusalCode } from '../../src/problems.ts';
import { contractFiles, examplesOf, isTree } from './contract-documents.ts';

const isCode = (name: string): name is RefusalCode => Object.hasOwn(problems, name);
const documents = Object.keys(problems).filter(isCode).map(problemDocument);

const shown = contractFiles.flatMap(examplesOf).filter(({ mediaType }) => mediaType === 'application/problem+json');

/** RFC 9457 lets a document have more members; what lists faults or findings has them beside the catalogue's four. */
const catalogued = (value: unknown) =>
  isTree(value) ? { ...value, faults: undefined, verdict: undefined, findings: undefined, provider: undefined } : value;

describe('a problem document in a contract stands in the catalogue', () => {
  for (const { name, value } of shown)
    test(name, () => {
      assert.ok(
        documents.some((document) => JSON.stringify(document) === JSON.stringify(catalogued(value))),
        `src/problems.ts makes no such document: ${JSON.stringify(value)}`,
      );
    });
});

test('every code of the catalogue is shown in spec/', () => {
  const types = shown.map(({ value }) => (isTree(value) ? value.type : undefined));
  assert.deepEqual(
    documents.map(({ type }) => type).filter((type) => !types.includes(type)),
    [],
    'show it in spec/problem.yaml',
  );
});
