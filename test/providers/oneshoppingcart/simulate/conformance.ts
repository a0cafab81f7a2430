/** What 1ShoppingCart's mock must do beside what its contract says of every provider. */
import assert from 'node:assert/strict';
import { everyPush } from '../../../simulate/conformance/asking.ts';
import type { Conformance } from '../../../simulate/conformance/brought.ts';
import { matches } from '../../../simulate/conformance/matches.ts';
import { developmentSettings } from '../../../support/mocks.ts';
import { oneshoppingcartApi } from './api-conformance.ts';

export const conformance: Conformance = {
  judge: (contract, { bytes }) => matches(contract.judgeXml('Test', 'NewOrder')(bytes), bytes.toString()),
  proof: async (subject) => {
    for (const { target } of await everyPush(subject)) assert.equal(target, developmentSettings.oneshoppingcart.path);
  },
  checks: oneshoppingcartApi,
};
