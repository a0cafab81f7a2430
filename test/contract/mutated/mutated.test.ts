/**
 * Every example with one field removed, null, empty, doubled, wrapped, or of another kind. Whoever proves itself hears its provider's yes, no
 * event breaks its own schema, and a value that could be read is not lost unless a finding says so.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSubject } from '../cases/subject.ts';
import { joined } from './joined.ts';
import { mutantsOf, runMutants } from './run.ts';

for (const provider of joined) {
  test(`${provider.contract}: whatever its fields look like, it is acknowledged, its event fits, and nothing is lost without a word`, async (t) => {
    const subject = await openSubject(t);
    const faults = await runMutants(provider, subject);
    t.diagnostic(`mutants: ${mutantsOf(provider).mutants.length}`);
    assert.deepEqual(faults.slice(0, 40), [], `${faults.length} faults`);
  });
}
