/** `pushdock events`: what was made of the messages, and where it went. */
import { Command, Option } from 'commander';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { idCell, idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { gather } from './pages.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';
import { createdQuery, type SearchOptions, withSearch } from './search-options.ts';
import { wrongNames } from './wrong-names.ts';

type ListOptions = OperatorOptions &
  SearchOptions & {
    readonly provider?: string;
    readonly verdict?: MessageSummary['verdict'];
    readonly json?: boolean;
    readonly limit: number;
    readonly cursor?: string;
    readonly type?: string;
    readonly source?: string;
    readonly message?: string;
  };

export function eventsCommand(): Command {
  return new Command('events')
    .description('Show the events that the gateway made of messages, and where it delivered them.')
    .addCommand(
      withSearch(
        withOperator(new Command('list').description('List events, newest first.')),
        'the event (fields: in its data)',
      )
        .option('--type <type>', 'only events of exactly this CloudEvents type')
        .option('--provider <name>', 'only events of this provider')
        .addOption(
          new Option('--verdict <verdict>', 'only events of messages with this verdict').choices([
            'match',
            'drift',
            'violation',
            'unknown',
          ]),
        )
        .option('--source <name>', 'only events of this source')
        .option('--message <id>', `only events of this message: ${idHelp}`)
        .option('--limit <n>', 'list at most this many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText('after', '\nExample:\n  pushdock events list --type com.paazl.shipment.status --since 2h')
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one event as it is delivered, and its deliveries.')
          .argument('<id>', idHelp),
      )
        .addHelpText('after', '\nExample:\n  pushdock events show 5d2c8e6a1b37-0')
        .action(show),
    );
}

async function list(options: ListOptions): Promise<void> {
  const { type, source, message, provider, verdict, json } = options;
  const operator = openOperatorClient(options);
  const query = {
    ...createdQuery(options),
    ...(provider !== undefined && { provider }),
    ...(verdict !== undefined && { verdict }),
    ...(type !== undefined && { type }),
    ...(source !== undefined && { source }),
    ...(message !== undefined && { message }),
  };
  const page = await gather(options, (slice) => answered(operator.listEvents({ query: { ...query, ...slice } })));
  if (json) return printJson(page);
  if (page.items.length === 0)
    return printText(['No event matches.', ...(await wrongNames(operator, options))].join('\n'));
  const now = systemClock.now();
  printTable(
    ['EVENT', 'CREATED', 'TYPE', 'SOURCE', 'SUBJECT'],
    page.items.map((one) => [idCell(one.id), relativeTime(one.createdAt, now), one.type, one.source, one.subject]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

async function show(id: string, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const event = await answered(openOperatorClient(options).getEvent({ path: { id } }));
  if (options.json) return printJson(event);
  const now = systemClock.now();
  printFields([
    ['Event', event.id],
    ['Created', `${event.createdAt} (${relativeTime(event.createdAt, now)})`],
    ['Type', event.type],
    ['Subject', event.subject],
    ['Message', event.messageId],
  ]);
  for (const { sink, state, attempts, dueAt, detail } of event.deliveries) {
    printText(
      `  ${sink}: ${state} after ${attempts} attempt${attempts === 1 ? '' : 's'}${dueAt === undefined ? '' : `, due ${dueAt} (${relativeTime(dueAt, now)})`}${detail === undefined ? '' : ` (${detail})`}`,
    );
  }
  printText('');
  printJson(event.envelope);
}
