import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';

test('the id that a proxy gave a request is on the answer and in the lines of that push, and what no line should repeat is not', async (t) => {
  const gateway = await openToyGateway(t);
  const push = (body: string, id: string, options: { token?: string; source?: string } = {}) =>
    gateway.push(body, { ...options, headers: { 'x-request-id': id } });
  const given = async (answer: Promise<Response>) => (await answer).headers.get('x-request-id');
  const toys = '{"id":"1","toys":["bear"]}';

  assert.equal(await given(push(toys, 'proxy-1/a:b=')), 'proxy-1/a:b=');
  assert.equal(await given(push(toys, 'proxy-2', { token: 'test-only-wrong-token-01' })), 'proxy-2');
  assert.equal(await given(push(toys, 'proxy-3', { source: 'attic' })), 'proxy-3', 'of a refusal, too');
  for (const unfit of ['', 'two, of them', '<script>', 'x'.repeat(129)])
    assert.equal(await given(push(`{"id":"2${unfit.length}","toys":[]}`, unfit)), null, unfit);

  await until(() => gateway.log.of('message.judged').length >= 1);
  const ids = (event: string) => gateway.log.of(event).map(({ fields }) => fields?.request_id);
  assert.deepEqual(ids('message.received'), ['proxy-1/a:b=', undefined, undefined, undefined, undefined]);
  assert.equal(ids('message.judged')[0], 'proxy-1/a:b=');
  assert.equal(ids('message.refused')[0], 'proxy-2');
});
