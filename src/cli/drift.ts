/** `pushdock drift`: where messages depart from their contracts, and what is done about it. */
import { Command, Option } from 'commander';
import type { DriftEntry } from '../../generated/gateway/models.ts';
import { systemClock } from '../running/clock.ts';
import { proposeCommand } from './drift-propose.ts';
import { findingPlace } from './finding-place.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';

type ListOptions = OperatorOptions & {
  readonly json?: boolean;
  readonly limit: number;
  readonly cursor?: string;
  readonly provider?: string;
  readonly state?: DriftEntry['state'];
};

export function driftCommand(): Command {
  return new Command('drift')
    .description('Show and settle findings: the places where messages depart from their contracts.')
    .addCommand(
      withOperator(new Command('list').description('List the findings, newest first.'))
        .option('--provider <name>', 'only findings of this provider')
        .addOption(
          new Option('--state <state>', 'only findings in this state').choices(['new', 'acknowledged', 'resolved']),
        )
        .option('--limit <n>', 'list at most this many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText('after', '\nExample:\n  pushdock drift list --state new')
        .action(list),
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

async function list(options: ListOptions): Promise<void> {
  const { limit, cursor, provider, state, json } = options;
  const query = {
    limit,
    ...(cursor !== undefined && { cursor }),
    ...(provider !== undefined && { provider }),
    ...(state !== undefined && { state }),
  };
  const page = await answered(openOperatorClient(options).listDrift({ query }));
  if (json) return printJson(page);
  const now = systemClock.now();
  if (page.items.length === 0) printText('No finding matches.');
  else
    printTable(
      ['FINDING', 'STATE', 'PROVIDER', 'EVENT', 'RULE', 'COUNT', 'LAST SEEN', 'WHERE'],
      page.items.map((one) => [
        one.id,
        one.alert ? `${one.state}, alert` : one.state,
        one.provider,
        one.event,
        one.rule,
        one.count,
        relativeTime(one.lastSeenAt, now),
        findingPlace({ path: one.path }),
      ]),
    );
  for (const one of page.overflow)
    printText(
      `\n${one.count} findings of ${one.provider} were dropped, because the findings are full. Resolve those that are settled.`,
    );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

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

/** What a document that cannot be read has said is not a place in it, so it is said as it is. */
function settledLine({ id, state, rule, path, finding }: DriftEntry): string {
  const said = path === '' ? `; seen: ${finding.seen}` : '';
  return `Finding ${id} is ${state}: ${rule} at ${findingPlace(path === '' ? finding : { path })}${said}`.replace(
    /\.?$/,
    '.',
  );
}
