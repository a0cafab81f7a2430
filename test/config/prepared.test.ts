/** The check of the configuration that the build prepares, beside the one that ajv makes at a start. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { preparedCheck } from '../../src/config/prepared.ts';
import { readConfigurationSchema } from '../../src/config/schema.ts';
import { faultsOf, prepareValidation, validate } from '../../src/config/validate.ts';
import { packageRoot } from '../../src/running/package-root.ts';

// A package is found from where it is required.
const file = join(packageRoot(), '.cache', `prepared-${process.pid}.cjs`);
before(() => prepareValidation(file));
after(() => rmSync(file));

const schema = readConfigurationSchema();
const faulty = () => ({
  sources: { shipping: { provider: 'paazl', auth: { bearer: [1] }, unknown: true }, shop: { provider: 'nobody' } },
  sinks: { ledger: { type: 'file' }, orders: { type: 'http', url: 'https://a.example', secrets: [], concurrency: 0 } },
  policy: { offContract: 'perhaps' },
});

test('the prepared check finds the same faults as the one that ajv makes, in the same words', () => {
  const check = preparedCheck(schema, file);
  assert.ok(check);
  assert.equal(check(faulty()), false);
  const expected = validate(faulty(), structuredClone(schema)); // A copy: so ajv makes its own.
  assert.ok(expected.length >= 5, JSON.stringify(expected));
  assert.deepEqual(faultsOf(check.errors ?? [], schema), expected);
});

test('the prepared check fills in the same defaults', () => {
  const sound = () => ({ sources: {}, sinks: { ledger: { type: 'file', path: './events.ndjson' } } });
  const [mine, theirs] = [sound(), sound()];
  preparedCheck(schema, file)?.(mine);
  validate(theirs, structuredClone(schema));
  assert.deepEqual(mine, theirs);
  assert.notDeepEqual(mine, sound());
});

test('a check that was prepared of another schema is not used, and where there is none ajv makes it', () => {
  assert.equal(preparedCheck({ ...schema, title: 'changed since' }, file), undefined);
  assert.equal(preparedCheck(schema, '/nowhere/nothing.cjs'), undefined);
});
