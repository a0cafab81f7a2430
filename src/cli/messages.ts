/** `pushdock messages`: shows the messages that arrived and what became of each, and processes one again. */
import { Command, Option } from 'commander';
import type { Message, MessageSummary, RetriedMessage } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { byEventType, ofMessages, queryOf, searching, since, until, withFilters } from './filters.ts';
import { findingPlace } from './finding-place.ts';
import { heldCommand, holdCommand, releaseCommand } from './holds.ts';
import { idCell, idHelp } from './ids.ts';
import { listCommand, type QueryOf } from './list-command.ts';
import { countCommand } from './messages-count.ts';
import { exportCommand } from './messages-export.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printFields, printJson, printText, relativeTime } from './print.ts';
import { tail } from './tail.ts';
import { tryCommand } from './try-message.ts';

export function messagesCommand(): Command {
  return new Command('messages')
    .description('Show the messages that arrived, and what became of each.')
    .addCommand(
      listCommand<MessageSummary, QueryOf<'listMessages'>>({
        description: 'List messages, newest first.',
        example:
          '\nExamples:\n  pushdock messages list --state quarantined --since 2h\n  pushdock messages list --field //barcode=AABBCCEEFFG --field status=CREATED\n  pushdock messages list --source shipping --json | jq .items[].id',
        filters: {
          ...ofMessages,
          type: byEventType('messages with an event'),
          reference: new Option('--reference <text>', 'only messages about this order, shipment or purchase'),
          receivedFrom: since(),
          receivedTo: until(),
          ...searching('the body or a fetched document'),
        },
        read: (operator, query) => answered(operator.listMessages({ query })),
        none: 'No message matches.',
        columns: {
          MESSAGE: ({ id }) => idCell(id),
          RECEIVED: ({ receivedAt }, now) => relativeTime(receivedAt, now),
          PROVIDER: ({ provider }) => provider,
          SOURCE: ({ source }) => source,
          STATE: ({ state, deadLetters }) => stateText(state, deadLetters),
          VERDICT: ({ verdict = '-' }) => verdict,
          RECEIPTS: ({ receipts }) => receipts,
          REASON: ({ reason }) => reason,
        },
      }),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one message with everything that is known about it.')
          .argument('<id>', idHelp),
      )
        .addHelpText('after', '\nExample:\n  pushdock messages show 5d2c8e6a1b37')
        .action(show),
    )
    .addCommand(
      withFilters(
        withOperator(
          new Command('tail').description('Show messages as they arrive and are processed, until interrupted.'),
        ),
        ofMessages,
      )
        .option('--interval <ms>', 'ask the gateway at this interval, in milliseconds', wholeNumber, 1000)
        .addHelpText(
          'after',
          '\nExample:\n  pushdock messages tail --state failed\n\nThe same as pushdock tail --messages.',
        )
        .action((options: OperatorOptions & { readonly json?: boolean; readonly interval: number }) =>
          tail(options, { filter: queryOf(ofMessages, options), deliveries: false }),
        ),
      // The old spelling of pushdock tail --messages.
      { hidden: true },
    )
    .addCommand(countCommand())
    .addCommand(exportCommand())
    .addCommand(retryCommand())
    .addCommand(tryCommand())
    .addCommand(holdCommand())
    .addCommand(releaseCommand())
    .addCommand(heldCommand());
}

/** It was processed all the same, so both are said. */
const stateText = (state: Message['state'], deadLetters = 0): string =>
  deadLetters === 0 ? state : `${state}, ${deadLetters} dead ${deadLetters === 1 ? 'letter' : 'letters'}`;

async function show(id: string, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const message = await answered(openOperatorClient(options).getMessage({ path: { id } }));
  if (options.json) return printJson(message);
  printMessage(message);
}

function printMessage(message: Message): void {
  const now = systemClock.now();
  printFields([
    ['Message', message.id],
    [
      'Received',
      `${message.receivedAt} (${relativeTime(message.receivedAt, now)}), ${message.receipts} time${message.receipts === 1 ? '' : 's'}`,
    ],
    ['Source', `${message.provider}/${message.source}, ${message.operation}`],
    ['Request', `${message.method} ${message.target}, ${message.bodyBytes} bytes`],
    [
      'Verified by',
      message.credentials.map(({ label, belongsTo }) => (belongsTo ? `${label} (${belongsTo})` : label)).join(', '),
    ],
    ['State', stateText(message.state, message.deadLetters)],
    ['Reason', message.reason],
    ['Verdict', message.verdict],
    ['Possible repeat of', message.possibleRepeatOf],
    ['Conflicts with', message.conflictsWith],
    ['Legal hold', message.legalHold],
    ['Body', message.bodyForgotten ? 'forgotten at its age' : undefined],
    ['Events', message.eventIds.join(', ')],
  ]);
  for (const finding of message.findings) {
    const { severity, rule, expected, seen } = finding;
    printText(`  ${severity}: ${rule} at ${findingPlace(finding)}: expected ${expected}; seen ${seen}`);
  }
  printText('');
  for (const [name, value] of Object.entries(message.headers)) printText(`${name}: ${value}`);
  printText(`\n${message.body.content}`);
  for (const { name, mediaType, fetchedAt, body } of message.documents)
    printText(`\n--- ${name}, ${mediaType}, fetched ${fetchedAt}\n${body.content}`);
}

function retryCommand(): Command {
  return withOperator(
    new Command('retry')
      .description(
        'Process a message again now, if it failed, is quarantined, waits, or its provider did not take the promised answer.',
      )
      .argument('<id>', idHelp),
  )
    .addHelpText('after', '\nExample:\n  pushdock messages retry 019aa4d2')
    .action(retry);
}

async function retry(id: string, options: OperatorOptions & { readonly json?: boolean }): Promise<void> {
  const retried = await answered(openOperatorClient(options).retryMessage({ path: { id } }));
  if (options.json) return printJson(retried);
  printText(`${retried.message} ${sentences[retried.outcome]}`);
}

const sentences: { readonly [outcome in RetriedMessage['outcome']]: string } = {
  due: 'is processed again, with all its attempts.',
  in_work: 'is being processed right now. Nothing was changed.',
  awaits_result:
    'waits only for its result. Give it with the command of its provider (run pushdock help), or at POST /api/messages/<id>/result.',
  done: 'has nothing left to do. To send its events again, run pushdock replay.',
};
