/** How old a signed push may be: what is older than identities are remembered is kept and acknowledged, and becomes no event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfiguration } from '../../../src/config.ts';
import { openZettleContract, process } from '../../../src/providers/zettle/process.ts';
import { signedWindow } from '../../../src/providers/zettle/signed-window.ts';
import { bytesOf, envelope, type Members } from './pushes.ts';

const contract = openZettleContract();
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const signedAt = '2021-04-19T13:17:56.585Z';
const signedAtMs = Date.parse(signedAt);
const month = { messages: '30d' };
const usual = signedWindow({ signedWithin: '7d' }, month);

/** The reason why it is held back, or `undefined` for one that became its event. */
function heldBack(
  receivedAtMs: number,
  window = usual,
  members: Members = { timestamp: signedAt },
): string | undefined {
  const processed = process({ bytes: bytesOf(envelope(members)), receivedAtMs }, contract, window);
  if (processed.kind === 'processed') return undefined;
  assert.ok(processed.kind === 'quarantined', processed.kind);
  return processed.reason;
}

test('a push that was signed longer ago than its identity is certainly remembered is held back, with the reason', () => {
  assert.equal(heldBack(signedAtMs + 7 * day), undefined);
  assert.match(heldBack(signedAtMs + 7 * day + 1) ?? '', /signed 7 days before it came.*captured push sent again/);
  assert.match(heldBack(signedAtMs + 400 * day) ?? '', /signed 400 days before/);
});

test('a signed time that is a number is milliseconds since 1970, and becomes its event with a finding', () => {
  const members = { timestamp: signedAtMs };
  assert.equal(heldBack(signedAtMs + 72 * hour, usual, members), undefined);
  assert.match(heldBack(signedAtMs + 400 * day, usual, members) ?? '', /signed 400 days before/);
  assert.match(heldBack(signedAtMs, usual, { timestamp: Math.floor(signedAtMs / 1000) }) ?? '', /before it came/);
  const processed = process({ bytes: bytesOf(envelope(members)), receivedAtMs: signedAtMs }, contract, usual);
  assert.ok(processed.kind === 'processed');
  assert.deepEqual(
    processed.findings.map(({ rule, path }) => `${rule} ${path}`),
    ['wrong_type /timestamp'],
  );
});

test("Zettle's last retry, after three days, becomes its event", () => {
  assert.equal(heldBack(signedAtMs + 72 * hour), undefined);
});

test('a push from the future is held back, beyond the ten minutes by which clocks may differ', () => {
  assert.equal(heldBack(signedAtMs - 10 * minute), undefined);
  assert.match(heldBack(signedAtMs - 10 * minute - 1) ?? '', /ahead of this machine's clock/);
});

test('the window is shorter where messages are forgotten sooner, by as much as a push may come before its time', () => {
  const window = signedWindow({ signedWithin: '7d' }, { messages: '1d' });
  assert.equal(heldBack(signedAtMs + day - 10 * minute, window), undefined);
  assert.match(heldBack(signedAtMs + day - 10 * minute + 1, window) ?? '', /signed 23 h 50 min before/);
});

test('a memory that never ends makes the window no longer than it is configured', () => {
  assert.deepEqual(signedWindow({ signedWithin: '7d' }, { messages: 'forever' })?.olderMs, 7 * day);
  assert.deepEqual(signedWindow({ signedWithin: '20d' }, month)?.olderMs, 20 * day);
});

test('no time is looked at where that is switched off, nor in a sandbox', () => {
  assert.equal(signedWindow({ signedWithin: 'off' }, month), undefined);
  assert.equal(signedWindow({ signedWithin: '7d', sandbox: true }, month), undefined);
  const off = signedWindow({ signedWithin: 'off' }, month);
  assert.equal(
    process({ bytes: bytesOf(envelope({ timestamp: signedAt })), receivedAtMs: Date.now() }, contract, off).kind,
    'processed',
  );
});

test('a signed time is read in every way in which Zettle writes times', () => {
  for (const timestamp of [
    '2021-04-19T13:17:56Z',
    '2021-04-19T13:17:56.585207Z',
    '2021-04-19T15:17:56.585+0200',
    '2021-04-19T15:17:56.585+02:00',
    '2021-04-19T13:17:56.585',
    '2021-04-19 13:17:56z',
  ])
    assert.equal(heldBack(signedAtMs + minute, usual, { timestamp }), undefined, timestamp);
});

test('a signed time that cannot be read says nothing about its age, so the push is held back', () => {
  for (const timestamp of ['', 'yesterday', '2021-13-19T13:17:56Z'])
    assert.match(heldBack(signedAtMs, usual, { timestamp }) ?? '', /is not a readable time/, timestamp);
});

test('a configuration that says nothing has the window of seven days, and development alone may switch it off', () => {
  const withPos = (pos: object, top: object = {}) =>
    checkConfiguration(
      {
        ...top,
        publicUrl: 'https://hooks.example.com',
        admin: { tokens: [{ name: 'on-call', secret: { env: 'TOKEN' } }] },
        sources: { pos: { provider: 'zettle', signingKeys: [{ env: 'KEY' }], ...pos } },
      },
      { TOKEN: 'not-a-real-operator-token', KEY: 'test-only-signing-key-of-nobody-0001' },
    ).sources.pos?.window;
  assert.deepEqual(withPos({}), { olderMs: 7 * day, aheadMs: 10 * minute });
  assert.deepEqual(withPos({}, { policy: { retention: { messages: '2d' } } }), {
    olderMs: 2 * day - 10 * minute,
    aheadMs: 10 * minute,
  });
  assert.throws(
    () => withPos({ signedWithin: 'off' }),
    /sources\.pos\.signedWithin: off is allowed in development only/,
  );
});
