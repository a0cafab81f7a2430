/** `pushdock drift`: shows where messages depart from their contracts, and settles these findings. */
import { Command } from 'commander';
import type { DriftEntry, DriftPage } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { proposeCommand } from './drift-propose.ts';
import { byProvider, byState } from './filters.ts';
import { findingPlace } from './finding-place.ts';
import { listCommand, type QueryOf } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printFields, printJson, printText, relativeTime } from './print.ts';

export function driftCommand(): Command {
  return new Command('drift')
    .description('Show and settle findings: the places where messages depart from their contracts.')
    .addCommand(
      listCommand<DriftEntry, QueryOf<'listDrift'>, DriftPage>({
        description: 'List the findings, newest first.',
        example: '\nExample:\n  pushdock drift list --state new',
        filters: {
          provider: byProvider('findings'),
          state: byState('findings', ['new', 'acknowledged', 'resolved']),
        },
        read: (operator, query) => answered(operator.listDrift({ query })),
        none: 'No finding matches.',
        columns: {
          FINDING: ({ id }) => id,
          STATE: ({ state, alert }) => (alert ? `${state}, alert` : state),
          PROVIDER: ({ provider }) => provider,
          EVENT: ({ event }) => event,
          RULE: ({ rule }) => rule,
          COUNT: ({ count }) => count,
          'LAST SEEN': ({ lastSeenAt }, now) => relativeTime(lastSeenAt, now),
          WHERE: ({ path }) => findingPlace({ path }),
        },
        notes: ({ overflow }) =>
          overflow.map(
            ({ count, provider }) =>
              `${count} findings of ${provider} were dropped, because the findings are full. Resolve those that are settled.`,
          ),
      }),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show one finding, as its latest message has it.')
          .argument('<id>', 'id of the finding, as drift list shows it'),
      )
        .addHelpText('after', '\nExample:\n  pushdock drift show 12')
        .action(show),
    )
    .addCommand(
      withOperator(
        new Command('accept').description('Mark findings as known, so that they no longer raise a condition.'),
      )
        .argument('<id...>', 'ids of findings, as drift list shows them')
        .addHelpText('after', '\nExample:\n  pushdock drift accept 12 13')
        .action((ids: readonly string[], options: ShowOptions) => settle('acceptDrift', ids, options)),
    )
    .addCommand(
      withOperator(
        new Command('resolve').description('Mark findings as settled. If one is found again, it is new again.'),
      )
        .argument('<id...>', 'ids of findings, as drift list shows them')
        .addHelpText('after', '\nExample:\n  pushdock drift resolve 12')
        .action((ids: readonly string[], options: ShowOptions) => settle('resolveDrift', ids, options)),
    )
    .addCommand(proposeCommand());
}

type ShowOptions = OperatorOptions & { readonly json?: boolean };

async function show(id: string, options: ShowOptions): Promise<void> {
  const entry = await answered(openOperatorClient(options).getDrift({ path: { id } }));
  if (options.json) return printJson(entry);
  const now = systemClock.now();
  const { finding } = entry;
  const { contract } = finding;
  printFields([
    ['Finding', entry.id],
    ['State', `${entry.state} since ${entry.stateSince} (${relativeTime(entry.stateSince, now)})`],
    ['Alert', entry.alert ? 'yes' : undefined],
    ['Provider', `${entry.provider}, latest by source ${entry.source}`],
    ['Event', entry.event],
    ['Rule', `${entry.rule} (${entry.severity})`],
    ['Where', findingPlace(finding)],
    ['Expected', finding.expected],
    ['Seen', finding.seen],
    ['Contract', contract && `${contract.name} ${contract.version}${contract.schema ? `, ${contract.schema}` : ''}`],
    ['Count', entry.count],
    ['First seen', `${entry.firstSeenAt} (${relativeTime(entry.firstSeenAt, now)})`],
    ['Last seen', `${entry.lastSeenAt} (${relativeTime(entry.lastSeenAt, now)})`],
    ['Sample', `pushdock messages show ${entry.messageId}`],
  ]);
}

async function settle(operation: 'acceptDrift' | 'resolveDrift', ids: readonly string[], options: ShowOptions) {
  const operator = openOperatorClient(options);
  for (const id of ids) {
    const entry = await answered(operator[operation]({ path: { id } }));
    if (options.json) printJson(entry);
    else printText(settledLine(entry));
  }
}

/** A finding about an unreadable document has no place in it, so the line gives what was seen. */
function settledLine({ id, state, rule, path, finding }: DriftEntry): string {
  const said = path === '' ? `; seen: ${finding.seen}` : '';
  return `Finding ${id} is ${state}: ${rule} at ${findingPlace(path === '' ? finding : { path })}${said}`.replace(
    /\.?$/,
    '.',
  );
}
