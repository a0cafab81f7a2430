/** What the toy's mock must do beside what its contract says of every provider. */
import assert from 'node:assert/strict';
import { readJson } from '../../../../src/formats/json.ts';
import { everyPush } from '../../../simulate/conformance/asking.ts';
import type { Conformance } from '../../../simulate/conformance/brought.ts';
import { matches } from '../../../simulate/conformance/matches.ts';

export const conformance: Conformance = {
  judge: (contract, { bytes }) => {
    const read = readJson(bytes);
    assert.ok(read.ok);
    matches(contract.judgeJson('ToyMoved')(read.value), bytes.toString());
  },
  proof: async (subject) => {
    for (const { headers } of await everyPush(subject))
      assert.equal(headers.authorization, 'Bearer development-toy-token');
  },
  checks: [],
};
