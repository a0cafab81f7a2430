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
import { passingUntil, until } from '../support/until.ts';

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
async function listening(
  t: TestContext,
  status: () => number = () => 200,
  answer: (path: string) => string = () => '',
) {
  const heard: Heard[] = [];
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status()).end(answer(`http://${request.headers.host}${request.url}`));
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

async function openTelling(
  t: TestContext,
  target: AlertTargetSettings,
  path = `${temporaryFolder(t)}/pushdock.db`,
  looked = () => {},
) {
  const clock = heldClock(atMs + 10_000);
  const log = recordingLog();
  const store = await openStoreAt({ path }, { clock, log });
  const applying: Condition[] = [];
  const open = () =>
    openAlerts({
      configuration: { alerts: { tried: target }, development: true },
      store,
      gateway: () => 'hooks.example.com',
      linkOf: (kind) => `https://hooks.example.com/contracts/guides/conditions.html#${kind}`,
      clock,
      log,
    });
  const alerts = open();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await alerts.close();
    await store.close();
  };
  t.after(close);
  alerts.start({
    examine: async () => {
      looked();
      return applying;
    },
  });
  return {
    alerts,
    applying,
    clock,
    log,
    close,
    /** Of another gateway on the same store. */
    beside: (test: TestContext) => {
      const other = open();
      test.after(() => other.close());
      return other;
    },
    /** Whether nothing is under way, so that a clock that jumps ahead cuts no request off. */
    settled: async () => (await alerts.list())[0]?.waiting === 0,
    /** Moves the clock until it holds. A request has ten seconds of the clock: forty turns of the loop in which it is also answered. */
    passes: (holds: () => boolean | Promise<boolean>) => passingUntil(clock, holds, { stepMs: 250, everyMs: 1 }),
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
  const { content, contentType } = cardOf(teams.heard[0]);
  assert.equal(contentType, 'application/vnd.microsoft.card.adaptive');
  assert.equal(content.fallbackText, 'Critical: source-at-risk (source pos) - Pushdock at hooks.example.com');
  assert.match(JSON.stringify(content.body), /Zettle <soon> deletes it/);
  assert.match(JSON.stringify(content.body), /"color":"Attention"/);
});

const cardOf = (heard: Heard | undefined) => JSON.parse(heard?.body ?? '').attachments[0];

test('a hundred conditions with long words stay below what Teams takes, the most urgent first, and the rest is counted', async (t) => {
  const { heard, url } = await listening(t, () => 202);
  const { applying, passes } = await openTelling(t, { ...common, type: 'teams', url: Secret.of(url) });
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...{ ...letters, about: `sink sink-${index}`, detail: 'é'.repeat(2_000) },
  }));
  applying.push(...many, risk);
  await passes(() => heard.length === 1);
  assert.ok(Buffer.byteLength(heard[0]?.body ?? '') < 28_000);
  const { body, fallbackText } = cardOf(heard[0]).content;
  assert.equal(fallbackText, 'Critical: 41 conditions (source-at-risk, dead-letters) - Pushdock at hooks.example.com');
  assert.match(JSON.stringify(body[1]), /source-at-risk/);
  assert.match(JSON.stringify(body.at(-1)), /31 more: run `pushdock doctor`/);
});

test('a name with underscores keeps them in Teams, whose text blocks read Markdown', async (t) => {
  const { heard, url } = await listening(t, () => 202);
  const { applying, passes } = await openTelling(t, { ...common, type: 'teams', url: Secret.of(url) });
  applying.push({ ...letters, detail: 'Look at _pushdock_commit_seconds_.' });
  await passes(() => heard.length === 1);
  type Element = { readonly type: string; readonly text?: string; readonly items?: readonly Element[] };
  const blocks = (elements: readonly Element[]): readonly Element[] =>
    elements.flatMap((one) => [one, ...blocks(one.items ?? [])]);
  const marked = blocks(cardOf(heard[0]).content.body).filter(({ type }) => type === 'TextBlock');
  assert.deepEqual(
    marked.map(({ text }) => text),
    ['[What it means](https://hooks.example.com/contracts/guides/conditions.html#dead-letters)'],
  );
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
      ['trigger', 'pushdock hooks.example.com source-at-risk source pos'],
      ['trigger', 'pushdock hooks.example.com dead-letters sink orders'],
      ['resolve', 'pushdock hooks.example.com source-at-risk source pos'],
      ['resolve', 'pushdock hooks.example.com dead-letters sink orders'],
    ],
  );
  const { payload, links } = events[0];
  assert.deepEqual(
    [payload.severity, payload.source, payload.component],
    ['critical', 'hooks.example.com', 'source pos'],
  );
  assert.match(payload.summary, /^source-at-risk \(source pos\): Zettle <soon> deletes it\.$/);
  assert.match(links[0].href, /#source-at-risk$/);
});

