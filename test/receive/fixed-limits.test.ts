import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openToyGateway } from '../support/toy-gateway.ts';

// It is read before it is asked whether there is such a message.
const nobody = '00000000-0000-7000-8000-000000000000';
const limits = { bodyBytes: 1_048_576, unauthenticatedPerMinute: 6000 };

test('a 413 names the setting that moves its limit, and where there is none it names the limit', async (t) => {
  const gateway = await openToyGateway(t, { policy: { offContract: 'deliver', limits, retention: {} } });
  const detailAt = async (url: string, bytes: number, method = 'POST') => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, body: `"${'x'.repeat(bytes)}"` });
    const body = (await answer.json()) as { readonly type: string; readonly detail: string };
    assert.deepEqual([answer.status, body.type], [413, 'urn:pushdock:problem:body-too-large'], url);
    return body.detail;
  };
  const fixed = (bytes: number) => `Send a body of at most ${bytes} bytes. No setting changes this limit.`;
  assert.match(await detailAt(`${gateway.publicUrl}/push/toy/box`, 1_100_000), /raise policy\.limits\.bodyBytes\.$/);
  assert.equal(await detailAt(`${gateway.publicUrl}/sandbox/toy/box`, 200_000), fixed(131_072));
  assert.equal(await detailAt(`${gateway.publicUrl}/oauth/token`, 9_000), fixed(8_192));
  assert.equal(await detailAt(`${gateway.operatorUrl}/api/messages/${nobody}/result`, 70_000), fixed(65_536));
});

test('a sandbox that the configured limit bounds more closely names that setting', async (t) => {
  const gateway = await openToyGateway(t);
  const answer = await fetch(`${gateway.publicUrl}/sandbox/toy/box`, { method: 'POST', body: 'x'.repeat(1001) });
  assert.match(((await answer.json()) as { readonly detail: string }).detail, /policy\.limits\.bodyBytes/);
});
