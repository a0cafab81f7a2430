/** Targets that are a POST of JSON: signed as a sink is, or in the form of Slack, Teams or PagerDuty. */

import { retryAfterMs } from '../../outbound/backoff.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import { openPoster } from '../../outbound/poster.ts';
import type { Reach } from '../../outbound/public-address.ts';
import type { Clock } from '../../running/clock.ts';
import { readWebhookKey, signStandardWebhook } from '../../trust/schemes/standard-webhooks.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { Alert, AlertItem, AlertTarget, Sent } from './target.ts';
import { linesOf, textOf, titleOf } from './words.ts';

const TIMEOUT_MS = 10_000;
const KEPT_BYTES = 256;

/** `requestsOf`: several where the other side takes one condition at a time; all must be taken. */
export function openPostTarget(
  url: Secret | string,
  reach: Reach,
  clock: Clock,
  requestsOf: (alert: Alert) => readonly unknown[],
  headersOf: (alert: Alert, body: Uint8Array) => Readonly<Record<string, string>> = () => ({}),
): AlertTarget {
  const poster = openPoster({
    url: typeof url === 'string' ? url : url.reveal(),
    reach,
    connections: 1,
    timeoutMs: TIMEOUT_MS,
    keptBytes: KEPT_BYTES,
    clock,
  });

  async function post(alert: Alert, content: unknown, signal: AbortSignal): Promise<Sent> {
    const body = Buffer.from(JSON.stringify(content));
    const headers = { 'user-agent': 'pushdock', 'content-type': 'application/json', ...headersOf(alert, body) };
    try {
      const { status, retryAfter } = await poster.post(headers, body, signal);
      if (status >= 200 && status < 300) return { ok: true };
      const waitMs = retryAfterMs(retryAfter, clock.now());
      return { ok: false, reason: `answered ${status}`, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
    } catch (error) {
      if (error instanceof OutboundFault) return { ok: false, reason: error.message };
      if (signal.aborted) return { ok: false, reason: 'the gateway stopped meanwhile' };
      throw error;
    }
  }

  return {
    send: async (alert, signal) => {
      for (const content of requestsOf(alert)) {
        const sent = await post(alert, content, signal);
        if (!sent.ok) return sent;
      }
      return { ok: true };
    },
    close: () => poster.close(),
  };
}

/** Signed as Standard Webhooks, as an HTTP sink is. */
export function signedHeaders(secrets: readonly Secret[], clock: Clock) {
  const keys = secrets.map((secret) => {
    const read = readWebhookKey(secret);
    if (!read.ok) throw new TypeError(`a secret of an alert target ${read.sentence}`);
    return read.key;
  });
  return ({ id }: Alert, body: Uint8Array): Readonly<Record<string, string>> => ({
    'idempotency-key': id,
    ...signStandardWebhook({ id, timestampSeconds: Math.floor(clock.now() / 1000), body }, keys),
  });
}

export const plainBody = (alert: Alert): readonly unknown[] => [
  {
    id: alert.id,
    what: alert.what,
    at: new Date(alert.atMs).toISOString(),
    title: titleOf(alert),
    text: linesOf(alert).join('\n'),
    items: alert.items.map(({ sinceMs, ...item }) => ({ ...item, since: new Date(sinceMs).toISOString() })),
  },
];

/** An incoming webhook of Slack, and of those that take its form (Mattermost, Rocket.Chat, Discord's `/slack`). */
export const slackBody = (alert: Alert): readonly unknown[] => [{ text: escapedForSlack(textOf(alert)) }];

/** Slack reads `<`, `>` and `&` as markup: https://api.slack.com/reference/surfaces/formatting#escaping */
const escapedForSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An adaptive card, which workflows of Teams take, as the connectors of before did in another form. */
export const teamsBody = (alert: Alert): readonly unknown[] => [
  {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', text: titleOf(alert), weight: 'Bolder', wrap: true },
            ...linesOf(alert).map((text) => ({ type: 'TextBlock', text, wrap: true })),
          ],
        },
      },
    ],
  },
];

const pagerDutySeverity = { info: 'info', warning: 'warning', critical: 'critical' } as const;

/** Events API v2: one event for each condition, so that each is resolved by its own key. A reminder is none: PagerDuty reminds by itself. */
export function pagerDutyBodies(routingKey: Secret) {
  return (alert: Alert): readonly unknown[] => {
    if (alert.what === 'reminder') return [];
    const items = alert.what === 'test' ? [testItem(alert)] : alert.items;
    return items.flatMap((item) => {
      const trigger = {
        routing_key: routingKey.reveal(),
        event_action: alert.what === 'closed' ? 'resolve' : 'trigger',
        dedup_key: `pushdock ${item.kind} ${item.about}`.slice(0, 255),
        ...(alert.what !== 'closed' && {
          payload: {
            summary: `${item.kind} (${item.about}): ${item.detail}`.slice(0, 1024),
            source: 'pushdock',
            severity: pagerDutySeverity[item.severity],
            timestamp: new Date(item.sinceMs).toISOString(),
            component: item.about,
            class: item.kind,
          },
          links: [{ href: item.link, text: 'What it means' }],
        }),
      };
      // A test leaves no incident behind.
      return alert.what === 'test' ? [trigger, { ...trigger, event_action: 'resolve' }] : [trigger];
    });
  };
}

const testItem = ({ id, atMs }: Alert): AlertItem => ({
  kind: 'test',
  about: id,
  detail: 'Nothing is wrong. Somebody ran `pushdock alerts test`.',
  severity: 'info',
  sinceMs: atMs,
  link: 'https://developer.pagerduty.com/docs/events-api-v2-overview',
});
