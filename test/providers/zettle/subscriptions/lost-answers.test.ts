/** Calls of which no answer comes: what may be repeated is, and a creation is looked for before it is asked for again. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { listen } from '../../../../src/running/listening.ts';
import { contactEmail } from './managed.ts';
import { type Bench, openBench, passing, value } from './source.ts';

/** Hands every call on to the mock, and breaks the connection in place of the first answer to `method` (or of the call, `before`). */
async function losing(t: TestContext, { mock }: Bench, method: string, when: 'before' | 'after') {
  const lost: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const loses = request.method === method && request.url !== '/token' && lost.length === 0;
    if (loses) lost.push(Buffer.concat(chunks).toString());
    if (loses && when === 'before') return request.destroy();
    const answer = await fetch(`${mock.url}${request.url}`, {
      method: request.method ?? '',
      headers: {
        'content-type': String(request.headers['content-type']),
        authorization: String(request.headers.authorization),
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    if (loses) return request.destroy();
    const body = Buffer.from(await answer.arrayBuffer());
    return response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return { url, lost };
}

for (const when of ['before', 'after'] as const)
  test(`a creation whose answer is lost ${when} Zettle carried it out makes one subscription, with the same uuid`, async (t) => {
    const bench = await openBench(t);
    const { url, lost } = await losing(t, bench, 'POST', when);
    const { subscribing } = await bench.start({ settings: { pusherBase: url } });
    const made = await passing(bench, value(subscribing.create({ events: [], contactEmail })));
    assert.equal(lost.length, 1);
    assert.deepEqual(
      bench.mock.subscriptions.all().map(({ uuid }) => uuid),
      [made.uuid],
    );
    assert.ok(lost[0]?.includes(made.uuid));
    assert.equal(made.keys.length, 1);
  });

for (const method of ['PUT', 'DELETE'])
  test(`a ${method} whose answer is lost is repeated, and the second answer counts`, async (t) => {
    const bench = await openBench(t);
    const { url, lost } = await losing(t, bench, method, 'after');
    const { subscribing } = await bench.start({ settings: { pusherBase: url } });
    const { uuid } = await value(subscribing.create({ events: [], contactEmail }));
    const call =
      method === 'PUT' ? subscribing.update(uuid, { events: ['PurchaseCreated'] }) : subscribing.remove(uuid);
    const asked = await passing<{ readonly ok: boolean }>(bench, call);
    assert.ok(asked.ok, JSON.stringify(asked));
    assert.equal(lost.length, 1);
  });

test('an answer that says nothing about the request is repeated three times, and then said', async (t) => {
  const bench = await openBench(t);
  const { subscribing } = await bench.start();
  await value(subscribing.identity());
  const before = bench.mock.calls().length;
  bench.mock.answerNext({ status: 502 }, { status: 503 }, { status: 429 });
  const asked = await passing(bench, subscribing.list());
  assert.ok(!asked.ok && asked.code === 'provider_silent');
  assert.match(asked.faults.join(), /HTTP 429/);
  assert.equal(bench.mock.calls().length - before, 3);
});
