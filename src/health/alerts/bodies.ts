/** What each kind of target is sent, as its documents ask for it. */
import { createHash } from 'node:crypto';
import type { Secret } from '../../trust/secrets.ts';
import type { Severity } from './severity.ts';
import type { Alert, AlertItem } from './target.ts';
import { type Block, linesOf, told } from './words.ts';

/** `gateway`: host of the public URL. Several requests where the other side takes one condition at a time. */
export type BodiesOf = (alert: Alert, gateway: string) => readonly unknown[];

/** For programs: all of it. */
export const plainBody: BodiesOf = (alert, gateway) => {
  const all = told(alert, gateway);
  return [
    {
      ...{ id: alert.id, what: alert.what, at: new Date(alert.atMs).toISOString(), gateway },
      ...{ title: all.title, text: linesOf(all) },
      items: alert.items.map(({ sinceMs, ...item }) => ({ ...item, since: new Date(sinceMs).toISOString() })),
    },
  ];
};

/** Slack folds a message after some 4,000 characters, and Teams refuses one of more than 28 KB. */
const CHAT_ITEMS = 10;
const CHAT_TEXT_MAX = 700;

const cut = (text: string): string => (text.length > CHAT_TEXT_MAX ? `${text.slice(0, CHAT_TEXT_MAX)}…` : text);

/** An incoming webhook of Slack, and of those that take its form (Mattermost, Rocket.Chat, Discord's `/slack`). */
export const slackBody: BodiesOf = (alert, gateway) => {
  const { title, blocks, ...rest } = told(alert, gateway, CHAT_ITEMS);
  const lines = linesOf({ title, ...rest, blocks: blocks.map(shortened) });
  return [{ text: escapedForSlack(`*${title}*\n${lines}`) }];
};

const shortened = (block: Block): Block => (block.text === undefined ? block : { ...block, text: cut(block.text) });

/** Slack reads `<`, `>` and `&` as markup: https://api.slack.com/reference/surfaces/formatting#escaping */
const escapedForSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const colours: Readonly<Record<Severity, string>> = { info: 'Accent', warning: 'Warning', critical: 'Attention' };

/** Not a TextBlock, which reads Markdown: a name with underscores would lose them. */
const line = (text: string, style = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...style }],
});

/** An adaptive card, which workflows of Teams take, as the connectors of before did in another form. `summary` is what a notification shows. */
export const teamsBody: BodiesOf = (alert, gateway) => {
  const { title, blocks, rest } = told(alert, gateway, CHAT_ITEMS);
  const isWell = alert.what === 'closed' || alert.what === 'test';
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    ...{ type: 'AdaptiveCard', version: '1.4', fallbackText: title, msteams: { width: 'Full' } },
    body: [
      line(title, { weight: 'Bolder', size: 'Medium' }),
      ...blocks.map(({ heading, text, link, severity }) => ({
        ...{ type: 'Container', separator: true },
        items: [
          line(heading, { weight: 'Bolder', color: isWell ? 'Good' : colours[severity] }),
          ...(text === undefined ? [] : [line(cut(text))]),
          ...(link === undefined ? [] : [{ type: 'TextBlock', text: `[What it means](${link})` }]),
        ],
      })),
      ...(rest === undefined ? [] : [line(rest)]),
    ],
  };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return [{ type: 'message', summary: title, attachments }];
};

const DEDUP_KEY_MAX = 255;
const SUMMARY_MAX = 1024;

/** Events API v2: one event for each condition, so that each is resolved by its own key. A reminder is none: PagerDuty reminds by itself. */
export function pagerDutyBodies(routingKey: Secret): BodiesOf {
  return (alert, gateway) => {
    if (alert.what === 'reminder') return [];
    const routing_key = routingKey.reveal();
    const trigger = (dedup_key: string, payload: object) => ({
      ...{ routing_key, dedup_key, event_action: 'trigger', client: 'Pushdock' },
      payload: { source: gateway, ...payload },
    });
    const resolve = (dedup_key: string) => ({ routing_key, dedup_key, event_action: 'resolve' });
    if (alert.what === 'test') {
      const { title, blocks } = told(alert, gateway);
      const summary = [title, ...blocks.map(({ heading, text }) => `${heading} ${text}`)].join(': ');
      const key = `pushdock ${gateway} test ${alert.id}`;
      // It leaves no incident behind.
      return [trigger(key, { summary, severity: 'info' }), resolve(key)];
    }
    return alert.items.map((item) => {
      const { kind, about, detail, severity, sinceMs, link } = item;
      const key = dedupKey(item, gateway);
      if (alert.what === 'closed') return resolve(key);
      const words = `${kind} (${about}): ${detail}`;
      const summary = words.slice(0, SUMMARY_MAX);
      const timestamp = new Date(sinceMs).toISOString();
      const rest = summary === words ? {} : { custom_details: { detail } };
      const payload = { summary, severity, timestamp, component: about, class: kind, ...rest };
      return { ...trigger(key, payload), links: [{ href: link, text: 'What it means' }] };
    });
  };
}

/** Two gateways that use one routing key must not resolve each other's incidents. */
function dedupKey({ kind, about }: AlertItem, gateway: string): string {
  const key = `pushdock ${gateway} ${kind} ${about}`;
  return key.length <= DEDUP_KEY_MAX ? key : `pushdock ${createHash('sha256').update(key).digest('hex')}`;
}
