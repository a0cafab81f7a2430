/** A server that is half-open, or stopped in the middle of the opening. */
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { Sink } from '../../../src/deliver/sinks/sink.ts';
import { until } from '../../support/until.ts';

/** Takes connections and says no more than `begin` does. */
export async function silentServer(t: TestContext, begin: (socket: Socket) => void = () => {}) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    begin(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { port: address.port, connections: () => sockets.size };
}

/** It closes although the server says nothing. What waited for the server would wait for ever. */
export async function closes(sink: Sink): Promise<void> {
  let closed = false;
  const closing = sink.close().then(() => {
    closed = true;
  });
  await until(() => closed, { otherwise: 'the sink does not close' });
  await closing;
}
