/** `pushdock prune`: what is older than the configuration keeps it goes now, not within the hour. */
import { Command, Option } from 'commander';
import type { Forgotten, RetentionAges, RetentionPass } from '../../generated/gateway/models.ts';
import { systemClock } from '../clock.ts';
import { CommandFailed } from './failure.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { durationText, printJson, printText } from './print.ts';
import { openProgress } from './progress.ts';
import { agreed } from './terminal.ts';

type Options = OperatorOptions & {
  readonly json?: boolean;
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly stop?: boolean;
};

const LOOK_EVERY_MS = 250;

export function pruneCommand(): Command {
  return withOperator(
    new Command('prune')
      .description('Forget now what is older than policy.retention keeps it.')
      .addOption(new Option('--plan', 'only say what would go').conflicts('yes'))
      .option('--yes', 'do not ask')
      .addOption(new Option('--stop', 'end the pass that runs').conflicts(['plan', 'yes'])),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock prune --plan\n\nThe gateway does this once an hour by itself. Never what is still owed, and never a message under legal hold\n(pushdock messages hold). What is gone is gone. Ctrl-C ends the waiting, not the pass.',
    )
    .action(prune);
}

async function prune(options: Options): Promise<void> {
  const operator = openOperatorClient(options);
  if (options.stop) return stop(operator, options);
  const plan = await answered(operator.planPrune({}));
  if (options.plan && options.json) return printJson(plan);
  if (!options.json) printText(planText(plan, (await answered(operator.getRetention({}))).keeps));
  if (options.plan) return;
  if (sumOf(plan) > 0 && !(await agreed(options.yes, 'Forget it for good?')))
    return printText('Nothing was forgotten.');
  const pass = sumOf(plan) > 0 ? await follow(operator, await answered(operator.prune({}))) : undefined;
  if (options.json) return printJson(pass ?? { plan });
  if (pass) printText(passText(pass));
  if (pass?.state === 'failed') throw new CommandFailed('failed', `it ended early: ${pass.reason}`);
}

async function stop(operator: Operator, { json }: Options): Promise<void> {
  const { pass } = await answered(operator.stopPrune({}));
  if (json) return printJson(pass ?? {});
  printText(pass ? passText(pass) : 'No pass runs.');
}

/** Until it ends; or until this is interrupted, which does not end it. */
async function follow(operator: Operator, begun: RetentionPass): Promise<RetentionPass> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const progress = openProgress();
  let pass = begun;
  try {
    for (;;) {
      progress.update(sumOf(pass.forgotten), sumOf(pass.expected ?? pass.forgotten), countsText(pass.forgotten));
      if (pass.state !== 'running' || interrupted.signal.aborted) return pass;
      await systemClock.sleep(LOOK_EVERY_MS, interrupted.signal);
      pass = (await answered(operator.getRetention({}))).pass ?? pass;
    }
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
  }
}

const sumOf = ({ messages, events, bodies }: Forgotten): number => messages + events + bodies;

function countsText({ messages, events, bodies }: Forgotten): string {
  return `(${messages} messages, ${events} events and ${bodies} bodies of messages that stay)`;
}

function planText(plan: Forgotten, keeps: RetentionAges): string {
  const kept = (seconds: number | undefined) => (seconds === undefined ? 'for ever' : durationText(seconds));
  const { messagesSeconds, eventsSeconds, bodiesSeconds } = keeps;
  return [
    `Kept: messages ${kept(messagesSeconds)}, events ${kept(eventsSeconds)}, bodies ${kept(bodiesSeconds)}.`,
    sumOf(plan) === 0
      ? 'Nothing is older than that, so there is nothing to forget.'
      : `To be forgotten: ${countsText(plan).slice(1, -1)}.`,
  ].join('\n');
}

function passText({ state, forgotten }: RetentionPass): string {
  const counts = countsText(forgotten).slice(1, -1);
  return state === 'running'
    ? `It goes on; so far ${counts}. pushdock prune --stop ends it.`
    : `Forgotten: ${counts}; ${state}.`;
}
