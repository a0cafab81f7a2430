/** What is to be sent again, as options of a command, and the way from there: plan, agreement, run, progress. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Replay, ReplayPlan } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient } from './operator.ts';
import { moment } from './option-values.ts';
import { durationText, printJson, printText } from './print.ts';
import { openProgress } from './progress.ts';
import { agreed } from './terminal.ts';
import { wrongNames } from './wrong-names.ts';

export type OrderQuery = NonNullable<Parameters<Operator['startReplay']>[0]['query']>;

export type OrderOptions = OperatorOptions & {
  readonly json?: boolean;
  readonly type?: string;
  readonly source?: string;
  readonly provider?: string;
  readonly since?: string;
  readonly until?: string;
  readonly sink: readonly string[];
  readonly rate?: number;
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly detach?: boolean;
};

// The gateway counts deliveries of a replay for each answer.
const LOOK_EVERY_MS = 250;
// A replay is done when its deliveries are made; for so long its last ones are waited for. A sink that is away takes as long as it takes.
const SETTLE_MS_MAX = 5_000;

export function withOrder(command: Command): Command {
  return command
    .option('--provider <name>', 'only messages of this provider')
    .option('--source <name>', 'only messages of this source')
    .option('--type <type>', 'only events of exactly this type')
    .option('--since <time>', 'only messages received since: 2h, 7d, a date, or a time with its zone', (text) =>
      moment(text),
    )
    .option('--until <time>', 'only messages received before this time', (text) => moment(text))
    .addOption(
      new Option('--sink <name>', 'send to this sink only; give it several times for several sinks')
        .argParser((name: string, before: readonly string[]) => [...before, name])
        .default([], 'every sink that takes the event'),
    )
    .option('--rate <n>', 'send at most this many messages a second (default 100)', perSecond)
    .addOption(new Option('--plan', 'only show what would be done').conflicts(['yes', 'detach']))
    .option('--yes', 'do not ask before it begins')
    .option('--detach', 'do not wait for the end of the replay');
}

function perSecond(text: string): number {
  const rate = /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Number(text) : 0;
  if (rate < 0.01 || rate > 10_000) throw new InvalidArgumentError('Give a number from 0.01 to 10000.');
  return rate;
}

export function orderQuery({ provider, source, type, since, until, sink, rate }: OrderOptions): OrderQuery {
  return {
    ...(provider !== undefined && { provider }),
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(since !== undefined && { receivedFrom: since }),
    ...(until !== undefined && { receivedTo: until }),
    ...(sink.length > 0 && { sink }),
    ...(rate !== undefined && { perSecond: rate }),
  };
}

/** Says what would be done and, once that is wanted, does it and shows how far it is. */
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
  const seen = options.detach ? replay : await follow(operator, replay);
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

/** Until it is done and its deliveries are settled; or until it is interrupted, which does not end it. */
async function follow(operator: Operator, begun: Replay): Promise<Replay> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const progress = openProgress();
  let replay = begun;
  let doneAtMs: number | undefined;
  try {
    for (;;) {
      const { due, delivered, dead } = replay.deliveries;
      progress.update(replay.walked, replay.messages, `messages; ${delivered} delivered, ${due} due, ${dead} dead`);
      if (replay.state !== 'running') doneAtMs ??= systemClock.now();
      const waited = doneAtMs === undefined ? 0 : systemClock.now() - doneAtMs;
      if (doneAtMs !== undefined && (due === 0 || waited > SETTLE_MS_MAX)) return replay;
      await systemClock.sleep(LOOK_EVERY_MS, interrupted.signal);
      if (interrupted.signal.aborted) return replay;
      replay = await answered(operator.getReplay({ path: { id: replay.id } }));
    }
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
  }
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
