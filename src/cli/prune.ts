/** `pushdock prune`: forgets now, and not within the hour, what is older than the configuration allows. */
import { Command, Option } from 'commander';
import type { Forgotten, RetentionAges, RetentionPass } from '../../generated/gateway/models.ts';
import { CommandFailed } from './failure.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { durationText, printJson, printText } from './print.ts';
import { follow } from './progress.ts';
import { agreed } from './terminal.ts';

type Options = OperatorOptions & {
  readonly json?: boolean;
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly stop?: boolean;
};

export function pruneCommand(): Command {
  return withOperator(
    new Command('prune')
      .description('Forget now everything that is older than policy.retention allows.')
      .addOption(new Option('--plan', 'only show what would be forgotten').conflicts('yes'))
      .option('--yes', 'do not ask before it begins')
      .addOption(new Option('--stop', 'end the pass that is running').conflicts(['plan', 'yes'])),
  )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock prune --plan\n\nThe gateway does this by itself once an hour. It never forgets an unfinished message or delivery, nor a message under\nlegal hold (pushdock messages hold). What it forgets cannot be restored. Ctrl-C ends the waiting, not the pass.',
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
  if (sumOf(plan) > 0 && !(await agreed(options.yes, 'Forget all this for good?')))
    return printText('Nothing was forgotten.');
  const pass = sumOf(plan) > 0 ? await followPass(operator, await answered(operator.prune({}))) : undefined;
  if (options.json) return printJson(pass ?? { plan });
  if (pass) printText(passText(pass));
  if (pass?.state === 'failed') throw new CommandFailed('failed', `the pass ended early: ${pass.reason}`);
}

async function stop(operator: Operator, { json }: Options): Promise<void> {
  const { pass } = await answered(operator.stopPrune({}));
  if (json) return printJson(pass ?? {});
  printText(pass ? passText(pass) : 'No pass is running.');
}

const followPass = (operator: Operator, begun: RetentionPass): Promise<RetentionPass> =>
  follow(begun, {
    draw: ({ forgotten, expected = forgotten }, progress) =>
      progress.update(sumOf(forgotten), sumOf(expected), countsText(forgotten)),
    done: ({ state }) => state !== 'running',
    look: async (pass) => (await answered(operator.getRetention({}))).pass ?? pass,
  });

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
      ? 'Nothing is older than that, so nothing would be forgotten.'
      : `To be forgotten: ${countsText(plan).slice(1, -1)}.`,
  ].join('\n');
}

function passText({ state, forgotten }: RetentionPass): string {
  const counts = countsText(forgotten).slice(1, -1);
  return state === 'running'
    ? `The pass goes on; so far ${counts}. To end it: pushdock prune --stop`
    : `Forgotten: ${counts}; ${state}.`;
}
