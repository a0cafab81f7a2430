/** "What we answer": every status with its meaning, and what the provider does with it. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, textField } from '../../../../formats/values.ts';
import { table } from '../../../../ui/components.ts';
import { html, type Piece } from '../../../../ui/html.ts';
import { membersOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { Policy } from '../../policy.ts';
import type { Page } from '../layout.ts';
import { markdown } from '../markdown.ts';

export type AnswersParts = {
  readonly path: string;
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly policies: readonly Policy[];
};

export function answersPage({ path, name, snapshot, policies }: AnswersParts): Page {
  return {
    path,
    title: `${name}: what we answer`,
    short: 'What we answer',
    summary: `Every answer that ${name} can get, and what ${name} does with it.`,
    body: html`<p>An answer says whether the message is stored, and nothing of what the message holds: what departs from its contract is acknowledged
like everything else, kept as it came, and reported to the operator.</p>
${membersOf(field(snapshot.document, 'paths')).map(([at, item]) => membersOf(item).map(([method, operation]) => answers(snapshot, `${method.toUpperCase()} ${at}`, operation)))}
${policies.map(policyHtml)}`,
  };
}

function answers({ document }: Snapshot, name: string, operation: JsonValue): Piece {
  const responses = membersOf(field(operation, 'responses'));
  if (responses.length === 0) return undefined;
  const rows = responses.map(([status, answer]) => {
    const whole = follow(document, textField(answer, '$ref') ?? '') ?? answer;
    const types = membersOf(field(whole, 'content')).map(([type]) => type);
    return [
      html`<strong>${status}</strong>`,
      markdown(textField(whole, 'description') ?? ''),
      types.join(', ') || 'no body',
    ];
  });
  return html`<h2>${name}</h2>${table(`Answers of ${name}`, ['Status', 'Meaning', 'Body'], rows)}`;
}

function policyHtml({ operation, rows }: Policy): Piece {
  const cells = rows.map(({ question, answer, certainty, note }) => [
    question,
    html`${markdown(answer)}${note !== undefined && html`<div class="quiet">${markdown(note)}</div>`}`,
    certainty,
  ]);
  return html`<h2>What the caller of ${operation} does</h2>${table(`Policy of ${operation}`, ['Question', 'Answer', 'Certainty'], cells)}`;
}
