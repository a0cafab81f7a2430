/** `pushdock health`: how each source stands with its provider. */
import { Command, Option } from 'commander';
import type { SourceHealth } from '../../generated/gateway/models.ts';
import { CommandFailed } from './failure.ts';
import { printItems } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText, relativeTime } from './print.ts';

type Shown = OperatorOptions & { readonly json?: boolean; readonly output?: 'text' | 'json' };

export function healthCommand(): Command {
  return withOperator(
    new Command('health').description(
      'Show how each source stands with its provider: its state, why, and when the provider gives up.',
    ),
  )
    .addOption(new Option('--output <format>', 'the same as --json, by name').choices(['text', 'json']))
    .addHelpText(
      'after',
      '\nExample:\n  pushdock health\n\nIt exits with 0 if every source is healthy or has had no push yet, and else with 1.',
    )
    .action(show);
}

/** Whether the options ask for JSON, in either way. */
export const wantsJson = ({ json, output }: Shown): boolean => json === true || output === 'json';

async function show(options: Shown): Promise<void> {
  const report = await answered(openOperatorClient(options).getHealth({}));
  if (wantsJson(options)) printJson(report);
  else {
    printItems(report.items, {
      SOURCE: ({ name }) => name,
      PROVIDER: ({ provider }) => provider,
      STATE: ({ state }) => state,
      SINCE: ({ since }, now) => relativeTime(since, now),
      'GIVES UP': ({ givesUp }, now) => relativeTime(givesUp.at, now) || givesUpText(givesUp),
      'LAST PUSH': ({ silence }, now) => relativeTime(silence.lastAt, now),
      STRANGERS: ({ strangers }) => strangers.count || '',
    });
    for (const source of report.items.filter(needsPerson)) printText(`\n${explained(source).join('\n')}`);
  }
  const troubled = report.items.filter(needsPerson);
  if (troubled.length > 0)
    throw new CommandFailed(
      'failed',
      `${troubled.map(({ name, state }) => `${name} is ${state}`).join(', ')}; the lines above say what to do`,
    );
}

const givesUpText = ({ action, failures, failuresMax }: SourceHealth['givesUp']): string => {
  if (action === 'never') return 'never';
  if (failures !== undefined && failures > 0) return `after ${failuresMax ?? 'an unknown number of'} failures`;
  return '';
};

/** That nothing has come yet is how every source begins. */
const needsPerson = ({ state, reason }: SourceHealth): boolean => state !== 'healthy' && reason?.code !== 'nothing_yet';

function explained({ name, summary, reason, oldest, lost, todo }: SourceHealth): readonly string[] {
  const named =
    oldest?.names === undefined ? [] : [`  Oldest push: ${oldest.digest}, which says that it is ${oldest.names}`];
  return [
    `${name}: ${summary}`,
    ...(reason === undefined ? [] : [`  Why: ${reason.detail}`]),
    ...named,
    `  Lost if it gives up: ${lost}`,
    ...todo.map((one) => `  Do: ${one}`),
  ];
}
