/** A server on a free port that notes every request that arrives whole, and lets those that break off go. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Heard, Said } from '../../providers/appdirect/listening.ts';

export type Hearing = {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** Requests whose connection ended in the middle. */
  readonly broken: () => number;
};

export async function hearing(t: TestContext, answer: (heard: Heard) => Said | Promise<Said>): Promise<Hearing> {
  const heard: Heard[] = [];
  let broken = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {
      broken += 1;
    });
    request.on('end', async () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const { method = '', url: target = '' } = request;
      const one = { method, target, headers, bytes: Buffer.concat(chunks) };
      heard.push(one);
      const { status, contentType, body, ...said } = await answer(one);
      response.writeHead(status, { ...said.headers, ...(contentType && { 'content-type': contentType }) });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, broken: () => broken };
}
