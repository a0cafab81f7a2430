/** What a program is told: our own signed alerts, and PagerDuty's events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from '../../../src/running/conditions.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { atMs, common, letters, listening, openTelling, risk, whsec } from './telling.ts';

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
