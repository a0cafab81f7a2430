/** A real server on a free port of this machine, which notes what it is asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export type Heard = {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};
export type Said = {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
};
export type Server = {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly url: string;
  readonly heard: Heard[];
  /** What it says from now on. */
  answer: (heard: Heard) => Said | Promise<Said>;
};

export async function listening(t: TestContext, answer: Server['answer']): Promise<Server> {
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const heard = {
      method: request.method ?? '',
      target: request.url ?? '',
      headers,
      bytes: Buffer.concat(chunks),
    };
    server.heard.push(heard);
    const said = await server.answer(heard);
    response.writeHead(said.status, { ...said.headers, ...(said.contentType && { 'content-type': said.contentType }) });
    response.end(said.body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  t.after(
    () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  );
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: Server = { host, url: `http://${host}`, heard: [], answer };
  return server;
}
