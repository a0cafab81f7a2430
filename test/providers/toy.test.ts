import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findContracts } from '../../spec/codegen/contracts.ts';
import { ConfigurationError } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toy } from '../support/toy/provider/provider.ts';
import { listed, openToyGateway, toyConfiguration } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';

test("a fifth provider's push is acknowledged, stored, normalised and delivered", async (t) => {
  const gateway = await openToyGateway(t);
  const response = await gateway.push('{"id":"move-1","toys":["bear","ball"]}');
  assert.equal(response.status, 200);
  assert.equal(await response.text(), 'thank you');

  const events = await gateway.events(2);
  const [item, ...others] = await listed(gateway);
  assert.ok(item && others.length === 0);
  assert.equal(item.state, 'processed');
  assert.equal(item.verdict, 'match');
  assert.deepEqual(
    events,
    ['bear', 'ball'].map((toyName, index) => ({
      id: `${item.id}-${index}`,
      time: item.receivedAt,
      type: 'com.toy.moved',
      source: '/toy/box',
      specversion: '1.0',
      datacontenttype: 'application/json',
      subject: 'move-1',
      pushdockmessage: item.id,
      pushdockverdict: 'match',
      data: { toy: toyName },
    })),
  );
});

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

test("code generation finds a provider's contracts by their folder", (t) => {
  const root = temporaryFolder(t);
  mkdirSync(join(root, 'spec/providers'), { recursive: true });
  cpSync(join(import.meta.dirname, '../support/toy/spec'), join(root, 'spec/providers/toy'), { recursive: true });
  assert.deepEqual(findContracts(root), [
    { kind: 'push', name: 'toy-push', source: 'spec/providers/toy/push.yaml', folder: 'toy/push' },
  ]);
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
