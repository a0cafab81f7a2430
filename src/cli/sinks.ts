/** `pushdock sinks`: where events go, what waits there, and holding it back. */
import { Command } from 'commander';
import type { Sink } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printTable, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };

export function sinksCommand(): Command {
  return new Command('sinks')
    .description('Show where events go and what waits there; pause and resume sinks.')
    .addCommand(
      withOperator(
        new Command('list').description('List every sink with its state, its waiting deliveries and its dead letters.'),
      )
        .addHelpText('after', '\nExample:\n  pushdock sinks list')
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('pause')
          .description('Pause deliveries to a sink until it is resumed. Its events wait, even across a restart.')
          .argument('<name>', 'name of the sink')
          .option('--reason <text>', 'why, for the next person who looks'),
      )
        .addHelpText('after', '\nExample:\n  pushdock sinks pause ledger --reason "disk is being changed"')
        .action(pause),
    )
    .addCommand(
      withOperator(
        new Command('resume').description('Resume deliveries to a paused sink.').argument('<name>', 'name of the sink'),
      )
        .addHelpText('after', '\nExample:\n  pushdock sinks resume ledger')
        .action(resume),
    );
}

async function list(options: Options): Promise<void> {
  const { items } = await answered(openOperatorClient(options).listSinks({}));
  if (options.json) return printJson(items);
  if (items.length === 0) return printText('No sink is configured.');
  const now = systemClock.now();
  printTable(
    ['SINK', 'WAITING', 'RETRYING', 'REPLAYING', 'BEHIND', 'DEAD', 'OLDEST DUE', 'STATE'],
    items.map(({ name, waiting, dead, oldestDueAt, ...sink }) => [
      name,
      waiting.live,
      waiting.retry,
      waiting.replay,
      waiting.behind,
      dead,
      relativeTime(oldestDueAt, now),
      stateOf(sink, now),
    ]),
  );
}

function stateOf({ configured, paused }: Pick<Sink, 'configured' | 'paused'>, now: number): string {
  if (paused) return `paused ${relativeTime(paused.since, now)}: ${paused.reason}`;
  return configured ? 'active' : 'not configured any more';
}

async function pause(name: string, { reason, ...options }: Options & { reason?: string }): Promise<void> {
  const query = reason === undefined ? {} : { reason };
  const sink = await answered(openOperatorClient(options).pauseSink({ path: { name }, query }));
  if (options.json) return printJson(sink);
  printText(`${name} is paused. To go on: pushdock sinks resume ${name}`);
}

async function resume(name: string, options: Options): Promise<void> {
  const sink = await answered(openOperatorClient(options).resumeSink({ path: { name } }));
  if (options.json) return printJson(sink);
  const { live, retry, replay, behind } = sink.waiting;
  printText(`${name} is active; ${live + retry + replay + behind} deliveries are waiting.`);
}
