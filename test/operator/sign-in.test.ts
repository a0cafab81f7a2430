/** Signing in to the console: who gets a session, what it lets a page do, and how it ends. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { GatewayParts } from '../../src/gateway.ts';
import { openAudit } from '../../src/operator/audit.ts';
import { openSessions } from '../../src/operator/sessions.ts';
import { heldClock } from '../store/held-clock.ts';
import { openTestStore } from '../store/test-store.ts';
import { openKeptInMemory } from '../support/kept-in-memory.ts';
import { recordingLog } from '../support/recording-log.ts';
import { openSecureGateway, type Sent, send } from '../support/secure-gateway.ts';

const operator = 'test-only-operator-token-that-is-long';
const viewer = 'test-only-viewer-token-that-is-long';
const hash = `sha256:${createHash('sha256').update(viewer).digest('hex')}`;
const tokens = (more = '') =>
  `admin: { environment: staging, tokens: [ { name: on-call, secret: ${operator} }, { name: support, role: viewer, hash: '${hash}' } ${more} ] }`;
const rest = `
sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }
sinks: { out: { type: file, path: ./out.ndjson } }
`;

// A development gateway that a foreign page asks is as closed as one in production, so sessions can be seen without TLS.
const page = { 'sec-fetch-site': 'same-origin' };
const proxied = { ...page, host: 'gateway.example.com' };

async function opened(t: TestContext, more = '', parts: GatewayParts = {}) {
  const gateway = await openSecureGateway(t, '', `${tokens(more)}\n${rest}`, parts);
  const call = (path: string, method: string, headers: Record<string, string> = {}, body = '') =>
    send(`${gateway.operatorUrl}${path}`, { method, headers: { ...proxied, ...headers }, body });
  const signIn = (token: string, headers: Record<string, string> = {}) =>
    call('/api/session', 'POST', { 'content-type': 'application/json', ...headers }, JSON.stringify({ token }));
  const session = async (token: string) => {
    const answer = await signIn(token);
    assert.equal(answer.status, 200, answer.body);
    return { cookie: cookieOf(answer), proof: String(JSON.parse(answer.body).proof) };
  };
  return { gateway, call, signIn, session };
}
const setCookie = ({ headers }: Sent) => String(headers['set-cookie']?.[0]);
const cookieOf = (answer: Sent) => setCookie(answer).split(';')[0] ?? '';
const typeOf = ({ body }: Sent) => JSON.parse(body).type;

test('a token signs in once, and from then on its session reads; the token itself is in no cookie', async (t) => {
  const { call, signIn } = await opened(t);
  assert.equal((await call('/api/sources', 'GET')).status, 401);
  const answer = await signIn(operator);
  const { proof, expiresAt, ...shown } = JSON.parse(answer.body);
  assert.deepEqual(shown, {
    signedIn: true,
    name: 'on-call',
    role: 'operator',
    by: 'session',
    environment: 'staging',
    development: true,
  });
  assert.match(setCookie(answer), /^pushdock_session=\d+\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.ok(!setCookie(answer).includes(operator) && proof.length > 20 && Date.parse(expiresAt) > Date.now());
  const cookie = cookieOf(answer);
  assert.equal((await call('/api/sources', 'GET', { cookie })).status, 200);
  assert.equal(JSON.parse((await call('/api/session', 'GET', { cookie })).body).name, 'on-call');
  assert.equal(JSON.parse((await call('/api/session', 'GET')).body).signedIn, false);
});

test('a wrong token at the sign-in hears which tokens there are to take', async (t) => {
  const { signIn } = await opened(t);
  const { status, body } = await signIn('a typing error');
  assert.deepEqual([status, /not one of admin\.tokens/.test(body), /source/.test(body)], [401, true, false], body);
});

test('behind a proxy that ends TLS the cookie goes over https only, and cannot be planted by another host', async (t) => {
  const { signIn } = await opened(t);
  const answer = await signIn(operator, { 'x-forwarded-proto': 'https' });
  assert.match(setCookie(answer), /^__Host-pushdock_session=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
});

test('a session acts only with its proof, which a page of another origin cannot read', async (t) => {
  const { call, session } = await opened(t);
  const { cookie, proof } = await session(operator);
  const pause = (headers: Record<string, string>) => call('/api/sinks/out/pause', 'POST', { cookie, ...headers });
  for (const headers of [{}, { 'x-pushdock-proof': 'a guess' }]) {
    const refused = await pause(headers);
    assert.deepEqual([refused.status, typeOf(refused)], [403, 'urn:pushdock:problem:page-unproven']);
  }
  assert.equal((await pause({ 'x-pushdock-proof': proof, 'sec-fetch-site': 'same-site' })).status, 401);
  assert.equal((await call('/api/sources', 'GET', { cookie, 'sec-fetch-site': 'same-site' })).status, 401);
  assert.equal((await pause({ 'x-pushdock-proof': proof })).status, 200);
});

test('a viewer looks and does not act, by a session or by a token', async (t) => {
  const { call, session } = await opened(t);
  const { cookie, proof } = await session(viewer);
  for (const headers of [{ cookie, 'x-pushdock-proof': proof }, { authorization: `Bearer ${viewer}` }]) {
    assert.equal((await call('/api/sinks', 'GET', headers)).status, 200);
    const refused = await call('/api/sinks/out/pause', 'POST', headers);
    assert.deepEqual([refused.status, typeOf(refused)], [403, 'urn:pushdock:problem:role-insufficient']);
  }
});

test('an address that tries wrong tokens has to wait, also with the right one, so that it does not learn which that is', async (t) => {
  const clock = heldClock();
  const { signIn } = await opened(t, '', { clock });
  for (let attempt = 0; attempt < 10; attempt += 1) assert.equal((await signIn(`a guess ${attempt}`)).status, 401);
  const limited = await signIn('another guess');
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '60']);
  assert.match(limited.body, /Wait 60 seconds\. Sessions that are open and calls with a token still work/);
  assert.equal((await signIn(operator)).status, 429);
  clock.advance(60_000);
  assert.equal((await signIn(operator)).status, 200);
});

test('signing out ends one session, and everywhere ends all that the token began; those of others stay', async (t) => {
  const { call, session } = await opened(t);
  const [one, other, third, ofViewer] = [
    await session(operator),
    await session(operator),
    await session(operator),
    await session(viewer),
  ];
  const works = async ({ cookie }: { cookie: string }) =>
    (await call('/api/sources', 'GET', { cookie })).status === 200;
  const out = ({ cookie, proof }: { cookie: string; proof: string }, query = '') =>
    call(`/api/session${query}`, 'DELETE', { cookie, 'x-pushdock-proof': proof });
  const left = await out(one);
  assert.deepEqual([left.status, left.body], [200, '{"ended":1}']);
  assert.match(setCookie(left), /^pushdock_session=; .*Max-Age=0/);
  assert.deepEqual([await works(one), await works(other)], [false, true]);
  assert.equal((await out(other, '?everywhere=true')).body, '{"ended":2}');
  assert.deepEqual([await works(other), await works(third), await works(ofViewer)], [false, false, true]);
});

test('a viewer may sign out', async (t) => {
  const { call, session } = await opened(t);
  const { cookie, proof } = await session(viewer);
  assert.equal((await call('/api/session', 'DELETE', { cookie, 'x-pushdock-proof': proof })).status, 200);
});

test('a session ends with its token: when a reload takes that away or exchanges it', async (t) => {
  const { gateway, call, session } = await opened(t);
  const { cookie } = await session(operator);
  gateway.write(`${tokens().replace(operator, `${operator}-next`)}\n${rest}`);
  assert.equal((await gateway.reload()).ok, true);
  assert.equal((await call('/api/sources', 'GET', { cookie })).status, 401);
});

test('a session lives twelve hours without a call and seven days with calls, over a restart of the store', async (t) => {
  const opened = await openTestStore(t);
  const clock = heldClock(Date.parse('2026-11-21T05:00:00Z'));
  const digest = createHash('sha256').update(operator).digest();
  const { cookie } = await openSessions(opened.store, clock).begin({ name: 'on-call', digest });
  const sessions = openSessions(await opened.reopen(), clock);
  const idle = (await sessions.begin({ name: 'on-call', digest })).cookie;
  const hour = 3_600_000;
  for (let hours = 11; hours < 7 * 24; hours += 11) {
    clock.advance(11 * hour);
    assert.equal((await sessions.find(cookie))?.name, 'on-call', `after ${hours} h`);
    if (hours === 11) continue;
    assert.equal(await sessions.find(idle), undefined);
  }
  clock.advance(11 * hour);
  assert.equal(await sessions.find(cookie), undefined);
});

test('the store has no text with which one could sign in', async () => {
  const kept = openKeptInMemory();
  const sessions = openSessions(kept, heldClock(0));
  const { cookie } = await sessions.begin({ name: 'on-call', digest: createHash('sha256').update(operator).digest() });
  const [stored] = await kept.listKept('sessions');
  const text = Buffer.from(stored?.value ?? []).toString();
  assert.ok(text.includes('on-call') && !text.includes(cookie.split('.')[1] ?? '') && !text.includes(operator));
});

test('the two hundred and first session takes the place of the one that was longest away', async () => {
  const clock = heldClock(0);
  const sessions = openSessions(openKeptInMemory(), clock);
  const digest = createHash('sha256').update(operator).digest();
  const cookies: string[] = [];
  for (let count = 0; count < 201; count += 1) {
    clock.advance(1_000);
    cookies.push((await sessions.begin({ name: 'on-call', digest })).cookie);
  }
  const [first = '', second = ''] = cookies;
  assert.equal(await sessions.find(first), undefined);
  assert.notEqual(await sessions.find(second), undefined);
});

test('the audit log says who did what, who signed in and who read a message, and what came of it', async (t) => {
  const { gateway, call, session } = await opened(t);
  await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
    body: '{"orderReference":"1001","webshop":1234,"barcode":"3STEST1","status":"DELIVERED"}',
  });
  const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
  const { cookie, proof } = await session(operator);
  await call('/api/sinks/out/pause?reason=maintenance', 'POST', { cookie, 'x-pushdock-proof': proof });
  await call(`/api/messages/${id}?masked=true`, 'GET', { cookie });
  await call(`/api/messages/${id}`, 'GET', { authorization: `Bearer ${viewer}` });
  await call(`/api/messages/${id}`, 'GET', { authorization: `Bearer ${operator}` });
  await call('/api/sinks/nobody/pause', 'POST', { authorization: `Bearer ${operator}` });
  const { items } = JSON.parse((await call('/api/audit?masked=true', 'GET', { cookie })).body);
  assert.deepEqual(
    items.map(({ name, by, action, target, status }: Record<string, unknown>) => [name, by, action, target, status]),
    [
      ['on-call', 'token', 'pauseSink', '/api/sinks/nobody/pause', 404],
      ['on-call', 'token', 'getMessage', `/api/messages/${id}`, 200],
      ['on-call', 'session', 'pauseSink', '/api/sinks/out/pause?reason=maintenance', 200],
      ['on-call', 'token', 'createSession', '/api/session', 200],
    ],
  );
});

test('the audit log is read a page at a time over days, and forgets a day after 400', async () => {
  const clock = heldClock(Date.parse('2026-01-01T23:59:59Z'));
  const audit = openAudit({ store: openKeptInMemory(), clock, log: recordingLog() });
  const entry = { name: 'on-call', role: 'operator', by: 'token', action: 'pauseSink' } as const;
  for (const target of ['/1', '/2', '/3', '/4', '/5']) {
    await (await audit.begin({ ...entry, target }))(200);
    clock.advance(1_000);
  }
  const targets: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await audit.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
    assert.ok(page.items.length <= 2);
    targets.push(...page.items.map(({ target }) => target));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(targets, ['/5', '/4', '/3', '/2', '/1']);
  await assert.rejects(audit.list({ limit: 2, cursor: 'bm90aGluZw' }), RangeError);
  for (let day = 0; day < 400; day += 1) {
    clock.advance(86_400_000);
    await audit.begin({ ...entry, target: `/later/${day}` });
  }
  const { items } = await audit.list({ limit: 1_000 });
  assert.deepEqual([items.length, items.at(-1)?.target], [400, '/later/0']);
});

test('an audit log that cannot be kept is written to the log, and stands in nobody’s way', async () => {
  const log = recordingLog();
  const full = { ...openKeptInMemory(), keep: () => Promise.reject(new Error('the disk is full')) };
  const audit = openAudit({ store: full, clock: heldClock(0), log });
  await (await audit.begin({ name: 'on-call', role: 'operator', by: 'token', action: 'getMessage', target: '/x' }))(
    200,
  );
  assert.equal(log.of('audit.not_kept').length, 2);
});
