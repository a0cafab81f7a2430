/** What Zettle's mock must do beside what its contract says of every provider. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { parseJson, readJson } from '../../../../src/formats/json.ts';
import { everyPush } from '../../../simulate/conformance/asking.ts';
import type { Conformance } from '../../../simulate/conformance/brought.ts';
import { matches } from '../../../simulate/conformance/matches.ts';
import { developmentSettings } from '../../../support/mocks.ts';
import { zettleApi } from './api-conformance.ts';

export const conformance: Conformance = {
  judge: (contract, { bytes }) => {
    const read = readJson(bytes);
    assert.ok(read.ok, bytes.toString());
    matches(contract.judgeJson('PushEnvelope')(read.value), bytes.toString());
    const { eventName, payload } = JSON.parse(bytes.toString());
    const inner = parseJson(payload);
    assert.ok(inner.ok, payload);
    const schema = contract.payloadSchema(eventName)?.schema ?? assert.fail(eventName);
    matches(contract.judgeJson(schema)(inner.value), payload);
  },
  proof: async (subject) => {
    const key = developmentSettings.zettle.signingKey.reveal();
    for (const { headers, bytes } of await everyPush(subject)) {
      const { timestamp, payload } = JSON.parse(bytes.toString('utf8'));
      const expected = createHmac('sha256', key).update(`${timestamp}.${payload}`, 'utf8').digest('hex');
      assert.equal(headers['x-izettle-signature'], expected, payload);
    }
  },
  checks: zettleApi,
};
