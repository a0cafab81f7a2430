/** Prism's mocks: what a gateway answers to a push, and whose word it is where a contract declares no such answer. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadBundle } from '../../src/contracts/load.ts';
import { limits } from '../../src/limits.ts';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { openPrismMocks, type PrismMocks, prismServers } from '../../src/simulate/prism.ts';
import { loadSimulations } from '../../src/simulate/simulation.ts';
import { documentOf } from './declared-answers.ts';

let mocks: PrismMocks;
let gateway = '';
before(async () => {
  const servers = prismServers(providers, await loadSimulations(providers));
  mocks = (await openPrismMocks(servers, () => 0, silentLog)) ?? assert.fail('Prism is not installed');
  gateway = mocks.all.find(({ asGateway }) => asGateway)?.url ?? assert.fail('nothing answers as a gateway');
});
after(() => mocks.close());

const pushes = providers.flatMap(({ name }) => documentOf(loadBundle(`${name}-push`)));
const believed = { authorization: 'Bearer x', 'x-izettle-signature': 'x' };

for (const { path, method, statuses } of pushes) {
  const url = () => `${gateway}${path.replaceAll(/\{[^}]+\}/g, 'x')}`;
  const bodies = method === 'get' ? [undefined] : ['{"unknown": 1}', '{broken', '<a/>', '<broken', ''];
  const types =
    method === 'get' ? [undefined] : ['application/json', 'text/xml', 'application/xml', 'text/plain', 'image/png'];

  test(`a push to ${path} that departs from its contract hears only what the contract declares`, async () => {
    const heard = new Set<number>();
    for (const body of bodies)
      for (const type of types)
        for (const headers of [{}, believed, { ...believed, accept: 'image/png' }] as const) {
          const answer = await fetch(url(), {
            method: method.toUpperCase(),
            headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
            ...(body === undefined ? {} : { body }),
          });
          await answer.arrayBuffer();
          heard.add(answer.status);
          assert.ok(
            statuses.includes(answer.status),
            `${answer.status} for ${type} ${body} ${JSON.stringify(headers)}`,
          );
        }
    assert.ok(heard.has(200), [...heard].join());
  });

  test(`another method, a body that is too large, and each declared status of ${path} are answered as the contract says`, async () => {
    const other = await fetch(url(), { method: method === 'get' ? 'DELETE' : 'PUT' });
    assert.equal(other.status, 405);
    assert.match(await other.text(), /urn:pushdock:problem:method-not-allowed/);
    if (method !== 'get') {
      const large = await fetch(url(), {
        method: 'POST',
        body: 'x'.repeat(limits.body_bytes_max + 1),
        headers: believed,
      });
      assert.equal(large.status, 413);
      assert.match(await large.text(), /urn:pushdock:problem/);
    }
    for (const status of statuses) {
      const chosen = await fetch(url(), {
        method: method.toUpperCase(),
        headers: { ...believed, prefer: `code=${status}`, 'content-type': 'application/json' },
        ...(method === 'get' ? {} : { body: '{"unknown":1}' }),
      });
      await chosen.arrayBuffer();
      assert.equal(chosen.status, status);
    }
  });
}

test('a push that departs is taken, and a header says where it departs', async () => {
  const answer = await fetch(`${gateway}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: '{"orderReference": 1}',
  });
  assert.equal(answer.status, 200);
  assert.match(
    answer.headers.get('x-pushdock-mock-note') ?? '',
    /a gateway takes this push and notes a finding: .*orderReference/,
  );
  assert.equal(answer.headers.get('x-pushdock-mock'), 'prism');
});

test('a path that no gateway has is answered as a gateway answers it', async () => {
  const answer = await fetch(`${gateway}/push/nobody/here`, { method: 'POST' });
  assert.equal(answer.status, 404);
  assert.match(await answer.text(), /urn:pushdock:problem:unknown-source/);
});

test('an answer that Prefer asks for and the contract does not declare is refused in words that name the declared ones', async () => {
  const answer = await fetch(`${gateway}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer x', prefer: 'code=418' },
  });
  assert.match(await answer.text(), /The contract declares no such answer here; it declares 200, 401, /);
  assert.match(answer.headers.get('x-pushdock-mock-note') ?? '', /declares no such answer/);
});

test("a mock of a provider's API says that an answer which its contract does not declare is Prism's word", async () => {
  let undeclared = 0;
  for (const { url, bundles, asGateway } of mocks.all)
    for (const { path, method, statuses } of asGateway ? [] : bundles.flatMap((name) => documentOf(loadBundle(name)))) {
      const answer = await fetch(`${url}${path.replaceAll(/\{[^}]+\}/g, '%20')}`, {
        method: method.toUpperCase(),
        headers: { ...believed, 'content-type': 'application/json' },
        ...(method === 'get' ? {} : { body: '{"nobody": {}}' }),
      });
      const text = await answer.text();
      if (statuses.includes(answer.status)) continue;
      undeclared += 1;
      assert.match(text, /so the provider never answers this: Prism says it/, `${method} ${path} ${answer.status}`);
      assert.ok(answer.headers.has('x-pushdock-mock-note'));
    }
  assert.ok(undeclared > 0, 'no case was tried');
});

test('a page of another origin may call them', async () => {
  const asked = await fetch(`${gateway}/push/paazl/shipping`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://x',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.deepEqual([asked.status, asked.headers.get('access-control-allow-headers')], [204, 'authorization']);
});
