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
    new Command('health')
      // So that options after `health gap` are those of `gap`.
      .enablePositionalOptions()
      .description('Show how each source stands with its provider: its state, why, and when the provider gives up.'),
  )
    .addOption(outputOption())
    .addHelpText(
      'after',
      '\nExample:\n  pushdock health\n\nIt exits with 0 if every source is healthy or has had no push yet, and else with 1.',
    )
    .action(show)
    .addCommand(gapCommand());
}

function gapCommand(): Command {
  return withOperator(
    new Command('gap')
      .description(
        'Show what an outage of a source may have cost: what was lost, where the events show a hole, what to ask for again.',
      )
      .argument('<source>', 'name of the source'),
  )
    .addOption(outputOption())
    .option(
      '--from <time>',
      'the beginning of a window of your own, such as 2026-11-20T14:00:00Z (default: the latest outage)',
    )
    .option('--to <time>', 'its end (default: now)')
    .addHelpText('after', '\nExample:\n  pushdock health gap pos')
    .action(showGap);
}

const outputOption = () => new Option('--output <format>', 'the same as --json, by name').choices(['text', 'json']);

async function showGap(name: string, options: Shown & { readonly from?: string; readonly to?: string }): Promise<void> {
  const query = {
    ...(options.from !== undefined && { from: options.from }),
    ...(options.to !== undefined && { to: options.to }),
  };
  const gap = await answered(openOperatorClient(options).getGap({ path: { name }, query }));
  if (wantsJson(options)) return printJson(gap);
  const { window, before, after, lost, holes, ask } = gap;
  if (window === undefined) return printText(`No outage of ${name} is known. Name a window with --from and --to.`);
  const reason = window.code === undefined ? '' : ` (${window.code})`;
  printText(`${name}: ${window.kind} from ${window.from} to ${window.to ?? 'now'}${reason}`);
  for (const [title, messages] of [
    ['Before it', before],
    ['After it', after],
  ] as const) {
    printText(`\n${title}:${messages.length === 0 ? ' nothing' : ''}`);
    if (messages.length > 0)
      printItems(messages, {
        RECEIVED: ({ receivedAt }) => receivedAt,
        MESSAGE: ({ id }) => id,
        STATE: ({ state }) => state,
      });
  }
  printText(`\nTried and not accepted:${lost.length === 0 ? ' nothing' : ''}`);
  if (lost.length > 0)
    printItems(lost, {
      DIGEST: ({ digest }) => digest,
      FIRST: ({ firstAt }) => firstAt,
      LAST: ({ lastAt }) => lastAt,
      TRIES: ({ tries }) => tries,
      NEXT: ({ waiting }) => (waiting ? 'may still come' : 'lost'),
      'SAYS THAT IT IS': ({ names }) => names,
    });
  printText(`\nHoles in the events:${holes.length === 0 ? ' none' : ''}`);
  for (const { detail } of holes) printText(`  ${detail}`);
  printText('\nAsk for:');
  for (const one of ask) printText(`  ${one}`);
  if (gap.truncated)
    printText('\nThere were more events around it than were compared. Name a shorter window with --from and --to.');
}

/** Whether the options ask for JSON, in either way. */
const wantsJson = ({ json, output }: Shown): boolean => json === true || output === 'json';

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
