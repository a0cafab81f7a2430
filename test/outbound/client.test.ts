import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type TestContext, test } from 'node:test';
import type { Fields, Log } from '../../src/log.ts';
import { type OutboundOptions, openOutbound } from '../../src/outbound/client.ts';
import { OutboundFault } from '../../src/outbound/fault.ts';
import { systemClock } from '../../src/running/clock.ts';
import { manualClock } from './manual-clock.ts';

async function serve(
  context: TestContext,
  listener: RequestListener,
): Promise<{ port: number; connections: () => number }> {
  const server = createServer(listener);
  let connections = 0;
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { port: address.port, connections: () => connections };
}

function open(context: TestContext, options: Partial<OutboundOptions> = {}) {
  const lines: string[] = [];
  const keep = (event: string, fields?: Fields) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { info: keep, warn: keep, error: keep };
  const outbound = openOutbound({ development: true, log, clock: systemClock, ...options });
  context.after(() => outbound.close());
  return { ...outbound, lines };
}

async function faultOf(call: Promise<unknown>): Promise<OutboundFault> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof OutboundFault, String(outcome));
  return outcome;
}

test('a call arrives as it was made and its answer comes back whole', async (context) => {
  const { port } = await serve(context, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'x-seen': request.headers.authorization });
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          host: request.headers.host,
          type: request.headers['content-type'],
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
  });
  const { fetch } = open(context);
  const answer = await fetch(`http://127.0.0.1:${port}/a%20b?c=d`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', authorization: 'Bearer not-a-real-token', host: 'elsewhere.example' },
    body: '<é/>',
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('x-seen'), 'Bearer not-a-real-token');
  assert.deepEqual(await answer.json(), {
    method: 'POST',
    url: '/a%20b?c=d',
    host: `127.0.0.1:${port}`,
    type: 'text/xml',
    body: '<é/>',
  });
});

test('an error status is an answer, and so is one without a body', async (context) => {
  const { port } = await serve(context, (request, response) =>
    response.writeHead(request.url === '/gone' ? 410 : 204).end(),
  );
  const { fetch } = open(context);
  assert.equal((await fetch(`http://127.0.0.1:${port}/gone`)).status, 410);
  const empty = await fetch(new Request(`http://127.0.0.1:${port}/x`, { method: 'DELETE' }));
  assert.equal(empty.status, 204);
  assert.equal(await empty.text(), '');
});

test('calls to one host share connections', async (context) => {
  const { port, connections } = await serve(context, (_, response) => response.end('ok'));
  const { fetch } = open(context);
  for (let i = 0; i < 20; i++) await fetch(`http://127.0.0.1:${port}/`);
  // Two, because the second call may come before the first one's connection is free again.
  assert.ok(connections() <= 2, `${connections()} connections for 20 calls`);
});

test('in production nothing but https to public addresses is called, and no connection is even tried', async (context) => {
  const { port, connections } = await serve(context, (_, response) => response.end('secret'));
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const { fetch } = open(context, { development: false, resolve });
  const table: Record<string, OutboundFault['code']> = {
    [`http://127.0.0.1:${port}/`]: 'url_refused',
    [`ftp://127.0.0.1:${port}/`]: 'url_refused',
    'file:///etc/passwd': 'url_refused',
    'not a url': 'url_refused',
    [`https://user:password@hooks.example.com:${port}/`]: 'url_refused',
    [`https://user@hooks.example.com:${port}/`]: 'url_refused',
    [`https://127.0.0.1:${port}/`]: 'address_refused',
    [`https://2130706433:${port}/`]: 'address_refused',
    [`https://0177.0.0.1:${port}/`]: 'address_refused',
    [`https://0x7f.0.0.1:${port}/`]: 'address_refused',
    [`https://127.1:${port}/`]: 'address_refused',
    [`https://[::1]:${port}/`]: 'address_refused',
    [`https://[::ffff:127.0.0.1]:${port}/`]: 'address_refused',
    [`https://[64:ff9b::7f00:1]:${port}/`]: 'address_refused',
    'https://169.254.169.254/latest/meta-data/': 'address_refused',
    [`https://localhost.:${port}/`]: 'address_refused',
    [`https://rebinding.example.com:${port}/`]: 'address_refused',
  };
  for (const [url, code] of Object.entries(table)) assert.equal((await faultOf(fetch(url))).code, code, url);
  assert.equal(connections(), 0);
});

test('a name is resolved once, and what that gave is connected to', async (context) => {
  const { port } = await serve(context, (request, response) => response.end(request.headers.host));
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return [{ address: '127.0.0.1', family: 4 }];
  };
  const { fetch } = open(context, { resolve });
  assert.equal(await (await fetch(`http://hooks.example.com:${port}/`)).text(), `hooks.example.com:${port}`);
  assert.deepEqual(asked, ['hooks.example.com']);
});

test('a redirect is refused and not followed', async (context) => {
  let calls = 0;
  const { port } = await serve(context, (_, response) => {
    calls++;
    response.writeHead(302, { location: '/elsewhere' }).end('moved');
  });
  const { fetch } = open(context);
  const fault = await faultOf(fetch(`http://127.0.0.1:${port}/`, { redirect: 'follow' }));
  assert.equal(fault.code, 'redirect_refused');
  assert.equal(fault.message, `127.0.0.1:${port} answered 302; redirects are not followed`);
  assert.equal(calls, 1);
});

