import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type TestContext, test } from 'node:test';
import { listen } from '../../src/running/listening.ts';
import type { Store } from '../../src/store/store.ts';
import { checkStandardWebhook, readWebhookKey } from '../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { pushdock } from '../support/command.ts';
import { openOperatorListener } from '../support/operator.ts';
import { until } from '../support/until.ts';
import { noTerminal, start } from './on-a-terminal.ts';

const secret = `whsec_${Buffer.from('development-forward-secret').toString('base64')}`;

type Post = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A program under development: keeps what is posted to it, and answers as it is told. */
async function openLaptop(t: TestContext) {
  const posts: Post[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    const status = answers.shift() ?? 204;
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return { to: `${url}/events`, posts, answers };
}

async function openGatewaySide(t: TestContext) {
  const { store } = await openTestStore(t);
  const { url, stop } = await openOperatorListener(store);
  // In this order: `forward` goes on asking, and a closed store can only be answered with 500.
  t.after(async () => {
    await stop(0);
    await store.close();
  });
  return { store, url };
}

const make = async (store: Store, nowMs = Date.now()) => (await processed(store, nowMs, [])).event.id;
const dataIds = (posts: readonly Post[]) => posts.map(({ body }) => JSON.parse(body).id);

test('events of the last hour and those made from now on are posted in their order, signed, and each is a line', async (t) => {
  const { store, url } = await openGatewaySide(t);
  const { to, posts, answers } = await openLaptop(t);
  await make(store, Date.now() - 2 * 3_600_000);
  const recent = await make(store);
  answers.push(204, 302, 500);
  const forwarding = start(
    t,
    ['forward', '--to', to, '--url', url, '--since', '1h', '--secret-env', 'FORWARD_SECRET'],
    {
      env: { FORWARD_SECRET: secret },
    },
  );
  await until(() => posts.length === 1);
  const live = [await make(store), await make(store)];
  await forwarding.sees(new RegExp(live[1] ?? ''));
  assert.deepEqual(dataIds(posts), [recent, ...live]);
  // The redirect was shown and not followed.
  assert.deepEqual(new Set(posts.map(({ path }) => path)), new Set(['/events']));
  for (const [status, id] of [
    [204, recent],
    [302, live[0]],
    [500, live[1]],
  ])
    assert.match(forwarding.written(), new RegExp(`  ${status}  \\d+ ms  com.paazl.shipment.status  A-1  ${id}$`, 'm'));

  const [post] = posts;
  const read = readWebhookKey(Secret.of(secret));
  assert.ok(post && read.ok);
  assert.equal(post.headers['content-type'], 'application/cloudevents+json; charset=utf-8');
  assert.equal(post.headers['idempotency-key'], recent);
  const checked = checkStandardWebhook(post.headers, Buffer.from(post.body), [read.key], Date.now());
  assert.deepEqual(checked, { ok: true, id: recent });
  assert.doesNotMatch(forwarding.written(), new RegExp(secret));
  forwarding.kill('SIGTERM');
  assert.equal(await forwarding.ended(), 0);
});

test('only the source and type that were asked for are posted, and without a secret nothing is signed', async (t) => {
  const { store, url } = await openGatewaySide(t);
  const { to, posts } = await openLaptop(t);
  await make(store);
  const forwarding = start(t, [
    ...['forward', '--to', to, '--url', url, '--since', '1h', '--json'],
    ...['--type', 'com.paazl.shipment.status', '--source', '/paazl/shipping'],
  ]);
  await until(() => posts.length === 1);
  assert.equal(posts[0]?.headers['webhook-signature'], undefined);
  assert.equal(typeof posts[0]?.headers['webhook-id'], 'string');
  await forwarding.sees(/"status":204/);
  forwarding.kill('SIGTERM');
  await forwarding.ended();
  const line = JSON.parse(forwarding.written());
  assert.deepEqual([line.type, line.status], ['com.paazl.shipment.status', 204]);
});

test('on a terminal r sends the newest or the chosen event again, and q ends it', { skip: noTerminal }, async (t) => {
  const { store, url } = await openGatewaySide(t);
  const { to, posts } = await openLaptop(t);
  const forwarding = start(t, ['forward', '--to', to, '--url', url], { terminal: true });
  await forwarding.sees(/Waiting for events/);
  const first = await make(store);
  const second = await make(store);
  await forwarding.sees(/2 of 2/);
  forwarding.press('r');
  await until(() => posts.length === 3);
  forwarding.press('kr');
  await until(() => posts.length === 4);
  assert.deepEqual(dataIds(posts), [first, second, second, first]);
  assert.deepEqual(
    posts.map(({ body }) => JSON.parse(body).pushdockreplay),
    [undefined, undefined, 'forward', 'forward'],
  );
  forwarding.press('q');
  assert.equal(await forwarding.ended(), 0);
});

test('a URL, a secret or a gateway that cannot be used is said before anything is posted', async (t) => {
  const { url } = await openGatewaySide(t);
  const run = (args: readonly string[], env: Record<string, string> = {}) => pushdock(['forward', ...args], env);
  const to = ['--to', 'http://127.0.0.1:9/events'];
  assert.match((await run(['--url', url])).stderr, /required option '--to <url>'/);
  assert.match((await run(['--to', 'localhost:3000', '--url', url])).stderr, /--to: /);
  assert.match((await run([...to, '--url', url, '--secret-env', 'NO_SUCH'])).stderr, /NO_SUCH is not set/);
  const short = await run([...to, '--url', url, '--secret-env', 'SHORT'], { SHORT: 'whsec_c2hvcnQ=' });
  assert.match(short.stderr, /SHORT holds 5 bytes/);
  const nobody = await run([...to, '--url', 'http://127.0.0.1:9']);
  assert.deepEqual([nobody.code, nobody.stdout], [4, '']);
});
