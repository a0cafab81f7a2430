/** Receivers of our events: two made of public packages, in both modes, and some that are wrong on purpose. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import type { Report } from '../../src/conformance/check.ts';
import type { Heard, Said } from '../providers/appdirect/listening.ts';
import { hearing } from '../simulate/engine/hearing.ts';
import { pushdock } from '../support/command.ts';

const secret = 'whsec_ZGV2ZWxvcG1lbnQtd2ViaG9vay1zZWNyZXQtMDAwMQ==';

function isSigned({ headers, bytes }: Heard): boolean {
  try {
    new Webhook(secret).verify(bytes.toString('utf8'), { ...headers });
    return true;
  } catch {
    return false;
  }
}

/** `idOf` says which event it is. What it takes is listed at /seen. */
function receiver(idOf: (heard: Heard) => string) {
  const seen = new Set<string>();
  return (heard: Heard): Said => {
    if (heard.method === 'GET') return { status: 200, body: JSON.stringify([...seen].map((id) => ({ id }))) };
    if (!isSigned(heard)) return { status: 401 };
    seen.add(idOf(heard));
    return { status: 204 };
  };
}

const byWebhookId = () => receiver(({ headers }) => headers['webhook-id'] ?? '');

/** The CloudEvents SDK tells both modes apart by itself. */
const bySdk = () =>
  receiver(({ headers, bytes }) => {
    const event = HTTP.toEvent({ headers, body: bytes.toString('utf8') });
    return 'id' in event ? String(event.id) : '';
  });

async function checked(t: TestContext, answer: (heard: Heard) => Said, ...more: string[]) {
  const { url } = await hearing(t, answer);
  const words = more.map((word) => word.replace('{url}', url));
  const env = { EVENTS_SECRET: secret };
  const { code, stdout, stderr } = await pushdock(
    ['conformance', `${url}/events`, '--events', '--secret', 'env:EVENTS_SECRET', '--json', ...words],
    env,
  );
  assert.ok(stdout.startsWith('{'), stderr);
  const { checks }: Report = JSON.parse(stdout);
  const of = (outcome: string) =>
    checks.filter((one) => one.outcome === outcome).map(({ provider, id }) => `${provider} ${id}`);
  return { code, failed: of('failed'), passed: of('passed'), unseen: of('not observable'), checks };
}

for (const [name, answer] of [
  ['the package standardwebhooks', byWebhookId],
  ['standardwebhooks and the CloudEvents SDK', bySdk],
] as const)
  test(`a receiver made of ${name} passes every check, structured and binary`, async (t) => {
    const { code, failed, passed } = await checked(t, answer(), '--observe', '{url}/seen', '--restart', 'true');
    assert.deepEqual([failed, code], [[], 0]);
    for (const mode of ['structured', 'binary'])
      for (const id of ['stale-proof', 'altered-after-signing', 'sequential-duplicate-once', 'events-two-secrets'])
        assert.ok(passed.includes(`events-${mode} ${id}`), `${mode} ${id}`);
  });

test('a receiver that takes everything fails where it should refuse, and what cannot be seen is not counted as passed', async (t) => {
  const { code, failed, unseen } = await checked(t, () => ({ status: 200 }), '--mode', 'structured');
  assert.equal(code, 1);
  assert.deepEqual(failed, [
    'events-structured missing-proof',
    'events-structured malformed-proof',
    'events-structured wrong-key',
    'events-structured stale-proof',
    'events-structured altered-after-signing',
  ]);
  assert.ok(unseen.includes('events-structured sequential-duplicate-once'));
});

test('a receiver that looks for the envelope in the body passes in the structured mode and fails in the binary one', async (t) => {
  const right = byWebhookId();
  const { failed } = await checked(t, (heard) => {
    const said = right(heard);
    return said.status === 204 && !heard.bytes.toString().includes('"specversion"') ? { status: 400 } : said;
  });
  assert.ok(failed.includes('events-binary sound'), failed.join());
  assert.deepEqual(
    failed.filter((one) => one.startsWith('events-structured')),
    [],
  );
});

test('a receiver that knows one signature only is found', async (t) => {
  const impatient = await checked(
    t,
    (heard) => {
      const given = heard.headers['webhook-signature'] ?? '';
      return given.includes(' ') || !isSigned(heard) ? { status: 401 } : { status: 204 };
    },
    '--mode',
    'binary',
  );
  assert.deepEqual(impatient.failed, ['events-binary events-two-secrets']);
});

test('without its secret a receiver of events cannot be tried, and a text that is no secret is refused', async () => {
  const none = await pushdock(['conformance', 'http://127.0.0.1:9/events', '--events']);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /name its secret with --secret/);
  const wrong = await pushdock(['conformance', 'http://127.0.0.1:9/events', '--events', '--secret', 'env:S'], {
    S: 'hush',
  });
  assert.equal(wrong.code, 3);
  assert.match(wrong.stderr, /--secret begins with none of whsec_/);
  assert.ok(!wrong.stderr.includes('hush'));
});
