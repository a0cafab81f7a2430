import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { AlertTargetSettings } from '../../src/config/settings.ts';
import { openAlerts } from '../../src/health/alerts/alerts.ts';
import { compare, ledgerBytes, newLedger, readLedger } from '../../src/health/alerts/ledger.ts';
import { isQuiet } from '../../src/health/alerts/quiet-hours.ts';
import type { Condition } from '../../src/running/conditions.ts';
import { checkStandardWebhook, readWebhookKey } from '../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { heldClock } from '../store/held-clock.ts';
import { openStoreAt } from '../store/test-store.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const atMs = Date.UTC(2026, 0, 15, 12);
const whsec = Secret.of(`whsec_${Buffer.from('test-only-secret-of-the-alerts!!').toString('base64')}`);
const common = { conditions: [], severity: 'warning', reach: 'any' } as const;
const risk: Condition = {
  kind: 'source-at-risk',
  about: 'source pos',
  detail: 'Zettle <soon> deletes it.',
  sinceMs: atMs,
};
const letters: Condition = { kind: 'dead-letters', about: 'sink orders', detail: '16 dead letters.', sinceMs: atMs };

type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A web server on loopback that keeps what it hears. */
async function listening(t: TestContext, status: () => number = () => 200) {
  const heard: Heard[] = [];
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status()).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook-of-the-test` };
}

/** The least of an SMTP server: it takes every mail, and keeps it. */
async function mailServer(t: TestContext) {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let data: string | undefined;
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      if (data !== undefined) {
        data += text;
        if (!data.endsWith('\r\n.\r\n')) return;
        mails.push(data);
        data = undefined;
        socket.write('250 taken\r\n');
      } else if (/^DATA/i.test(text)) {
        data = '';
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { mails, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function openTelling(t: TestContext, target: AlertTargetSettings, path = `${temporaryFolder(t)}/pushdock.db`) {
  const clock = heldClock(atMs + 10_000);
  const log = recordingLog();
  const store = await openStoreAt({ path }, { clock, log });
  const applying: Condition[] = [];
  const alerts = openAlerts({
    configuration: { alerts: { tried: target }, development: true },
    store,
    linkOf: (kind) => `https://hooks.example.com/contracts/guides/conditions.html#${kind}`,
    clock,
    log,
  });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await alerts.close();
    await store.close();
  };
  t.after(close);
  alerts.start({ examine: async () => applying });
  return {
    alerts,
    applying,
    clock,
    log,
    close,
    /** Moves the clock until it holds. */
    passes: (holds: () => boolean) =>
      until(() => {
        clock.advance(1_000);
        return holds();
      }),
  };
}

test('an HTTP target gets one signed alert when a condition opens and one when it is over, with a link to the guide', async (t) => {
  const { heard, url } = await listening(t);
  const { applying, passes } = await openTelling(t, { ...common, type: 'http', url, secrets: [whsec] });
  applying.push(risk, letters);
  await passes(() => heard.length === 1);
  const [opened] = heard;
  const key = readWebhookKey(whsec);
  assert.ok(key.ok && opened);
  const body = JSON.parse(opened.body);
  assert.deepEqual(checkStandardWebhook(opened.headers, Buffer.from(opened.body), [key.key], atMs + 10_000), {
    ok: true,
    id: body.id,
  });
  assert.equal(body.what, 'opened');
  assert.deepEqual(
    body.items.map(({ kind, severity, link }: { kind: string; severity: string; link: string }) => [
      kind,
      severity,
      link.split('#')[1],
    ]),
    [
      ['source-at-risk', 'critical', 'source-at-risk'],
      ['dead-letters', 'warning', 'dead-letters'],
    ],
  );
  applying.length = 0;
  await passes(() => heard.length === 2);
  assert.equal(JSON.parse(heard[1]?.body ?? '').what, 'closed');
});

test('Slack gets text whose markup is escaped, Teams an adaptive card', async (t) => {
  const slack = await listening(t);
  const teams = await listening(t);
  for (const [type, one] of [
    ['slack', slack],
    ['teams', teams],
  ] as const) {
    const { applying, passes } = await openTelling(t, { ...common, type, url: Secret.of(one.url) });
    applying.push(risk);
    await passes(() => one.heard.length === 1);
  }
  assert.match(
    JSON.parse(slack.heard[0]?.body ?? '').text,
    /source-at-risk \(source pos\).*Zettle &lt;soon&gt; deletes it/s,
  );
  const [attachment] = JSON.parse(teams.heard[0]?.body ?? '').attachments;
  assert.equal(attachment.contentType, 'application/vnd.microsoft.card.adaptive');
  assert.match(JSON.stringify(attachment.content.body), /Zettle <soon> deletes it/);
});

