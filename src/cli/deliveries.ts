/** `pushdock deliveries` and `pushdock dead-letters`: what is owed to the sinks, and what was given up. */
import { Command, Option } from 'commander';
import type { ListedDelivery, MessageSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../clock.ts';
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
    .description('What is owed to each sink, and what became of it.')
    .addCommand(
      withFilters(new Command('list').description('Deliveries, newest first.'))
        .addOption(new Option('--state <state>', 'in this state').choices(['due', 'delivered', 'dead']))
        .option('--replay <id>', 'made by this replay')
        .addHelpText('after', '\nExample:\n  pushdock deliveries list --sink ledger --state due')
        .action(list),
    )
    .addCommand(
      withOperator(new Command('show').description('One delivery with its attempts.').argument('<id>', 'as listed'))
        .addHelpText('after', '\nExample:\n  pushdock deliveries show 32')
        .action(show),
    );
}

export function deadLettersCommand(): Command {
  return new Command('dead-letters')
    .description('Deliveries that were given up.')
    .addCommand(
      withFilters(new Command('list').description('Dead letters, newest first, with what the sink said last.'))
        .addHelpText('after', '\nExample:\n  pushdock dead-letters list --sink ledger')
        .action((options: ListOptions) => list({ ...options, state: 'dead' })),
    )
    .addCommand(
      withOrder(
        withOperator(
          new Command('redeliver')
            .description('Make dead letters due again, as they were sent, with all their attempts before them.')
            .argument('[id...]', 'ids of deliveries, as listed; without any, those that the filters find'),
        ),
      )
        .addHelpText(
          'after',
          '\nExamples:\n  pushdock dead-letters redeliver 32 37\n  pushdock dead-letters redeliver --sink ledger --since 7d --plan\n\nWith filters it is a replay: a plan first, then a run at a bounded rate (pushdock replay list).',
        )
        .action(redeliver),
    );
}

function withFilters(command: Command): Command {
  return withSearch(withOperator(command), 'the event as it is sent (fields: in its data)')
    .option('--sink <name>', 'to this sink')
    .option('--type <type>', 'of events of exactly this type')
    .option('--provider <name>', 'of events of this provider')
    .option('--source <name>', 'of events of this source')
    .addOption(
      new Option('--verdict <verdict>', 'of messages judged so').choices(['match', 'drift', 'violation', 'unknown']),
    )
    .option('--limit <n>', 'how many', wholeNumber, 20)
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
    const none = state === 'dead' ? 'No dead letter fits.' : 'No delivery fits.';
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
    ['State', `${delivery.state}, ${delivery.behind ? 'behind another of its subject' : `lane ${delivery.lane}`}`],
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
    throw new CommandFailed('usage', 'name dead letters by their ids, or by filters; not both');
  const operator = openOperatorClient(options);
  for (const id of ids) {
    const answer = await reached(operator.redeliver({ path: { id } }));
    if (answer.status === 409) throw new CommandFailed('failed', `${id}: ${answer.body.title}. ${answer.body.detail}`);
    const { replay } = await answered(Promise.resolve(answer));
    if (options.json) printJson({ id, replay });
    else printText(`Delivery ${id} is due again, in replay ${replay}.`);
  }
}
