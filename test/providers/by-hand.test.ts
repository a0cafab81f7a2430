/** A provider that a gateway was given by hand, as an embedding program gives it. `test/contract/toy.test.ts` adds one to the tree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toy } from '../support/toy/provider/provider.ts';
import { listed, openToyGateway, toyConfiguration } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';

test('fifty equal pushes at once are fifty acks and one event', async (t) => {
  const gateway = await openToyGateway(t);
  const responses = await Promise.all(
    Array.from({ length: 50 }, () => gateway.push('{"id":"move-2","toys":["bear"]}')),
  );
  for (const response of responses) assert.equal(`${response.status} ${await response.text()}`, '200 thank you');
  await gateway.push('{"id":"move-3","toys":["ball"]}');
  const events = await gateway.events(2);
  assert.deepEqual(events.map(({ subject }) => subject).sort(), ['move-2', 'move-3']);
  assert.deepEqual((await listed(gateway)).map(({ receipts }) => receipts).sort(), [1, 50]);
});

test('a push that cannot be read is acknowledged, quarantined and delivered to nobody', async (t) => {
  const gateway = await openToyGateway(t);
  assert.equal((await gateway.push('{"id":')).status, 200);
  await until(async () => (await listed(gateway, { state: 'quarantined' })).length === 1);
  const answer = await gateway.operator.listEvents({ query: {} });
  assert.deepEqual(answer.status === 200 && answer.body, { items: [] });
});

test('a source of a provider that does not exist refuses to start, with every other fault', async (t) => {
  const configuration = toyConfiguration(temporaryFolder(t), {
    sources: { box: { provider: 'toy' }, other: { provider: 'tyo' } },
  });
  await assert.rejects(openGateway(configuration, { providers: [toy], log: recordingLog() }), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.deepEqual(error.faults, [
      'sources.box.token: is missing; add one',
      'sources.other.provider: no provider is named "tyo"; there are toy',
    ]);
    return true;
  });
});