test('PagerDuty hears of no reminder, and tells two conditions with long names apart', async (t) => {
  const { heard, url } = await listening(t, () => 202);
  const routingKey = Secret.of('test-only-routing-key-000000000000');
  const target = { ...common, type: 'pagerduty', url, routingKey, remindMs: 60_000 } as const;
  const { applying, passes, clock, settled } = await openTelling(t, target);
  const long = (end: string): Condition => ({ ...letters, about: `sink ${'x'.repeat(300)}${end}` });
  applying.push(long('1'), long('2'));
  await passes(() => heard.length === 2 && settled());
  const keys = heard.map(({ body }) => JSON.parse(body).dedup_key as string);
  assert.equal(new Set(keys).size, 2);
  assert.ok(keys.every((key) => key.length <= 255));
  clock.advance(120_000);
  applying.length = 0;
  await passes(() => heard.length === 4);
  assert.deepEqual(
    heard.slice(2).map(({ body }) => JSON.parse(body).event_action),
    ['resolve', 'resolve'],
  );
});

for (const [type, read] of [
  ['slack', ({ body }: Heard) => JSON.parse(body).text.split('\n')[0].replaceAll('*', '')],
  ['teams', (one: Heard) => cardOf(one).content.fallbackText],
  ['http', ({ body }: Heard) => JSON.parse(body).title],
] as const)
  test(`a target of type ${type} hears that a condition opened, is reminded, hears how long it was, and takes a test`, async (t) => {
    const { heard, url } = await listening(t);
    const settings = { ...common, remindMs: 3_600_000 };
    const target: AlertTargetSettings =
      type === 'http' ? { ...settings, type, url, secrets: [whsec] } : { ...settings, type, url: Secret.of(url) };
    const { applying, passes, clock, alerts, settled } = await openTelling(t, target);
    applying.push(letters);
    await passes(() => heard.length === 1 && settled());
    clock.advance(3_600_000);
    await passes(() => heard.length === 2 && settled());
    applying.length = 0;
    await passes(() => heard.length === 3 && settled());
    assert.deepEqual(await alerts.test('tried'), { ok: true });
    const whose = '- Pushdock at hooks.example.com';
    assert.deepEqual(heard.map(read), [
      `Warning: dead-letters (sink orders) ${whose}`,
      `Reminder, warning: dead-letters (sink orders) ${whose}`,
      `Over: dead-letters (sink orders) ${whose}`,
      `Test of this alert target ${whose}`,
    ]);
    assert.match(heard[2]?.body ?? '', /Over after 6\d min, since 2026-01-15 12:00 UTC/);
  });

test('a target does not hear that it takes nothing, as others do', async (t) => {
  const { heard, url } = await listening(t);
  const { applying, passes } = await openTelling(t, { ...common, type: 'slack', url: Secret.of(url) });
  const of = (name: string): Condition => ({ ...letters, kind: 'alert-undelivered', about: `alert target ${name}` });
  applying.push(of('tried'), of('other'));
  await passes(() => heard.length === 1);
  assert.match(heard[0]?.body ?? '', /alert-undelivered \(alert target other\)/);
  assert.doesNotMatch(heard[0]?.body ?? '', /alert target tried/);
});

test('a refusal of a target is shown in its own words, without the secret, and a test that it takes sends what waits at once', async (t) => {
  let status = 400;
  const { heard, url } = await listening(
    t,
    () => status,
    (path) => `Invalid\nrouting key: ${path}`,
  );
  const { applying, passes, alerts, clock } = await openTelling(t, { ...common, type: 'slack', url: Secret.of(url) });
  applying.push(letters);
  await passes(() => heard.length > 5);
  const [standing] = await alerts.list();
  assert.equal(standing?.fault?.reason, 'answered 400: Invalid routing key: ***');
  status = 200;
  const before = heard.length;
  assert.deepEqual(await alerts.test('tried'), { ok: true });
  clock.advance(1_000);
  await until(() => heard.length === before + 2);
  assert.match(heard.at(-1)?.body ?? '', /dead-letters/);
});

