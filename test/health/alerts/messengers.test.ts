/** What people read in Slack, in Teams and in a mail. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { AlertTargetSettings } from '../../../src/config/settings.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { cardOf, common, type Heard, letters, listening, openTelling, risk, whsec } from './telling.ts';

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
