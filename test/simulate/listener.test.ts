/** The listeners of the mocks hold no more connections than they may: a program under test that leaks them must not end `mock up`. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providers } from '../../src/providers/list.ts';
import { openListener } from '../../src/simulate/listener.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { recordingLog } from '../support/recording-log.ts';
import { dial, type Wire } from '../support/wire.ts';

/** More than one of these listeners holds. */
async function silent(url: string): Promise<Wire[]> {
  const wires: Wire[] = [];
  for (let index = 0; index < 600; index += 1) wires.push(await dial(url));
  return wires;
}

test('600 silent connections to a mock leave a newcomer its answer', async (t) => {
  const log = recordingLog();
  const { url, close } = await openListener('toy', { host: '127.0.0.1', port: 0 }, log, () => ({ status: 204 }));
  t.after(() => close());
  const wires = await silent(url);
  assert.equal((await fetch(url)).status, 204);
  assert.equal(log.of('connections.full').length, 1);
  for (const { socket } of wires) socket.destroy();
});

test('600 silent connections to the control port leave a newcomer its answer', async (t) => {
  const log = recordingLog();
  const started = await startMocks({
    from: providers,
    providers: ['paazl'],
    gateway: 'http://127.0.0.1:9',
    timeScale: 1,
    seed: 'silent',
    prism: false,
    anyPort: true,
    log,
  });
  t.after(() => started.close());
  const { url } = started.control;
  const wires = await silent(url);
  assert.equal((await fetch(`${url}/__mock/status`)).status, 200);
  assert.equal(log.of('connections.full').length, 1);
  for (const { socket } of wires) socket.destroy();
});
