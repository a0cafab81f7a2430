/** `pushdock messages`: shows the messages that arrived and what became of each, and processes one again. */
import { Command, Option } from 'commander';
import type { Message, MessageSummary, RetriedMessage } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { findingPlace } from './finding-place.ts';
import { heldCommand, holdCommand, releaseCommand } from './holds.ts';
import { idCell, idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { gather } from './pages.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';
import { receivedQuery, type SearchOptions, withSearch } from './search-options.ts';
import { tail } from './tail.ts';
import { wrongNames } from './wrong-names.ts';

type ListOptions = OperatorOptions &
  SearchOptions & {
    readonly type?: string;
    readonly json?: boolean;
    readonly limit: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly source?: string;
    readonly state?: MessageSummary['state'];
    readonly verdict?: MessageSummary['verdict'];
  };

export function messagesCommand(): Command {
  return new Command('messages')
    .description('Show the messages that arrived, and what became of each.')
    .addCommand(
      withSearch(
        withFilters(withOperator(new Command('list').description('List messages, newest first.'))).option(
          '--type <type>',
          'only messages with an event of exactly this CloudEvents type',
        ),
        'the body or a fetched document',
      )
        .option('--limit <n>', 'list at most this many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText(
          'after',
          '\nExamples:\n  pushdock messages list --state quarantined --since 2h\n  pushdock messages list --field //barcode=AABBCCEEFFG --field status=CREATED\n  pushdock messages list --source shipping --json | jq .items[].id',
        )
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one message with everything that is known of it.')
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
      )
        .option('--interval <ms>', 'ask the gateway at this interval, in milliseconds', wholeNumber, 1000)
        .addHelpText(
          'after',
          '\nExample:\n  pushdock messages tail --state failed\n\nTo see deliveries too, run pushdock tail.',
        )
        .action((options: ListOptions & { interval: number }) =>
          tail(options, { filter: filterOf(options), deliveries: false }),
        ),
    )
    .addCommand(retryCommand())
    .addCommand(holdCommand())
    .addCommand(releaseCommand())
    .addCommand(heldCommand());
}

function withFilters(command: Command): Command {
  return command
    .option('--provider <name>', 'only messages of this provider')
    .option('--source <name>', 'only messages of this source')
    .addOption(
      new Option('--state <state>', 'only messages in this state').choices([
        'received',
        'processed',
        'quarantined',
        'failed',
        'recorded',
      ]),
    )
    .addOption(
      new Option('--verdict <verdict>', 'only messages with this verdict').choices([
        'match',
        'drift',
        'violation',
        'unknown',
      ]),
    );
}

const filterOf = ({ provider, source, state, verdict }: ListOptions) => ({
  ...(provider !== undefined && { provider }),
  ...(source !== undefined && { source }),
  ...(state !== undefined && { state }),
  ...(verdict !== undefined && { verdict }),
});

async function list(options: ListOptions): Promise<void> {
  const { json, type } = options;
  const operator = openOperatorClient(options);
  const filter = { ...filterOf(options), ...(type !== undefined && { type }), ...receivedQuery(options) };
  const page = await gather(options, (slice) => answered(operator.listMessages({ query: { ...filter, ...slice } })));
  if (json) return printJson(page);
  if (page.items.length === 0)
    return printText(['No message matches.', ...(await wrongNames(operator, options))].join('\n'));
  const now = systemClock.now();
  printTable(
    ['MESSAGE', 'RECEIVED', 'PROVIDER', 'SOURCE', 'STATE', 'VERDICT', 'RECEIPTS', 'REASON'],
    page.items.map((one) => [
      idCell(one.id),
      relativeTime(one.receivedAt, now),
      one.provider,
      one.source,
      one.state,
      one.verdict ?? '-',
      one.receipts,
      one.reason,
    ]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

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
    ['State', message.state],
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
