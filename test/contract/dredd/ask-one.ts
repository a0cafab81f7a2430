/**
 * What one provider of the list pushes, as its contract declares it and as it does not, for who adds one: `node --import tsx --test test/contract/dredd/ask-one.ts` with its name in
 * `PROVIDER`. `contracts.test.ts` and `../cases/cases.test.ts` do it for all of them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushCases } from '../cases/push-cases.ts';
import { runPushCases } from '../cases/run.ts';
import { openSubject } from '../cases/subject.ts';
import { answersOfProviders } from './answers.ts';
import { runDredd } from './runner/run.ts';
import { openInbound } from './subjects/inbound.ts';

const provider = process.env.PROVIDER ?? '';

test(`everything that ${provider}-push declares is so`, async (t) => {
  const answers = (await answersOfProviders()).get(provider) ?? assert.fail(`${provider} is not in the list`);
  const inbound = await openInbound(t);
  const run = await runDredd({ contract: `${provider}-push`, url: inbound.url, table: answers.push(inbound) });
  t.diagnostic(`Dredd: ${run.contract}: ${run.transactions} transactions, ${run.passed} passed`);
  assert.equal(run.faults.join('\n'), '');
  assert.ok(run.transactions > 0);
});

test(`whatever ${provider} says in its message, it is acknowledged, kept, and flagged where it departs`, async (t) => {
  const cases = pushCases().filter(({ contract }) => contract === `${provider}-push`);
  const { violations } = await runPushCases(await openSubject(t), cases);
  t.diagnostic(`cases: ${cases.length}`);
  assert.deepEqual(violations, []);
  assert.ok(cases.length > 0);
});
