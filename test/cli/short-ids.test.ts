/** Ids as people shorten them, and names as people mistype them: through the operator API and on the command line. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { idCell } from '../../src/cli/ids.ts';
import { openReplay } from '../../src/deliver/replay.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { systemClock } from '../../src/running/clock.ts';
import { processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { pushdock } from '../support/command.ts';
import { ask, openOperatorListener } from '../support/operator.ts';
import { recordingLog } from '../support/recording-log.ts';

// Made within the same minute, as UUIDs of version 7 are.
const [first, second] = ['019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37', '019aa4d2-7c1f-7b3a-9f04-5d2c8e6a1c48'];

async function opened(t: TestContext) {
  const { store } = await openTestStore(t);
  for (const id of [first, second]) await processed(store, Date.now(), ['ledger'], { id });
  const sink = { name: 'ledger', settings: sinkDefaults, deliver: () => assert.fail(), close: async () => {} };
  const log = recordingLog();
  const replaying = await openReplay({ store, source: () => undefined, sinks: () => [sink], clock: systemClock, log });
  t.after(() => replaying.close());
  const source = { name: 'shipping', provider: 'paazl' };
  const { url, stop } = await openOperatorListener(store, { replaying, source });
  t.after(() => stop(0));
  return { url, run: (...args: string[]) => pushdock([...args, '--url', url]) };
}

test('the operator API takes beginnings and endings wherever it takes a message or an event', async (t) => {
  const { url } = await opened(t);
  const get = async (path: string, init: RequestInit = {}) => (await ask(url, path, init)).body;
  assert.equal((await get('/api/messages/1b37')).id, first);
  assert.equal((await get('/api/messages/019AA4D2-7C1F')).id, second);
  assert.equal((await get('/api/events/1C48.0')).id, `${second}.0`);
  assert.equal((await get('/api/events?message=1c48')).items[0].messageId, second);
  assert.equal((await get('/api/events?message=1c48&after=oldest')).items.length, 1);
  assert.equal((await get('/api/messages/1b37/hold?reason=case', { method: 'PUT' })).id, first);
  assert.equal((await get('/api/replay-plan?message=1b37&message=1c48')).messages, 2);

  for (const path of [
    '/api/messages/019a',
    '/api/events/019aa4d2',
    '/api/events?message=019aa4d2',
    '/api/replay-plan?message=019a',
  ]) {
    const { status, body } = await ask(url, path);
    assert.equal(status, 400, path);
    assert.match(body.detail, new RegExp(`is ambiguous: .*${first}.*${second}`), path);
  }
  assert.equal((await ask(url, '/api/messages/ffff')).status, 404);
  assert.equal((await ask(url, '/api/messages/b37')).status, 400, 'fewer than four characters');
});

test('the command line takes them too, and says which ids an ambiguous one may mean', async (t) => {
  const { run } = await opened(t);
  assert.match((await run('messages', 'show', '5d2c8e6a1b37')).stdout, new RegExp(`^Message: +${first}$`, 'm'));
  assert.match((await run('events', 'show', '5d2c8e6a1c48.0')).stdout, new RegExp(`^Event: +${second}\\.0$`, 'm'));
  assert.match((await run('replay', '1b37', '--plan')).stdout, /^1 message,/);
  const ambiguous = await run('messages', 'show', '019aa4d2');
  assert.equal(ambiguous.code, 2);
  for (const id of [first, second]) assert.ok(ambiguous.stderr.includes(id), ambiguous.stderr);
  assert.equal((await run('messages', 'show', 'ffff')).code, 5);
});

test('a list shows the whole id to a script, and on a terminal as much as is enough', () => {
  assert.equal(idCell(first, {}), first);
  assert.equal(idCell(first, { isTTY: true }), '5d2c8e6a1b37');
  assert.equal(idCell(`${first}-12`, { isTTY: true }), '5d2c8e6a1b37-12');
  assert.equal(idCell('other', { isTTY: true }), 'other');
});

test('a name that does not exist is answered with the nearest, or with those that do', async (t) => {
  const { run } = await opened(t);
  for (const [args, says] of [
    [['sinks', 'pause', 'legder'], /No sink is named legder\. Did you mean ledger\?/],
    [['sinks', 'resume', 'elsewhere'], /No sink is named elsewhere\. There are ledger, quiet\./],
    [['sources', 'show', 'shiping'], /No source is named shiping\. Did you mean shipping\?/],
    [['consumers', 'delete', 'billing'], /No consumer is named billing\. None exists\./],
    [['oneshoppingcart', 'test', 'shiping'], /No source is named shiping\. Did you mean shipping\?/],
  ] as const) {
    const { code, stderr } = await run(...args);
    assert.match(stderr, says);
    assert.equal(code, 5, args.join(' '));
  }
});

test('a filter with a name that does not exist says so beside "nothing matches"; with --json only JSON is printed', async (t) => {
  const { run } = await opened(t);
  for (const [args, says] of [
    [
      ['messages', 'list', '--source', 'shiping'],
      /^No message matches\.\nNo source is named shiping; did you mean shipping\?\n$/,
    ],
    [
      ['events', 'list', '--provider', 'pazl'],
      /^No event matches\.\nNo source has the provider pazl; did you mean paazl\?\n$/,
    ],
    [
      ['deliveries', 'list', '--sink', 'legder'],
      /^No delivery matches\.\nNo sink is named legder; did you mean ledger\?\n$/,
    ],
    [['dead-letters', 'list'], /^No dead letter matches\.\n$/],
    [['replay', '--plan', '--source', 'shiping'], /^No message matches/],
  ] as const) {
    const { code, stdout } = await run(...args);
    assert.match(stdout, says);
    assert.equal(code, 0);
    const json = await run(...args, '--json');
    assert.doesNotThrow(() => JSON.parse(json.stdout), json.stdout);
  }
});
