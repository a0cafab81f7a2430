/** The stream that tells open pages that something changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

const token = 'development-paazl-token';
const configuration = `
sources: { shipping: { provider: paazl, auth: { bearer: [${token}] } } }
sinks: { out: { type: file, path: ./out.ndjson } }
`;

/** Reads a stream until it holds `wanted`, or to its end. */
async function readUntil(answer: Response, wanted: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(wanted)) break;
  }
  return text;
}

test('a page is told that something changed, and not what', async (t) => {
  const gateway = await openSecureGateway(t, '', configuration);
  const answer = await fetch(`${gateway.operatorUrl}/api/changes`);
  assert.equal(answer.headers.get('content-type'), 'text/event-stream');
  await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"orderReference":"1001","webshop":1234,"barcode":"3STEST1","status":"DELIVERED"}',
  });
  const text = await readUntil(answer, 'id: 1\n');
  assert.equal(text, 'retry: 5000\nid: 0\nevent: change\ndata: {}\n\nid: 1\nevent: change\ndata: {}\n\n');
});

test('a stream ends after its time, and when the gateway stops', async (t) => {
  const gateway = await openSecureGateway(t, '', configuration);
  assert.match(await (await fetch(`${gateway.operatorUrl}/api/changes?seconds=0`)).text(), /^retry: 5000\nid: 0\n/);
  const lasting = await fetch(`${gateway.operatorUrl}/api/changes?seconds=600`);
  const ended = readUntil(lasting, 'nothing of that kind');
  await gateway.close();
  assert.match(await ended, /^retry: 5000\n/);
});

test('of fifty-one streams the last is told to poll, and there is room again when one has left', {
  timeout: 60_000,
}, async (t) => {
  const gateway = await openSecureGateway(t, '', configuration);
  // An answer that nobody refers to is cancelled when the garbage is collected.
  const held: Response[] = [];
  const open = async (signal?: AbortSignal) => {
    const answer = await fetch(
      `${gateway.operatorUrl}/api/changes?seconds=600`,
      signal === undefined ? {} : { signal },
    );
    held.push(answer);
    return answer;
  };
  const leaving = new AbortController();
  await open(leaving.signal);
  await Promise.all(Array.from({ length: 49 }, () => open()));
  const refused = await open();
  assert.equal(refused.status, 503);
  assert.equal(JSON.parse(await refused.text()).type, 'urn:pushdock:problem:too-many-streams');
  leaving.abort();
  await until(async () => (await open()).status === 200);
  assert.equal((await open()).status, 503);
  assert.ok(held.length >= 52);
});
