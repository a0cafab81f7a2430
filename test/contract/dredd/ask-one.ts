/**
 * Dredd over what one provider of the list pushes, for who adds one: `node --import tsx --test test/contract/dredd/ask-one.ts` with its name in
 * `PROVIDER`. `contracts.test.ts` asks for every contract.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
