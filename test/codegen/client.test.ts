import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ClientSettings,
  type Fetch,
  type FetchInit,
  type Received,
  type Sending,
  send,
} from '../../spec/codegen/runtime/client.ts';

const operation: Sending = {
  operationId: 'readThing',
  method: 'POST',
  path: '/things/{id}',
  consumes: 'application/json',
  answers: { 200: ['application/json', 'application/xml'], 204: [] },
};

type Answer =
  | Received<200, 'application/json', { ok: boolean }>
  | Received<200, 'application/xml', string>
  | Received<204, undefined, undefined>;

/** A peer that always gives this answer, and remembers what it was sent. */
function peer(status: number, contentType: string | undefined, body: string) {
  const sent: { url: string; init: FetchInit }[] = [];
  const headers = new Headers(contentType === undefined ? {} : { 'Content-Type': contentType });
  const answering: Fetch = async (url, init) => {
    sent.push({ url, init });
    return {
      status,
      headers,
      body: (async function* () {
        yield Buffer.from(body);
      })(),
    };
  };
  return { sent, answering };
}

async function ask(
  status: number,
  contentType: string | undefined,
  body: string,
  settings: Partial<ClientSettings> = {},
) {
  const { answering } = peer(status, contentType, body);
  return send<Answer>({ baseUrl: 'https://api.example.com', fetch: answering, ...settings }, operation, {
    path: { id: 1 },
  });
}

test('path, query, headers and body go out as declared, and nothing in a value can change the path', async () => {
  const { sent, answering } = peer(204, undefined, '');
  const settings: ClientSettings = {
    baseUrl: 'https://api.example.com/v1',
    fetch: answering,
    authorise: ({ url }) => ({ headers: { authorization: `for ${url}` }, query: { key: 'k y' } }),
  };
  const call = {
    path: { id: 'a/../b?c' },
    query: { tag: ['x', 'y'], none: undefined },
    headers: { 'X-Old': 1 },
    body: { a: 1 },
  };
  await send<Answer>(settings, operation, call, { headers: { 'X-One-Call': '2' } });
  assert.equal(sent[0]?.url, 'https://api.example.com/v1/things/a%2F..%2Fb%3Fc?tag=x&tag=y&key=k+y');
  assert.deepEqual(sent[0]?.init, {
    method: 'POST',
    redirect: 'manual',
    body: '{"a":1}',
    headers: {
      accept: 'application/json, application/xml',
      'content-type': 'application/json',
      'X-Old': '1',
      authorization: 'for https://api.example.com/v1/things/a%2F..%2Fb%3Fc?tag=x&tag=y',
      'X-One-Call': '2',
    },
  });
});

test('an empty path parameter, or one that means another folder, is not sent', async () => {
  const { sent, answering } = peer(204, undefined, '');
  for (const id of ['', '.', '..']) {
    await assert.rejects(
      send<Answer>({ baseUrl: '', fetch: answering }, operation, { path: { id } }),
      /path parameter id/,
    );
  }
  assert.equal(sent.length, 0);
});

test('a form is sent as a form, and a body with several media types as the chosen one', async () => {
  const { sent, answering } = peer(204, undefined, '');
  const settings = { baseUrl: '', fetch: answering };
  const form = { ...operation, consumes: 'application/x-www-form-urlencoded' };
  await send<Answer>(settings, form, { path: { id: 1 }, body: { grant_type: 'a b', scope: undefined } });
  const { consumes: _, ...several } = operation;
  await send<Answer>(settings, several, { path: { id: 1 }, body: { contentType: 'application/xml', value: '<a/>' } });
  assert.deepEqual(
    sent.map(({ init }) => [init.headers['content-type'], init.body]),
    [
      ['application/x-www-form-urlencoded', 'grant_type=a+b'],
      ['application/xml', '<a/>'],
    ],
  );
});

test('a declared answer has its body, its bytes and lower-case headers', async () => {
  const answer = await ask(200, 'application/json; charset=utf-8', '{"ok":true}');
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.status === 200 && answer.body, { ok: true });
  assert.equal(Buffer.from(answer.bytes).toString(), '{"ok":true}');
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
});

test('XML under its other name is the declared XML', async () => {
  const answer = await ask(200, 'text/xml', '<a/>');
  assert.deepEqual([answer.status, answer.contentType], [200, 'application/xml']);
});

test('an answer that the contract does not know is a value that says why', async () => {
  const reasonOf = async (...[status, contentType, body, settings]: Parameters<typeof ask>) => {
    const answer = await ask(status, contentType, body, settings);
    return answer.status === 'undeclared' ? [answer.code, answer.reason] : answer.status;
  };
  assert.deepEqual(await reasonOf(302, undefined, ''), [302, 'status']);
  assert.deepEqual(await reasonOf(200, 'text/html', '<html>'), [200, 'content_type']);
  assert.deepEqual(await reasonOf(200, undefined, '{}'), [200, 'content_type']);
  assert.deepEqual(await reasonOf(200, 'application/json', '{"ok":'), [200, 'not_json']);
  assert.deepEqual(await reasonOf(200, 'application/json', '{}', { accepts: () => false }), [200, 'schema']);
  assert.deepEqual(await reasonOf(200, 'application/json', '"long"', { answerBytesMax: 5 }), [200, 'too_long']);
  assert.equal(await reasonOf(200, 'application/json', '"long"', { answerBytesMax: 6 }), 200);
});
