/** `x-push-policy`: what it may say, and that every push says it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { contractFiles, isTree, readTree, shortName, specFolder } from './contract-documents.ts';
import { faultsOf } from './schemas.ts';

const validate = new Ajv({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true }).compile(
  readTree(join(specFolder, 'push-policy.schema.json')),
);

const plain = {
  success: { statuses: '2xx', certainty: 'documented' },
  timeout: { seconds: 10, certainty: 'documented' },
  retries: {
    schedule: [{ waitSeconds: 60, times: 10, certainty: 'documented' }],
    // biome-ignore lint/suspicious/noThenProperty: the policy's own word; it is data here
    then: { kind: 'stop' },
    certainty: 'documented',
  },
  givingUp: {
    action: 'deletes-subscription',
    consequence: 'No push arrives until the subscription is created again.',
    threshold: { certainty: 'unknown' },
    certainty: 'documented',
  },
  duplicates: { identity: 'messageUuid', certainty: 'documented' },
};

test('a complete policy is accepted', () => {
  assert.deepEqual(faultsOf(validate, plain), []);
});

describe('a policy is refused that', () => {
  const refused: readonly [string, object][] = [
    ['leaves out how it gives up', { ...plain, givingUp: undefined }],
    ['does not say how sure it is', { ...plain, success: { statuses: [200] } }],
    ['takes a refusal for success', { ...plain, success: { statuses: [404], certainty: 'documented' } }],
    ['knows the seconds of an unknown timeout', { ...plain, timeout: { seconds: 10, certainty: 'unknown' } }],
    ['documents a timeout without its seconds', { ...plain, timeout: { certainty: 'documented' } }],
    // biome-ignore lint/suspicious/noThenProperty: as above
    ['doubles for ever from nothing', { ...plain, retries: { ...plain.retries, then: { kind: 'double-forever' } } }],
    [
      'waits a negative time',
      { ...plain, retries: { ...plain.retries, schedule: [{ waitSeconds: -1, times: 1, certainty: 'inferred' }] } },
    ],
    ['gives up in a way nobody knows', { ...plain, givingUp: { ...plain.givingUp, action: 'sulks' } }],
    ['says something else besides', { ...plain, colour: 'red' }],
  ];
  for (const [what, policy] of refused)
    test(what, () => {
      assert.notDeepEqual(faultsOf(validate, JSON.parse(JSON.stringify(policy))), []);
    });
});

describe('every push says its policy', () => {
  for (const file of contractFiles.filter((path) => path.endsWith('push.yaml')))
    test(shortName(file), () => {
      const { paths } = readTree(file);
      const operations = Object.values(isTree(paths) ? paths : {})
        .filter(isTree)
        .flatMap(({ get, post }) => [get, post])
        .filter(isTree);
      assert.notEqual(operations.length, 0);
      for (const operation of operations) assert.deepEqual(faultsOf(validate, operation['x-push-policy']), []);
    });
});
