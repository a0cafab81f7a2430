/** `pushdock drift`: where messages depart from their contracts, and what is done about it. */
import { Command, Option } from 'commander';
import type { DriftEntry } from '../../generated/gateway/models.ts';
import { systemClock } from '../clock.ts';
import { proposeCommand } from './drift-propose.ts';
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
    .description('Where messages depart from their contracts, each place once.')
    .addCommand(
      withOperator(new Command('list').description('The ledger of findings, newest first.'))
        .option('--provider <name>')
        .addOption(new Option('--state <state>').choices(['new', 'acknowledged', 'resolved']))
        .option('--limit <n>', 'how many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText('after', '\nExample:\n  pushdock drift list --state new')
        .action(list),
    )
    .addCommand(
      withOperator(new Command('show').description('One finding, as its latest message shows it.').argument('<id>'))
        .addHelpText('after', '\nExample:\n  pushdock drift show 12')
        .action(show),
    )
    .addCommand(
      withOperator(new Command('accept').description('Known: no condition stands for these any more.'))
        .argument('<id...>', 'ids of findings, as listed')
        .addHelpText('after', '\nExample:\n  pushdock drift accept 12 13')
        .action((ids: readonly string[], options: ShowOptions) => settle('acceptDrift', ids, options)),
    )
    .addCommand(
      withOperator(new Command('resolve').description('Settled: should one of these come back, it is new again.'))
        .argument('<id...>', 'ids of findings, as listed')
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
  if (page.items.length === 0) printText('No finding fits.');
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
        one.path,
      ]),
    );
  for (const one of page.overflow)
    printText(
      `\n${one.count} findings of ${one.provider} found no room, or made room for newer ones; resolve what is settled.`,
    );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

async function show(id: string, options: ShowOptions): Promise<void> {
  const entry = await answered(openOperatorClient(options).getDrift({ path: { id } }));
  if (options.json) return printJson(entry);
  const now = systemClock.now();
  const { finding } = entry;
  const { contract, line } = finding;
  printFields([
    ['Finding', entry.id],
    ['State', `${entry.state} since ${entry.stateSince} (${relativeTime(entry.stateSince, now)})`],
    ['Alert', entry.alert ? 'yes' : undefined],
    ['Provider', `${entry.provider}, latest by source ${entry.source}`],
    ['Event', entry.event],
    ['Rule', `${entry.rule} (${entry.severity})`],
    ['Where', `${finding.path}${line === undefined ? '' : ` (line ${line})`}`],
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
    else printText(`Finding ${id} is ${entry.state}: ${entry.rule} at ${entry.path}.`);
  }
}
