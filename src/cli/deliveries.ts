/** `pushdock deliveries` and `pushdock dead-letters`: what is owed to the sinks, and what was given up. */
import { Command, Option } from 'commander';
import type { ListedDelivery, MessageSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { CommandFailed } from './failure.ts';
import { idCell } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, reached, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { gather } from './pages.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';
import { type OrderOptions, orderQuery, replayOrdered, withOrder } from './replay-order.ts';
import { createdQuery, type SearchOptions, withSearch } from './search-options.ts';
import { wrongNames } from './wrong-names.ts';

type ListOptions = OperatorOptions &
  SearchOptions & {
    readonly provider?: string;
    readonly source?: string;
    readonly verdict?: MessageSummary['verdict'];
    readonly json?: boolean;
    readonly limit: number;
    readonly cursor?: string;
    readonly sink?: string;
    readonly state?: ListedDelivery['state'];
    readonly type?: string;
    readonly replay?: string;
  };

export function deliveriesCommand(): Command {
  return new Command('deliveries')
    .description('Show the deliveries to each sink, and how they ended.')
    .addCommand(
      withFilters(new Command('list').description('List deliveries, newest first.'))
        .addOption(new Option('--state <state>', 'only deliveries in this state').choices(['due', 'delivered', 'dead']))
        .option('--replay <id>', 'only deliveries that this replay made')
        .addHelpText('after', '\nExample:\n  pushdock deliveries list --sink ledger --state due')
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one delivery with its attempts.')
          .argument('<id>', 'id of the delivery, as deliveries list shows it'),
      )
        .addHelpText('after', '\nExample:\n  pushdock deliveries show 32')
        .action(show),
    );
}

export function deadLettersCommand(): Command {
  return new Command('dead-letters')
    .description('Show deliveries that were given up, and send them again.')
    .addCommand(
      withFilters(new Command('list').description('List dead letters, newest first, with the last answer of the sink.'))
        .addHelpText('after', '\nExample:\n  pushdock dead-letters list --sink ledger')
        .action((options: ListOptions) => list({ ...options, state: 'dead' })),
    )
    .addCommand(
      withOrder(
        withOperator(
          new Command('redeliver')
            .description('Make dead letters due again, as they were sent, and with all their attempts.')
            .argument(
              '[id...]',
              'ids of deliveries, as dead-letters list shows them (default: those that the filters find)',
            ),
        ),
      )
        .addHelpText(
          'after',
          '\nExamples:\n  pushdock dead-letters redeliver 32 37\n  pushdock dead-letters redeliver --sink ledger --since 7d --plan\n\nWith filters this is a replay: it shows a plan first, then runs at a bounded rate (pushdock replay list).',
        )
        .action(redeliver),
    );
}

function withFilters(command: Command): Command {
  return withSearch(withOperator(command), 'the event as it is sent (fields: in its data)')
    .option('--sink <name>', 'only deliveries to this sink')
    .option('--type <type>', 'only events of exactly this type')
    .option('--provider <name>', 'only events of this provider')
    .option('--source <name>', 'only events of this source')
    .addOption(
      new Option('--verdict <verdict>', 'only events of messages with this verdict').choices([
        'match',
        'drift',
        'violation',
        'unknown',
      ]),
    )
    .option('--limit <n>', 'list at most this many', wholeNumber, 20)
    .option('--cursor <text>', 'continue after the page that printed it');
}

async function list(options: ListOptions): Promise<void> {
  const { sink, state, type, replay, provider, source, verdict, json } = options;
  const operator = openOperatorClient(options);
  const query = {
    ...createdQuery(options),
    ...(provider !== undefined && { provider }),
    ...(source !== undefined && { source }),
    ...(verdict !== undefined && { verdict }),
    ...(sink !== undefined && { sink }),
    ...(state !== undefined && { state }),
    ...(type !== undefined && { type }),
    ...(replay !== undefined && { replay }),
  };
  const page = await gather(options, (slice) => answered(operator.listDeliveries({ query: { ...query, ...slice } })));
  if (json) return printJson(page);
  if (page.items.length === 0) {
    const none = state === 'dead' ? 'No dead letter matches.' : 'No delivery matches.';
    return printText([none, ...(await wrongNames(operator, options))].join('\n'));
  }
  const now = systemClock.now();
  printTable(
    ['DELIVERY', 'SINK', 'STATE', 'ATTEMPTS', 'WHEN', 'EVENT', 'TYPE', 'LAST ATTEMPT'],
    page.items.map((one) => [
      one.id,
      one.sink,
      one.state,
      one.attempts,
      whenText(one, now),
      idCell(one.event.id),
      one.event.type,
      one.detail,
    ]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

/** When it is tried next, or was settled: told apart, because both may lie in the past. */
function whenText({ behind, dueAt, settledAt }: ListedDelivery, now: number): string {
  if (behind) return 'behind another';
  return dueAt === undefined ? relativeTime(settledAt, now) : `due ${relativeTime(dueAt, now)}`;
}

async function show(id: string, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const history = await answered(openOperatorClient(options).getDelivery({ path: { id } }));
  if (options.json) return printJson(history);
  const { delivery, attempts } = history;
  const now = systemClock.now();
  printFields([
    ['Delivery', delivery.id],
    ['Sink', delivery.sink],
    [
      'State',
      `${delivery.state}, ${delivery.behind ? 'behind another delivery of its subject' : `lane ${delivery.lane}`}`,
    ],
    ['Due', delivery.dueAt && `${delivery.dueAt} (${relativeTime(delivery.dueAt, now)})`],
    ['Settled', delivery.settledAt && `${delivery.settledAt} (${relativeTime(delivery.settledAt, now)})`],
    ['Replay', delivery.replay],
    ['Event', `${delivery.event.id}, ${delivery.event.type}`],
    ['Subject', delivery.event.subject],
    ['Last answer', delivery.answer],
  ]);
  for (const { endedAt, outcome, status, tookMs, detail } of attempts) {
    const took = tookMs === undefined ? '' : `, took ${tookMs} ms`;
    printText(
      `  ${endedAt}  ${outcome === 'retry' ? 'failed' : outcome}${status === undefined ? '' : ` ${status}`}${took}: ${detail}`,
    );
  }
}

async function redeliver(ids: readonly string[], options: OrderOptions): Promise<void> {
  if (ids.length === 0) return replayOrdered({ ...orderQuery(options), dead: true, mode: 'as_sent' }, options);
  if (Object.keys(orderQuery(options)).length > 0 || options.plan || options.detach)
    throw new CommandFailed('usage', 'choose dead letters either by their ids or by filters, not by both');
  const operator = openOperatorClient(options);
  for (const id of ids) {
    const answer = await reached(operator.redeliver({ path: { id } }));
    if (answer.status === 409) throw new CommandFailed('failed', `${id}: ${answer.body.title}. ${answer.body.detail}`);
    const { replay } = await answered(Promise.resolve(answer));
    if (options.json) printJson({ id, replay });
    else printText(`Delivery ${id} is due again, in replay ${replay}.`);
  }
}
