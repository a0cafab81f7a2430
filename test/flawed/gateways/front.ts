/** Something before the operator API that changes what is asked, so that what is behind it hears less than was said. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

type Asked = { readonly target: string; readonly body: Buffer };

const fronting =
  (change: (asked: Asked) => Asked) =>
  async (t: TestContext, url: string): Promise<string> => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { target, body } = change({ target: request.url ?? '/', body: Buffer.concat(chunks) });
      const headers = { ...request.headers, 'content-length': String(body.byteLength) };
      const passed = send(`${url}${target}`, { method: request.method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

export const frontedOperators = [
  {
    mistake: 'passes over parameters that it does not know',
    front: fronting(({ target, body }) => ({ target: target.replace(/[?&]unheardOf=of/, ''), body })),
  },
  {
    mistake: 'passes over a body where none is taken',
    front: fronting(({ target, body }) => ({
      target,
      body: /subscriptions|authorisation|result/.test(target) ? body : Buffer.alloc(0),
    })),
  },
];