test('an answer is read up to its bound and no further, whether its length is announced or not', async (context) => {
  const { port } = await serve(context, (request, response) => {
    if (request.url === '/announced') return response.writeHead(200, { 'content-length': 1_000_000 }).end('x');
    if (request.url === '/exact') return response.end('x'.repeat(1000));
    const pour = () => {
      while (response.write('x'.repeat(500)));
    };
    response.on('drain', pour);
    return pour();
  });
  const { within } = open(context);
  const fetch = within({ responseBytesMax: 1000 });
  assert.equal((await (await fetch(`http://127.0.0.1:${port}/exact`)).text()).length, 1000);
  assert.equal((await faultOf(fetch(`http://127.0.0.1:${port}/announced`))).code, 'response_too_large');
  assert.equal((await faultOf(fetch(`http://127.0.0.1:${port}/endless`))).code, 'response_too_large');
});

test('a compressed answer is refused, since nobody asked for one', async (context) => {
  const { port } = await serve(context, (request, response) => {
    assert.equal(request.headers['accept-encoding'], 'identity');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb');
  });
  assert.equal((await faultOf(open(context).fetch(`http://127.0.0.1:${port}/`))).code, 'response_encoded');
});

test('where the status has said everything, a body that is cut off, endless, compressed or too large changes nothing', async (context) => {
  const { port } = await serve(context, ({ url }, response) => {
    const kind = url?.slice(1);
    const length =
      kind === 'large' ? { 'content-length': '999999999' } : kind === 'cut' ? { 'content-length': '9' } : {};
    response.writeHead(kind === 'gone' ? 410 : 200, {
      ...length,
      ...(kind === 'gzip' && { 'content-encoding': 'gzip' }),
      'retry-after': '7',
    });
    response.write('x');
    if (kind === 'cut') setTimeout(() => response.destroy(), 20);
    if (kind === 'gzip') response.end();
  });
  const { within } = open(context, { timeoutMs: 2_000 });
  for (const kind of ['cut', 'endless', 'large', 'gzip', 'gone']) {
    const answer = await within({ needsBody: () => false })(`http://127.0.0.1:${port}/${kind}`, { method: 'POST' });
    assert.equal(answer.status, kind === 'gone' ? 410 : 200, kind);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.equal(await answer.text(), '');
  }
  const needed = within({ needsBody: (status) => status === 200 });
  assert.equal((await faultOf(needed(`http://127.0.0.1:${port}/cut`))).code, 'network');
  assert.equal((await needed(`http://127.0.0.1:${port}/gone`)).status, 410);
});

test('one time covers the whole call: a silent host and a dripping one are both given up', async (context) => {
  const clock = manualClock();
  let reached = () => {};
  const { port } = await serve(context, (request, response) => {
    if (request.url === '/drip') response.write('d');
    reached();
  });
  const { fetch } = open(context, { clock, timeoutMs: 3000 });
  for (const path of ['silent', 'drip']) {
    const arrived = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const call = faultOf(fetch(`http://127.0.0.1:${port}/${path}`));
    await arrived;
    clock.advance(3000);
    const fault = await call;
    assert.equal(fault.code, 'timeout', path);
    assert.equal(fault.message, `127.0.0.1:${port} did not finish its answer within 3000 ms`);
  }
});

test('a caller that gives up gets its own reason back', async (context) => {
  const stop = new AbortController();
  const { port } = await serve(context, () => stop.abort(new Error('shutting down')));
  const { fetch, lines } = open(context);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`, { signal: stop.signal }), /shutting down/);
  assert.deepEqual(lines, []);
});

test('calls that are over leave no listener on a signal that outlives them', async (context) => {
  const stop = new AbortController();
  const { port } = await serve(context, (_, response) => response.end('x'));
  const { fetch } = open(context);
  for (let call = 0; call < 20; call += 1) await fetch(`http://127.0.0.1:${port}/`, { signal: stop.signal });
  await faultOf(fetch('http://127.0.0.1:1/', { signal: stop.signal }));
  assert.deepEqual(getEventListeners(stop.signal, 'abort'), []);
});

test('a host that is not there is a network fault with the reason of the system', async (context) => {
  const { fetch } = open(context, {
    resolve: async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
  });
  const fault = await faultOf(fetch('http://nowhere.example.com/'));
  assert.equal(fault.message, 'no answer from nowhere.example.com (ENOTFOUND)');
});

test('neither fault nor log repeats path, query, headers or body', async (context) => {
  const { port } = await serve(context, (_, response) => response.destroy());
  const { fetch, lines } = open(context);
  const fault = await faultOf(
    fetch(`http://127.0.0.1:${port}/event-token?key=merchant-key`, {
      method: 'POST',
      headers: { authorization: 'Bearer credential' },
      body: 'payload',
    }),
  );
  assert.equal(fault.code, 'network');
  assert.equal(lines.length, 1);
  assert.doesNotMatch(`${lines} ${fault.stack}`, /event-token|merchant-key|credential|payload/);
});
