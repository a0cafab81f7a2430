/** What Paazl's mock must do beside what its contract says of every provider. */
import assert from 'node:assert/strict';
import { readJson } from '../../../../src/formats/json.ts';
import { everyPush } from '../../../simulate/conformance/asking.ts';
import type { Conformance } from '../../../simulate/conformance/brought.ts';
import { matches } from '../../../simulate/conformance/matches.ts';
import { developmentSettings } from '../../../support/mocks.ts';

export const conformance: Conformance = {
  judge: (contract, { bytes }) => {
    const text = bytes.toString();
    const read = readJson(bytes);
    matches(
      text.startsWith('{') && read.ok
        ? contract.judgeJson('LabelStatusNotification')(read.value)
        : contract.judgeXml('LabelStatusNotification')(bytes),
      text,
    );
  },
  proof: async (subject) => {
    for (const { headers } of await everyPush(subject))
      assert.equal(headers.authorization, `Bearer ${developmentSettings.paazl.token?.reveal()}`);
  },
  checks: [],
};
