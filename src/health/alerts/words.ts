/** An alert in words: a title that says what matters first, in ASCII because gateways from mail to SMS cut the rest away, and a block for each condition. */
import { spanText } from '../sentences.ts';
import { type Severity, severities } from './severity.ts';
import type { Alert, AlertItem } from './target.ts';

/** What is said of one condition. */
export type Block = {
  readonly heading: string;
  readonly text?: string;
  /** The section of the guide; of one that is over nobody need read it. */
  readonly link?: string;
  readonly severity: Severity;
};

export type Told = {
  readonly title: string;
  /** The most urgent first. */
  readonly blocks: readonly Block[];
  /** How many conditions are left out of the blocks, and where they are. */
  readonly rest?: string;
};

const KINDS_NAMED = 3;

/** `gateway`: whose alert it is, for somebody who is on call for several. `shown`: how many conditions; a chat takes no more than a screen. */
export function told(alert: Alert, gateway: string, shown = Number.POSITIVE_INFINITY): Told {
  const items = alert.items.toSorted(
    (one, other) =>
      severities.indexOf(other.severity) - severities.indexOf(one.severity) || one.sinceMs - other.sinceMs,
  );
  const left = items.length - shown;
  return {
    title: `${subjectOf(alert.what, items)} - Pushdock at ${gateway}`,
    blocks: alert.what === 'test' ? [testBlock] : items.slice(0, shown).map((item) => blockOf(item, alert)),
    ...(left > 0 && { rest: `${left} more: run \`pushdock doctor\`, or look at the console.` }),
  };
}

const testBlock: Block = {
  heading: 'Nothing is wrong.',
  text: 'Somebody ran `pushdock alerts test`, or tried this target in the console.',
  severity: 'info',
};

function subjectOf(what: Alert['what'], items: readonly AlertItem[]): string {
  const [first] = items;
  if (what === 'test' || first === undefined) return 'Test of this alert target';
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const named = kinds.slice(0, KINDS_NAMED).join(', ') + (kinds.length > KINDS_NAMED ? ', and more' : '');
  const which = items.length === 1 ? nameOf(first) : `${items.length} conditions (${named})`;
  const severity = severityWords[first.severity];
  return {
    opened: `${severity}: ${which}`,
    closed: `Over: ${which}`,
    reminder: `Reminder, ${severity.toLowerCase()}: ${which}`,
  }[what];
}

const severityWords = { info: 'Info', warning: 'Warning', critical: 'Critical' } as const;

const nameOf = ({ kind, about }: AlertItem): string => `${kind} (${about})`;

/** Where there is one condition, the title names it. */
function blockOf(item: AlertItem, { what, atMs, items }: Alert): Block {
  const { detail, severity, sinceMs, link } = item;
  const began = `since ${new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const span = spanText(atMs - sinceMs);
  const time = { opened: began, reminder: `for ${span}, ${began}`, closed: `over after ${span}, ${began}`, test: '' }[
    what
  ];
  const heading =
    items.length === 1
      ? `${time.charAt(0).toUpperCase()}${time.slice(1)}`
      : `${what === 'closed' ? '' : `${severityWords[severity]}: `}${nameOf(item)}, ${time}`;
  return { heading, severity, ...(what !== 'closed' && { text: detail, link }) };
}

/** Plain text without the title: blocks with an empty line between them. */
export const linesOf = ({ blocks, rest }: Told): string =>
  [
    ...blocks.map(({ heading, text, link }) =>
      [heading, ...(text === undefined ? [] : [text]), ...(link === undefined ? [] : [`What it means: ${link}`])].join(
        '\n',
      ),
    ),
    ...(rest === undefined ? [] : [rest]),
  ].join('\n\n');
