/** A local HTTP server that keeps what it was sent. */
import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';

export type Received = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Served = {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  readonly connections: () => number;
};

/** `answer` is asked once the whole request is here. */
export async function serve(
  context: TestContext,
  answer: (response: ServerResponse, request: Received) => void = (response) => response.writeHead(204).end(),
): Promise<Served> {
  const received: Received[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks) };
      received.push(one);
      answer(response, one);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return {
    url: `http://127.0.0.1:${address.port}/events?team=a`,
    port: address.port,
    received,
    connections: () => connections,
  };
}
