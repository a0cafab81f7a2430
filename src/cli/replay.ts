/** `pushdock replay`: sends received messages again, on purpose. */
import { Command } from 'commander';
import type { Replay } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { CommandFailed } from './failure.ts';
import { byState, byVerdict, queryOf, withFilters } from './filters.ts';
import { listCommand, type QueryOf } from './list-command.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printFields, printJson, printText, relativeTime } from './print.ts';
import {
  type OrderOptions,
  type OrderQuery,
  orderQuery,
  replayOrdered,
  replayText,
  withOrder,
} from './replay-order.ts';

type Options = OrderOptions & { readonly dead?: boolean; readonly asSent?: boolean };
type Shown = OperatorOptions & { readonly json?: boolean };

const replayFilters = {
  state: byState('messages', ['processed', 'quarantined', 'failed']),
  verdict: byVerdict('messages'),
};

export function replayCommand(): Command {
  const replay = withFilters(
    withOrder(
      withOperator(
        new Command('replay')
          .description('Send events of received messages again: show a plan first, then run at a bounded rate.')
          .argument('[message...]', 'ids of messages, or four or more of their first or last characters'),
      ),
    ),
    replayFilters,
  )
    .option('--dead', 'only dead letters, each to its own sink')
    .option('--as-sent', 'repeat the stored events instead of making them again from the stored bytes')
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock replay --plan --source shipping --since 2h\n  pushdock replay 5d2c8e6a1b37 --sink ledger\n  pushdock replay --state failed --yes\n\nGive at least one filter, or --since 2000-01-01 for everything. A message must match all of them.\nEvents keep their ids and carry pushdockreplay. Ctrl-C ends the waiting, not the replay.',
    )
    .action(run);
  // Options after `list`, `show` and `stop` are theirs, not of the replay that is not begun.
  replay.enablePositionalOptions().hook('preSubcommand', (given) => {
    const set = Object.keys(given.opts()).filter((name) => given.getOptionValueSource(name) === 'cli');
    if (set.length > 0) throw new CommandFailed('usage', 'put options after list, show or stop');
  });
  return replay
    .addCommand(
      listCommand<Replay, QueryOf<'listReplays'>>({
        description: 'List replays, newest first.',
        example: '\nExample:\n  pushdock replay list',
        filters: {},
        read: (operator, query) => answered(operator.listReplays({ query })),
        none: 'There has been no replay yet.',
        columns: {
          REPLAY: ({ id }) => id,
          STATE: ({ state }) => state,
          BEGAN: ({ createdAt }, now) => relativeTime(createdAt, now),
          MESSAGES: ({ walked, messages }) => `${walked}/${messages}`,
          'LEFT OUT': ({ skipped }) => skipped,
          DUE: ({ deliveries }) => deliveries.due,
          DELIVERED: ({ deliveries }) => deliveries.delivered,
          DEAD: ({ deliveries }) => deliveries.dead,
          WHAT: filterText,
        },
      }),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one replay and how far it is.')
          .argument('<id>', 'id of the replay, as replay list shows it'),
      )
        .addHelpText('after', '\nExample:\n  pushdock replay show 4')
        .action(show),
    )
    .addCommand(
      withOperator(
        new Command('stop')
          .description('End a replay: send nothing more, and cancel its deliveries that are still due.')
          .argument('<id>', 'id of the replay, as replay list shows it'),
      )
        .addHelpText('after', '\nExample:\n  pushdock replay stop 4')
        .action(stop),
    );
}

async function run(ids: readonly string[], options: Options): Promise<void> {
  const { dead, asSent } = options;
  const message = await wholeIds(openOperatorClient(options), ids);
  const query = {
    ...orderQuery(options),
    ...(message.length > 0 && { message }),
    ...queryOf<OrderQuery>(replayFilters, options),
    ...(dead && { dead }),
    ...(asSent && { mode: 'as_sent' as const }),
  };
  const { sink, perSecond, mode, ...narrowing } = query;
  if (Object.keys(narrowing).length === 0)
    throw new CommandFailed(
      'usage',
      'nothing says what to send again; give ids of messages, or a filter such as --source or --since',
    );
  await replayOrdered(query, options);
}

/** Completes shortened ids. An id that does not exist is an error, because a replay of it would silently send nothing. */
async function wholeIds(operator: Operator, ids: readonly string[]): Promise<readonly string[]> {
  const whole: string[] = [];
  for (const id of ids) whole.push((await answered(operator.getMessage({ path: { id }, query: { masked: true } }))).id);
  return whole;
}

async function show(id: string, options: Shown): Promise<void> {
  const replay = await answered(openOperatorClient(options).getReplay({ path: { id } }));
  if (options.json) return printJson(replay);
  const now = systemClock.now();
  printFields([
    ['Began', `${replay.createdAt} (${relativeTime(replay.createdAt, now)})`],
    ['Ended', replay.endedAt && `${replay.endedAt} (${relativeTime(replay.endedAt, now)})`],
    ['What', filterText(replay)],
    ['Rate', `${replay.perSecond} messages a second`],
  ]);
  printText(replayText(replay));
}

async function stop(id: string, options: Shown): Promise<void> {
  const replay = await answered(openOperatorClient(options).stopReplay({ path: { id } }));
  if (options.json) return printJson(replay);
  printText(replayText(replay));
}

/** `as sent, dead, source shipping, to ledger`. */
function filterText({ mode, filter, sinks }: Replay): string {
  const { messages, dead, delivery, ...named } = filter;
  return [
    ...(mode === 'as_sent' ? ['as sent'] : []),
    ...(delivery !== undefined ? [`delivery ${delivery}`] : dead ? ['dead letters'] : []),
    ...(messages ? [messages.length === 1 ? `message ${messages[0]}` : `${messages.length} messages`] : []),
    ...Object.entries(named).map(([name, value]) => `${words[name] ?? name} ${value}`),
    ...(sinks ? [`to ${sinks.join(' and ')}`] : []),
  ].join(', ');
}

const words: Readonly<Record<string, string>> = { receivedFrom: 'since', receivedTo: 'until' };
