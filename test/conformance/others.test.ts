/** Receivers that are not ours: one that is right, in a few lines, and some that are wrong on purpose. */
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { Report } from '../../src/conformance/check.ts';
import type { Heard, Said } from '../providers/appdirect/listening.ts';
import { hearing } from '../simulate/engine/hearing.ts';
import { pushdock } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { developmentSettings } from '../support/mocks.ts';

const key = developmentSettings.zettle.signingKey.reveal();

/** Somebody's receiver of Zettle's pushes, without a line of Pushdock. */
function rightReceiver() {
  const events = new Map<string, { readonly id: string }>();
  const answer = ({ method, target, headers, bytes }: Heard): Said => {
    if (method === 'GET' && target === '/events') return { status: 200, body: JSON.stringify([...events.values()]) };
    let push: { timestamp?: unknown; payload?: unknown; messageUuid?: unknown };
    try {
      push = JSON.parse(bytes.toString('utf8'));
    } catch {
      return { status: 401 };
    }
    const { timestamp, payload, messageUuid } = push;
    const given = Buffer.from(headers['x-izettle-signature'] ?? '', 'hex');
    const right = createHmac('sha256', key).update(`${timestamp}.${payload}`).digest();
    if (given.length !== right.length || !timingSafeEqual(given, right)) return { status: 401 };
    events.set(String(messageUuid), { id: String(messageUuid) });
    return { status: 200 };
  };
  return answer;
}

async function checked(
  t: TestContext,
  provider: string,
  answer: (heard: Heard) => Said | Promise<Said>,
  ...more: string[]
) {
  const receiver = await hearing(t, answer);
  const url = `${receiver.url}/hooks/in`;
  const words = more.map((word) => word.replace('{url}', receiver.url));
  const { code, stdout, stderr } = await pushdock([
    ...['conformance', url, '--provider', provider, '--port-base', String(await freePorts(8)), '--json', ...words],
  ]);
  assert.ok(stdout.startsWith('{'), stderr);
  const report: Report = JSON.parse(stdout);
  const ids = (outcome: string) => report.checks.filter((one) => one.outcome === outcome).map(({ id }) => id);
  return { code, report, failed: ids('failed'), passed: ids('passed'), unseen: ids('not observable') };
}

test('a correct receiver of somebody else passes what applies, and what cannot be seen is not counted as passed', async (t) => {
  const blind = await checked(t, 'zettle', rightReceiver());
  assert.deepEqual([blind.failed, blind.code], [[], 0]);
  assert.deepEqual(blind.unseen, [
    'sequential-duplicate-once',
    'concurrent-duplicates-once',
    'timeout-then-retry-once',
    'restart-between-attempts',
  ]);
  const seen = await checked(t, 'zettle', rightReceiver(), '--observe', '{url}/events', '--restart', 'true');
  assert.deepEqual([seen.failed, seen.unseen, seen.code], [[], [], 0]);
  assert.ok(seen.passed.includes('sequential-duplicate-once'));
});

test('a receiver that acknowledges everything fails where it should refuse', async (t) => {
  const { code, failed, report } = await checked(t, 'zettle', () => ({ status: 200 }));
  assert.equal(code, 1);
  assert.deepEqual(failed, ['missing-proof', 'malformed-proof', 'wrong-key', 'altered-after-signing']);
  const [first] = report.checks.filter(({ outcome }) => outcome === 'failed');
  assert.match(`${first?.why} ${first?.fix}`, /book sales that never happened\. Check the proof/);
});

test('a receiver that answers 400 to what it does not know fails where drift should be acknowledged', async (t) => {
  const right = rightReceiver();
  const { failed } = await checked(t, 'zettle', (heard) => {
    const said = right(heard);
    if (said.status !== 200) return said;
    const text = heard.bytes.toString();
    return /fieldOfTomorrow|EventOfTomorrow/.test(text) ? { status: 400 } : said;
  });
  assert.deepEqual(failed, ['unknown-field', 'zettle-unknown-event']);
});

test('a receiver that quotes its key fails the canary, and one that counts copies twice is found by its list', async (t) => {
  const right = rightReceiver();
  const leaking = await checked(t, 'zettle', (heard) => {
    const said = right(heard);
    return said.status === 401 ? { ...said, body: `the signature is not that of ${key}` } : said;
  });
  assert.deepEqual(leaking.failed, ['secret-canary']);
  const events: { readonly id: string }[] = [];
  const doubling = await checked(
    t,
    'zettle',
    (heard) => {
      if (heard.target === '/events') return { status: 200, body: JSON.stringify(events) };
      const said = right(heard);
      if (said.status === 200) events.push({ id: String(events.length) });
      return said;
    },
    ...['--observe', '{url}/events'],
  );
  assert.deepEqual(doubling.failed, [
    'sequential-duplicate-once',
    'concurrent-duplicates-once',
    'timeout-then-retry-once',
  ]);
});

test('a slow receiver fails in-time, and the answers of 1ShoppingCart must be exactly 200', async (t) => {
  const { failed } = await checked(
    t,
    'oneshoppingcart',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { status: 202 };
    },
    ...['--answer-within', '30'],
  );
  for (const id of ['sound', 'in-time', 'oneshoppingcart-test', 'missing-proof']) assert.ok(failed.includes(id), id);
});

test('a receiver that nobody answers at is unreachable, and a URL that names no provider needs --provider', async (t) => {
  const port = String(await freePorts(8));
  const gone = await pushdock(['conformance', 'http://127.0.0.1:9/push/zettle/pos', '--port-base', port]);
  assert.equal(gone.code, 4, gone.stderr);
  const unnamed = await pushdock(['conformance', 'http://127.0.0.1:9/hooks', '--port-base', port]);
  assert.deepEqual(
    [unnamed.code, /add --provider \(paazl, oneshoppingcart, zettle, appdirect\)/.test(unnamed.stderr)],
    [2, true],
  );
  t.diagnostic('both without a mock left running');
});
