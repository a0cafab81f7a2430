/**
 * Every example with one field removed, null, empty, doubled, wrapped, or of another kind. Whoever proves itself hears its provider's yes, no
 * event breaks its own schema, and a value that could be read is not lost unless a finding says so.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSubject } from '../cases/subject.ts';
import { joined } from './joined.ts';
import { mutantsOf, runMutants, runPairs } from './run.ts';
import { unshownOf } from './shown.ts';

// Another one in each run; a run is repeated with what it printed.
const seed = Number(process.env.PUSHDOCK_MUTATED_SEED ?? Date.now() % 2 ** 31);
const PAIRS = 400;

for (const provider of joined) {
  test(`${provider.contract}: whatever its fields look like, it is acknowledged, its event fits, and nothing is lost without a word`, async (t) => {
    const subject = await openSubject(t);
    const faults = await runMutants(provider, subject);
    t.diagnostic(`mutants: ${mutantsOf(provider).mutants.length}`);
    assert.deepEqual(faults.slice(0, 40), [], `${faults.length} faults`);
  });

  test(`${provider.contract}: with two fields changed at once it is acknowledged, and its event fits`, async (t) => {
    const repeat = `PUSHDOCK_MUTATED_SEED=${seed}`;
    t.diagnostic(`pairs: ${PAIRS}, ${repeat}`);
    const faults = await runPairs(provider, await openSubject(t), { seed, pairs: PAIRS });
    assert.deepEqual(faults.slice(0, 40), [], `${faults.length} faults, ${repeat}`);
  });

  test(`${provider.contract}: an example shows each of its fields, except for those that are listed`, () => {
    assert.deepEqual(unshownOf(provider, mutantsOf(provider).examples), provider.unshown);
  });
}
