/** How many messages arrived, from counts that are kept as they change. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSecureGateway, send } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

test('messages are counted by source, state and verdict, by the hour or the day, and a range too long is refused', async (t) => {
  const gateway = await openSecureGateway(
    t,
    '',
    'sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }\nsinks: { out: { type: file, path: ./out.ndjson } }\n',
  );
  const push = (body: string) =>
    fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
      body,
    });
  const ask = async (query: string) => {
    const { status, body } = await send(`${gateway.operatorUrl}/api/counts${query}`, { method: 'GET' });
    return { status, body: JSON.parse(body) };
  };
  const order = (number: number, status: string) =>
    `{"orderReference":"${number}","webshop":1234,"barcode":"3STEST${number}","status":"${status}"}`;
  for (const body of [order(1, 'DELIVERED'), order(2, 'DELIVERED'), order(3, 'LOST_IN_SPACE')]) await push(body);
  const counts = async (query = '') =>
    (await ask(query)).body.items.map(({ source, state, verdict, count }: Record<string, unknown>) => [
      source,
      state,
      verdict,
      count,
    ]);
  await until(async () => (await counts()).every(([, state]: string[]) => state !== 'received'));
  // The hour may turn while the test runs; the day of the two does so once a day.
  const found = await counts('?step=day');
  assert.deepEqual(
    found.filter(([, , verdict]: string[]) => verdict === 'match'),
    [['shipping', 'processed', 'match', 2]],
  );
  assert.equal(found.length, 2, JSON.stringify(found));
  assert.deepEqual(await counts('?source=nobody'), []);
  assert.equal((await ask('?from=2020-01-01T00%3A00%3A00Z')).status, 400);
  assert.equal((await ask('?from=2026-01-02T00%3A00%3A00Z&to=2026-01-01T00%3A00%3A00Z')).status, 400);
});
