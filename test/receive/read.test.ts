import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readBody } from '../../src/receive/read.ts';
import { dial } from '../support/wire.ts';

test('a request whose connection closed before anybody read it is cut off, and nobody waits for it', async (t) => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const wire = await dial(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  wire.write('POST /in/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
  const [request] = (await once(server, 'request')) as [IncomingMessage];
  request.on('error', () => undefined);
  wire.socket.destroy();
  await new Promise((resolve) => request.once('close', resolve));
  assert.deepEqual(await readBody(request, 100), { ok: false, why: 'cut_off' });
});