test('PagerDuty gets an event for each condition, and resolves each by the same key', async (t) => {
  const { heard, url } = await listening(t, () => 202);
  const routingKey = Secret.of('test-only-routing-key-000000000000');
  const { applying, passes } = await openTelling(t, { ...common, type: 'pagerduty', url, routingKey });
  applying.push(risk, letters);
  await passes(() => heard.length === 2);
  applying.length = 0;
  await passes(() => heard.length === 4);
  const events = heard.map(({ body }) => JSON.parse(body));
  assert.deepEqual(
    events.map(({ event_action, dedup_key }) => [event_action, dedup_key]),
    [
      ['trigger', 'pushdock source-at-risk source pos'],
      ['trigger', 'pushdock dead-letters sink orders'],
      ['resolve', 'pushdock source-at-risk source pos'],
      ['resolve', 'pushdock dead-letters sink orders'],
    ],
  );
  assert.equal(events[0].payload.severity, 'critical');
});

test('a mail is sent by SMTP, with what is wrong in its subject and what to do in its text', async (t) => {
  const { mails, url } = await mailServer(t);
  const target = {
    ...common,
    type: 'email',
    server: url,
    from: 'pushdock@example.com',
    to: ['on-call@example.com'],
  } as const;
  const { applying, passes, alerts } = await openTelling(t, target);
  applying.push(letters);
  await passes(() => mails.length === 1);
  assert.match(mails[0] ?? '', /Subject: Pushdock: dead-letters \(sink orders\)/);
  assert.match(mails[0] ?? '', /To: on-call@example.com/);
  assert.match((mails[0] ?? '').replaceAll('=\r\n', ''), /16 dead letters/);
  assert.deepEqual(await alerts.test('tried'), { ok: true });
  assert.match(mails[1] ?? '', /this is a test/);
});

test('an alert that is not taken is tried again, is a condition meanwhile, and survives a restart', async (t) => {
  let status = 503;
  const { heard, url } = await listening(t, () => status);
  const path = `${temporaryFolder(t)}/pushdock.db`;
  const target = { ...common, type: 'http', url, secrets: [whsec] } as const;
  const first = await openTelling(t, target, path);
  first.applying.push(letters);
  await first.passes(() => heard.length >= 2);
  await first.passes(() => {
    const found = first.alerts.watch(first.clock.now());
    return Array.isArray(found) && found[0]?.kind === 'alert-undelivered';
  });
  assert.match(first.alerts.list()[0]?.fault?.reason ?? '', /answered 503/);
  await first.close();
  status = 200;
  const before = heard.length;
  const second = await openTelling(t, target, path);
  second.applying.push(letters);
  await second.passes(() => heard.length === before + 1 && second.alerts.list()[0]?.waiting === 0);
  const ids = new Set(heard.map(({ body }) => JSON.parse(body).id));
  assert.equal(ids.size, 1, 'a retry is the same alert');
  second.clock.advance(60_000);
  await second.passes(() => second.alerts.list()[0]?.fault === undefined);
  assert.equal(heard.length, before + 1);
});

test('a target hears only of the conditions and severities that it asks for', () => {
  const ledger = newLedger();
  const parts = { nowMs: atMs + 10_000, id: () => 'id', linkOf: (kind: string) => `#${kind}` };
  const told = (wanted: Parameters<typeof compare>[2]) => {
    const own = newLedger();
    compare(own, [risk, letters], wanted, parts);
    return own.outbox.flatMap(({ alert }) => alert.items.map(({ kind }) => kind));
  };
  assert.deepEqual(told({ conditions: [], severity: 'critical' }), ['source-at-risk']);
  assert.deepEqual(told({ conditions: ['dead-*'], severity: 'info' }), ['dead-letters']);
  assert.deepEqual(readLedger(ledgerBytes(ledger)), ledger);
});

test('quiet hours hold back what is not critical, over midnight and in their zone, and a condition that goes on is told again', () => {
  const hours = { from: '22:00', to: '07:00', zone: 'Europe/Amsterdam' };
  assert.equal(isQuiet(hours, Date.UTC(2026, 0, 15, 21, 30)), true); // 22:30 there
  assert.equal(isQuiet(hours, Date.UTC(2026, 0, 15, 6, 30)), false); // 07:30 there
  const ledger = newLedger();
  let nowMs = Date.UTC(2026, 0, 15, 21, 30);
  const look = (found: readonly Condition[]) => {
    compare(
      ledger,
      found,
      { conditions: [], severity: 'info', quietHours: hours, remindMs: 3_600_000 },
      { nowMs, id: () => String(nowMs), linkOf: () => '' },
    );
    return ledger.outbox.splice(0).map(({ alert: { what, items } }) => [what, ...items.map(({ kind }) => kind)]);
  };
  const both = [risk, letters].map((one) => ({ ...one, sinceMs: nowMs - 60_000 }));
  assert.deepEqual(look(both), [['opened', 'source-at-risk']]);
  nowMs = Date.UTC(2026, 0, 16, 6, 30);
  assert.deepEqual(look(both), [
    ['opened', 'dead-letters'],
    ['reminder', 'source-at-risk'],
  ]);
  nowMs += 60_000;
  assert.deepEqual(look([]), [['closed', 'source-at-risk', 'dead-letters']]);
});
