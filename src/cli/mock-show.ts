/** `pushdock mock show`: one message of the mocks with every attempt, as it went over the wire, and what the receiver made of it. */
import { Command } from 'commander';
import type { LoggedAttempt, LoggedMessage } from '../../generated/mock/models.ts';
import { CommandFailed } from './failure.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printFields, printJson, printText } from './print.ts';

type Options = ControlOptions & { readonly json?: boolean };

export function showCommand(): Command {
  return withControl(
    new Command('show')
      .description(
        'Show one message: what each attempt sent, how it was signed, what was answered, and what the receiver made of it.',
      )
      .argument('<message>', 'its id, as `pushdock mock log` lists it'),
  )
    .addHelpText('after', '\nExample:\n  pushdock mock show zettle-1')
    .action(show);
}

async function show(id: string, options: Options): Promise<void> {
  const { items } = await controlled(controlOf(options).listLog({ query: { message: id, exchanges: 'true' } }));
  const [message] = items;
  if (message === undefined)
    throw new CommandFailed(
      'not found',
      `no message of the mocks has the id ${id}; run pushdock mock log to list them`,
    );
  if (options.json) return printJson(message);
  printMessage(message);
}

function printMessage(message: LoggedMessage): void {
  const { id, provider, event, variant, emittedAt, faults, state, note, deliveries, receiver } = message;
  printFields([
    ['Message', id],
    ['Event', `${provider} ${event}${variant === undefined ? '' : ` (${variant})`}`],
    ['Made', emittedAt],
    ['Faults', faults.join(', ')],
    ['State', state],
    ['Note', note],
  ]);
  for (const delivery of deliveries) {
    const next = delivery.nextAttemptAt === undefined ? '' : `, next attempt ${delivery.nextAttemptAt}`;
    printText(`\nDelivery ${delivery.id} to ${delivery.url}: ${delivery.state}${next}`);
    if (delivery.note !== undefined) printText(delivery.note);
    for (const attempt of delivery.attempts) printAttempt(attempt);
  }
  if (receiver === undefined) return;
  printText('');
  printFields([
    ['At the gateway', receiver.says],
    ['Its message', receiver.message],
    ['Console', receiver.console],
  ]);
  for (const finding of receiver.findings ?? []) printText(`  ${finding}`);
}

function printAttempt(attempt: LoggedAttempt): void {
  const { number, dueAt, status, noAnswer, outcome, tookMs, faults, success, note } = attempt;
  const { request, proof, response, refusal } = attempt;
  printText(`\nAttempt ${number}, due ${dueAt}: ${status ?? noAnswer ?? outcome} in ${tookMs} ms`);
  if (request !== undefined) {
    printText(`\n  > ${request.method} ${request.url}`);
    printHeaders('>', request.headers);
    printBody('>', request.body === '' && number > 1 ? '(the same body as in attempt 1)' : request.body);
  }
  if (response !== undefined) {
    printText(`\n  < ${response.status}`);
    printHeaders('<', response.headers);
    printBody('<', response.body);
  }
  printText('');
  printFields([
    ['  Proof', proof?.scheme],
    ['  Key', proof?.key],
    ['  Covers', proof?.covers],
    ['  Signed', proof?.signed],
    ['  Fault', proof?.fault ?? (faults.length === 0 ? undefined : faults.join(', '))],
    ['  Refused', refusal],
    ['  Provider', `takes it for a ${success ? 'success' : 'failure'}${note === undefined ? '' : `: ${note}`}`],
  ]);
}

function printHeaders(mark: string, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) printText(`  ${mark} ${name}: ${value}`);
}

function printBody(mark: string, body: string): void {
  if (body === '') return;
  printText(`  ${mark}`);
  for (const line of body.split('\n')) printText(`  ${mark} ${line}`);
}
