/** `pushdock deliveries` and `pushdock dead-letters`: show what each sink has to get, and what was given up. */
import { Command, Option } from 'commander';
import type { ListedDelivery } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { CommandFailed } from './failure.ts';
import { byEventType, byProvider, bySource, byState, byVerdict, searching, since, until } from './filters.ts';
import { idCell } from './ids.ts';
import { type Columns, listCommand, type QueryOf } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, reached, withOperator } from './operator.ts';
import { printFields, printJson, printText, relativeTime } from './print.ts';
import { type OrderOptions, orderQuery, replayOrdered, withOrder } from './replay-order.ts';

const deliveryFilters = {
  createdFrom: since(),
  createdTo: until(),
  ...searching('the event as it is sent (fields: in its data)'),
  sink: new Option('--sink <name>', 'only deliveries to this sink'),
  type: byEventType('events'),
  provider: byProvider('events'),
  source: bySource('events'),
  verdict: byVerdict('events of messages'),
};
const deliveryColumns: Columns<ListedDelivery> = {
  DELIVERY: ({ id }) => id,
  SINK: ({ sink }) => sink,
  STATE: ({ state }) => state,
  ATTEMPTS: ({ attempts }) => attempts,
  WHEN: whenText,
  EVENT: ({ event }) => idCell(event.id),
  TYPE: ({ event }) => event.type,
  'LAST ATTEMPT': ({ detail }) => detail,
};

export function deliveriesCommand(): Command {
  return new Command('deliveries')
    .description('Show the deliveries to each sink, and how they ended.')
    .addCommand(
      listCommand<ListedDelivery, QueryOf<'listDeliveries'>>({
        description: 'List deliveries, newest first.',
        example: '\nExample:\n  pushdock deliveries list --sink ledger --state due',
        filters: {
          ...deliveryFilters,
          state: byState('deliveries', ['due', 'delivered', 'dead']),
          replay: new Option('--replay <id>', 'only deliveries that this replay made'),
        },
        read: (operator, query) => answered(operator.listDeliveries({ query })),
        none: 'No delivery matches.',
        columns: deliveryColumns,
      }),
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
      listCommand<ListedDelivery, QueryOf<'listDeliveries'>>({
        description: 'List dead letters, newest first, with the last answer of the sink.',
        example: '\nExample:\n  pushdock dead-letters list --sink ledger',
        filters: deliveryFilters,
        read: (operator, query) => answered(operator.listDeliveries({ query: { ...query, state: 'dead' } })),
        none: 'No dead letter matches.',
        columns: deliveryColumns,
      }),
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

/** When it is tried next, or was settled. The words differ, because both times may be in the past. */
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
