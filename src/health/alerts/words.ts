/** An alert in words: a line, and a text of a few lines. */
import type { Alert, AlertItem } from './target.ts';

export function titleOf({ what, items }: Alert): string {
  const [first] = items;
  if (what === 'test') return 'Pushdock: this is a test of this alert target';
  const words = { opened: '', closed: 'Over: ', reminder: 'Still: ' }[what];
  if (first === undefined || items.length > 1) return `Pushdock: ${words}${items.length} conditions`;
  return `Pushdock: ${words}${first.kind} (${first.about})`;
}

export function linesOf({ what, items }: Alert): readonly string[] {
  if (what === 'test') return ['Nothing is wrong. Somebody ran `pushdock alerts test`.'];
  return items.flatMap((item) => [
    lineOf(item, what === 'closed'),
    ...(what === 'closed' ? [] : [`What it means: ${item.link}`]),
  ]);
}

const lineOf = ({ kind, about, detail, severity, sinceMs }: AlertItem, isOver: boolean): string =>
  isOver
    ? `${kind} (${about}) is over. It began at ${new Date(sinceMs).toISOString()}.`
    : `[${severity}] ${kind} (${about}) since ${new Date(sinceMs).toISOString()}: ${detail}`;

/** Both as one text. */
export const textOf = (alert: Alert): string => [titleOf(alert), ...linesOf(alert)].join('\n');