test('of two gateways on one store one tells, and both say what waits and that a target takes nothing only while it does', async (t) => {
  let status = 503;
  const { heard, url } = await listening(t, () => status);
  const target = { ...common, type: 'http', url, secrets: [whsec] } as const;
  const path = `${temporaryFolder(t)}/pushdock.db`;
  const first = await openTelling(t, target, path);
  first.applying.push(letters);
  await first.passes(() => heard.length > 1);
  const waits = async (alerts: typeof first.alerts) =>
    (await alerts.list()).map(({ waiting, open }) => [waiting, open]);
  const second = first.beside(t);
  second.start({ examine: async () => first.applying });
  first.clock.advance(1_000);
  assert.deepEqual([await waits(first.alerts), await waits(second)], [[[1, 1]], [[1, 1]]]);
  first.clock.advance(120_000);
  await first.passes(() => [...[first.alerts.watch(first.clock.now())].flat()].length === 1);
  assert.deepEqual(second.watch(first.clock.now()), [], 'only the one that tells knows');
  status = 200;
  await first.passes(() => heard.length > 0);
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
  assert.match(mails[0] ?? '', /Subject: Warning: dead-letters \(sink orders\) - Pushdock at/);
  assert.match(mails[0] ?? '', /To: on-call@example.com/);
  assert.match((mails[0] ?? '').replaceAll('=\r\n', ''), /16 dead letters/);
  assert.deepEqual(await alerts.test('tried'), { ok: true });
  assert.match(mails[1] ?? '', /Nothing is wrong/);
  applying.push(risk);
  await passes(() => mails.length === 3);
  assert.match(mails[2] ?? '', /^X-Priority: 1/m, 'what is critical is marked as urgent');
  assert.doesNotMatch(mails[0] ?? '', /Priority/);
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
  assert.match((await first.alerts.list())[0]?.fault?.reason ?? '', /answered 503/);
  await first.close();
  status = 200;
  const before = heard.length;
  const second = await openTelling(t, target, path);
  second.applying.push(letters);
  await second.passes(async () => heard.length === before + 1 && (await second.alerts.list())[0]?.waiting === 0);
  const ids = new Set(heard.map(({ body }) => JSON.parse(body).id));
  assert.equal(ids.size, 1, 'a retry is the same alert');
  second.clock.advance(60_000);
  await second.passes(async () => (await second.alerts.list())[0]?.fault === undefined);
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

test('a night of quiet hours with a condition that waits for their end is no reason to look at the store every second', async (t) => {
  const { url } = await listening(t);
  const quietHours = { from: '00:00', to: '23:59', zone: 'UTC' };
  let looks = 0;
  const { clock, applying, passes } = await openTelling(
    t,
    { ...common, type: 'http', url, secrets: [whsec], quietHours },
    undefined,
    () => {
      looks += 1;
    },
  );
  applying.push({ ...letters, sinceMs: clock.now() });
  const [beforeMs, before] = [clock.now(), looks];
  await passes(() => looks - before >= 6);
  const tookMs = clock.now() - beforeMs;
  assert.ok(tookMs >= 20_000, `six looks in ${tookMs} ms`);
});

test('conditions that opened one after the other are reminded of together', () => {
  const ledger = newLedger();
  let nowMs = atMs;
  const look = (found: readonly Condition[]) => {
    const wanted = { conditions: [], severity: 'info', remindMs: 3_600_000 } as const;
    compare(ledger, found, wanted, { nowMs, id: () => String(nowMs), linkOf: () => '' });
    return ledger.outbox.splice(0).map(({ alert: { what, items } }) => [what, ...items.map(({ kind }) => kind)]);
  };
  nowMs += 10_000;
  assert.deepEqual(look([risk]), [['opened', 'source-at-risk']]);
  nowMs += 600_000;
  assert.deepEqual(look([risk, letters]), [['opened', 'dead-letters']]);
  nowMs += 3_000_000;
  assert.deepEqual(look([risk, letters]), [['reminder', 'source-at-risk', 'dead-letters']]);
  nowMs += 600_000;
  assert.deepEqual(look([risk, letters]), []);
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
