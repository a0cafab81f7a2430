/** "What we answer": every status with its meaning, and what the provider does with it. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../../formats/values.ts';
import { codeBlock, statusBadge, table } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { membersOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { Policy } from '../../policy.ts';
import { jsonText } from '../../texts.ts';
import type { Page } from '../layout.ts';
import { markdown } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { spaced } from '../schema-tree.ts';
import { timeLine } from '../time-line.ts';
import { type Shown, versionHtml } from '../version.ts';

export type AnswersParts = {
  readonly path: string;
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly policies: readonly Policy[];
  readonly shown: Shown;
  /** Marks answers, and media types of answers, that no release has. */
  readonly next: Marks;
};

export function answersPage({ path, name, snapshot, policies, shown, next }: AnswersParts): Page {
  return {
    path,
    title: `${name}: what we answer`,
    short: 'What we answer',
    summary: `Every answer that ${name} can get, and what ${name} does with it.`,
    contents: policies.map(({ operation }) => ({ id: policyId(operation), title: `What ${name} does then` })),
    body: html`${versionHtml(shown)}
<p>An answer says whether the message is stored. It says nothing about what the message holds: a message that departs from its contract is acknowledged
like any other, kept as it came, and reported to the operator.</p>
${membersOf(field(snapshot.document, 'paths')).map(([at, item]) => membersOf(item).map(([method, operation]) => answers({ snapshot, next, caller: name }, `${method.toUpperCase()} ${at}`, operation)))}
${policies.map(policyHtml)}`,
  };
}

type Asked = Pick<AnswersParts, 'snapshot' | 'next'> & { readonly caller: string };

function answers({ snapshot, next, caller }: Asked, name: string, operation: JsonValue): Piece {
  const responses = membersOf(field(operation, 'responses'));
  if (responses.length === 0) return undefined;
  const rows = responses.map(([status, answer]) => {
    const whole = follow(snapshot.document, textField(answer, '$ref') ?? '') ?? answer;
    return [
      markdown(textField(whole, 'description') ?? ''),
      html`${statusBadge(status)}${spaced(next.member(operation, status, 'responses'))}`,
      reaction(caller, status, field(operation, 'x-push-policy')),
      bodies(`${status} of ${name}`, whole, next),
    ];
  });
  return html`<h2 id="${anchor(name)}">${name}</h2>${table(`Answers of ${name}`, ['Situation', 'We answer', `What ${caller} does`, 'Body, byte for byte'], rows)}`;
}

/** By its policy: what counts as success, and whether it tries again. */
function reaction(caller: string, status: string, policy: JsonValue | undefined): string {
  const statuses = field(field(policy, 'success'), 'statuses');
  if (statuses === undefined) return '';
  const succeeds =
    statuses === '2xx' ? status.startsWith('2') : itemsOf(statuses).some((one) => String(one) === status);
  if (succeeds) return `${caller} takes it as delivered.`;
  const retries = field(policy, 'retries');
  const again =
    itemsOf(field(retries, 'schedule')).length > 0 || field(field(retries, 'then'), 'firstWaitSeconds') !== undefined;
  return again ? `A failure: ${caller} tries again.` : `A failure: ${caller} is not known to try again.`;
}

/** The bytes as they are sent: a refusal is one line of JSON. */
function bodies(label: string, answer: JsonValue, next: Marks): Piece {
  const all = membersOf(field(answer, 'content'));
  if (all.length === 0) return 'No body.';
  return all.map(([type, media]) => {
    const [example] = membersOf(field(media, 'examples'));
    const value = field(example?.[1], 'value') ?? null;
    const text = typeof value === 'string' ? value : JSON.stringify(JSON.parse(jsonText(value)));
    return html`<p><code>${type}</code>${spaced(next.member(answer, type, 'content'))}</p>${example !== undefined && codeBlock(`Body of ${label}, ${type}`, text, type.endsWith('xml') ? 'xml' : 'json')}`;
  });
}

function policyHtml({ operation, rows, source }: Policy): Piece {
  const cells = rows.map(({ question, answer, certainty, note }) => [
    question,
    html`${markdown(answer)}${note !== undefined && html`<div class="quiet">${markdown(note)}</div>`}`,
    certainty,
  ]);
  return html`<h2 id="${policyId(operation)}">What the caller of ${operation} does</h2>${timeLine(operation, source)}${table(`Policy of ${operation}`, ['Question', 'Answer', 'Certainty'], cells)}`;
}

const policyId = (operation: string): string => `policy-${anchor(operation)}`;
