/** The options that choose what to send again, and the way from there: plan, agreement, run, progress. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Replay, ReplayPlan } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { byEventType, byProvider, bySource, queryOf, since, until, withFilters } from './filters.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient } from './operator.ts';
import { durationText, printJson, printText } from './print.ts';
import { follow } from './progress.ts';
import { agreed } from './terminal.ts';
import { wrongNames } from './wrong-names.ts';

export type OrderQuery = NonNullable<Parameters<Operator['startReplay']>[0]['query']>;

export type OrderOptions = OperatorOptions & {
  readonly json?: boolean;
  readonly source?: string;
  readonly provider?: string;
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly detach?: boolean;
};

// A replay is done when its deliveries are made. The command waits this long for the last of them; a sink that is away may take longer.
const SETTLE_MS_MAX = 5_000;

const orderFilters = {
  provider: byProvider('messages'),
  source: bySource('messages'),
  type: byEventType('events'),
  receivedFrom: since('only messages received from this time on'),
  receivedTo: until(),
  sink: new Option('--sink <name>', 'send to this sink only; give it several times for several sinks')
    .argParser((name: string, before: readonly string[]) => [...before, name])
    .default([], 'every sink that takes the event'),
  perSecond: new Option('--rate <n>', 'send at most this many messages a second (default 100)').argParser(perSecond),
};

export const orderQuery = (options: OrderOptions): OrderQuery => queryOf(orderFilters, options);

export function withOrder(command: Command): Command {
  return withFilters(command, orderFilters)
    .addOption(new Option('--plan', 'only show what would be done').conflicts(['yes', 'detach']))
    .option('--yes', 'do not ask before it begins')
    .option('--detach', 'do not wait for the end of the replay');
}

function perSecond(text: string): number {
  const rate = /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Number(text) : 0;
  if (rate < 0.01 || rate > 10_000) throw new InvalidArgumentError('Give a number from 0.01 to 10000.');
  return rate;
}

/** Prints the plan and, if the user agrees, starts the replay and shows how far it is. */
export async function replayOrdered(query: OrderQuery, options: OrderOptions): Promise<void> {
  const operator = openOperatorClient(options);
  const plan = await answered(operator.planReplay({ query }));
  if (options.plan && options.json) return printJson(plan);
  if (!options.json) printText(planText(plan, query));
  if (options.plan) return;
  if (plan.messages === 0) {
    if (options.json) return printJson({ plan });
    for (const one of await wrongNames(operator, { source: options.source, provider: options.provider }))
      printText(one);
    return;
  }
  if (!(await agreed(options.yes, 'Begin the replay?'))) return printText('No replay was begun.');
  const replay = await answered(operator.startReplay({ query }));
  const seen = options.detach ? replay : await followReplay(operator, replay);
  if (options.json) printJson(seen);
  else printText(replayText(seen));
}

export function planText(
  { messages, unprocessed, withoutBytes, sinks, seconds }: ReplayPlan,
  query: OrderQuery,
): string {
  if (messages === 0) return 'No message matches, so nothing would be sent again.';
  const asSent = query.mode === 'as_sent';
  const noted = [
    unprocessed > 0 && `Never processed: ${unprocessed}, ${asSent ? 'left out' : 'processed again'}.`,
    withoutBytes > 0 &&
      !asSent &&
      `Bytes already forgotten: ${withoutBytes}, left out; add --as-sent to repeat their events.`,
  ];
  return [
    `${messages} ${messages === 1 ? 'message' : 'messages'}, in ${durationText(seconds)} or more:`,
    ...sinks.map(
      ({ sink, deliveries, atMost }) =>
        `  ${sink}: ${atMost ? 'at most ' : ''}${deliveries} ${deliveries === 1 ? 'event' : 'events'}`,
    ),
    ...noted.filter((note) => note !== false),
  ].join('\n');
}

/** Until it is done and its deliveries are settled. */
function followReplay(operator: Operator, begun: Replay): Promise<Replay> {
  let doneAtMs: number | undefined;
  return follow(begun, {
    draw: ({ walked, messages, deliveries: { due, delivered, dead } }, progress) =>
      progress.update(walked, messages, `messages; ${delivered} delivered, ${due} due, ${dead} dead`),
    done: ({ state, deliveries }) => {
      if (state === 'running') return false;
      doneAtMs ??= systemClock.now();
      return deliveries.due === 0 || systemClock.now() - doneAtMs > SETTLE_MS_MAX;
    },
    look: ({ id }) => answered(operator.getReplay({ path: { id } })),
  });
}

export function replayText({ id, state, walked, messages, skipped, lastSkip, reopened, deliveries }: Replay): string {
  const { due, delivered, dead } = deliveries;
  const far =
    state === 'running' ? `running, ${walked} of ${messages} messages so far` : `${state}, ${walked} messages`;
  return [
    `Replay ${id}: ${far}; ${delivered} delivered, ${due} due, ${dead} dead.`,
    ...(reopened > 0 ? [`Never processed before: ${reopened}, processed again.`] : []),
    ...(skipped > 0 ? [`Left out: ${skipped}, the last one because ${lastSkip}.`] : []),
    ...(state === 'running' || due > 0
      ? [`To see how far it is: pushdock replay show ${id}. To end it: pushdock replay stop ${id}`]
      : []),
  ].join('\n');
}
