/** `pushdock sinks`: shows where events go and what waits there; pauses, resumes and tries sinks. */
import { Command } from 'commander';
import type { Sink } from '../../generated/gateway/models.ts';
import { CommandFailed } from './failure.ts';
import { wholeListCommand } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };

export function sinksCommand(): Command {
  return new Command('sinks')
    .description('Show where events go and what waits there; pause, resume and try sinks.')
    .addCommand(
      wholeListCommand<Sink>({
        description: 'List every sink with its state, its waiting deliveries and its dead letters.',
        example: '\nExample:\n  pushdock sinks list',
        read: (operator) => answered(operator.listSinks({})),
        none: 'No sink is configured.',
        columns: {
          SINK: ({ name }) => name,
          WAITING: ({ waiting }) => waiting.live,
          RETRYING: ({ waiting }) => waiting.retry,
          REPLAYING: ({ waiting }) => waiting.replay,
          BEHIND: ({ waiting }) => waiting.behind,
          DEAD: ({ dead }) => dead,
          'OLDEST DUE': ({ oldestDueAt }, now) => relativeTime(oldestDueAt, now),
          'LAST HOUR': ({ throughput }) => throughput && sum(throughput.delivered),
          CIRCUIT: ({ circuit }) => circuit?.state,
          STATE: stateOf,
        },
        notes: circuitNotes,
      }),
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
    )
    .addCommand(
      withOperator(
        new Command('test')
          .description('Send one marked event to a sink, and say what it answered.')
          .argument('<name>', 'name of the sink'),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock sinks test ledger\n\nIts type is com.pushdock.sink.test. It is not stored and not repeated, and a paused sink gets it too.\nEnds with exit code 1 if the sink did not take it.',
        )
        .action(test),
    );
}

function stateOf({ configured, paused, circuit }: Sink, now: number): string {
  if (paused) return `paused ${relativeTime(paused.since, now)}: ${paused.reason}`;
  if (!configured) return 'no longer configured';
  if (circuit?.since === undefined) return 'active';
  const next = circuit.until === undefined ? 'a probe is under way' : `next probe ${relativeTime(circuit.until, now)}`;
  return `away since ${relativeTime(circuit.since, now)}, ${next}: ${circuit.reason}`;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Each gateway has circuits of its own, so one that is open must say whose it is. */
function circuitNotes(sinks: readonly Sink[]): readonly string[] {
  const node = sinks.find(({ circuit }) => circuit !== undefined && circuit.state !== 'closed')?.node;
  return node === undefined
    ? []
    : [`Circuits and the last hour are those of the gateway ${node}. It probes a sink that is away every 5 s.`];
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

async function test(name: string, options: Options): Promise<void> {
  const tested = await answered(openOperatorClient(options).testSink({ path: { name } }));
  const { outcome, detail, answer, event, tookMs } = tested;
  if (options.json) printJson(tested);
  else if (outcome === 'delivered') printText(`${name} took the event ${event} in ${tookMs} ms: ${detail}`);
  if (outcome === 'delivered') return;
  const said = answer === undefined ? '' : `\n  its answer: ${answer}`;
  throw new CommandFailed(
    'failed',
    `${name} did not take the event ${event} (${outcome}, ${tookMs} ms): ${detail}${said}`,
  );
}
