/** Every message and every request that departs from its contract in one place: what providers push is acknowledged, kept and flagged; what an operator asks is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesOf, pushContracts, readOperations } from './messages.ts';
import { operatorCases } from './operator-cases.ts';
import { pushCases } from './push-cases.ts';
import { runPushCases, type Violation } from './run.ts';
import { runOperatorCases } from './run-operator.ts';
import { openSubject } from './subject.ts';

const sentences = (violations: readonly Violation[]) =>
  violations.slice(0, 30).map(({ name, what }) => `${name}: ${what}`);

const counted = (names: readonly string[]) =>
  [...new Set(names)].map((name) => `${name} ${names.filter((one) => one === name).length}`).join(', ');

test('a provider is never refused for what its message says; the message is kept, and flagged in that place', async (t) => {
  const { cases, violations } = await runPushCases(await openSubject(t));
  t.diagnostic(`cases: ${counted(cases.map(({ contract }) => contract))}`);
  assert.deepEqual(sentences(violations), []);
});

test('an operator who asks what the contract does not have is told what, and nothing has changed', async (t) => {
  const { cases, violations } = await runOperatorCases(await openSubject(t));
  t.diagnostic(`cases: gateway ${cases.length}`);
  assert.deepEqual(sentences(violations), []);
});

test('every operation that providers push to has cases, in every media type', () => {
  const cases = pushCases();
  for (const bundle of pushContracts.map(readOperations))
    for (const operation of bundle.operations) {
      const own = cases.filter((one) => one.operation === operation.id);
      assert.ok(own.length > 0, `${operation.id} has no case`);
      for (const { mediaType } of messagesOf(bundle, operation)) {
        const whys = own.filter((one) => one.mediaType === mediaType).map(({ why }) => why);
        for (const kind of [/missing|empty/, /another root element|of type|null/, /cut off/, /^called /, /larger/])
          assert.ok(
            whys.some((why) => kind.test(why)),
            `${operation.id}, ${mediaType}: no case is ${kind}`,
          );
      }
    }
});

test('every operation of the operator API has a case, and so has every parameter that is bounded', () => {
  const cases = operatorCases();
  for (const { id } of readOperations('gateway').operations)
    assert.ok(
      cases.some(({ operation }) => operation === id),
      `${id} has no case`,
    );
  for (const why of ['limit: a number that is too large', 'cursor: text that is too long', 'state: another value'])
    assert.ok(
      cases.some((one) => one.why.startsWith(why)),
      why,
    );
});

test('the same contracts give the same cases', () => {
  assert.deepEqual(pushCases(), pushCases());
  assert.deepEqual(operatorCases(), operatorCases());
});
