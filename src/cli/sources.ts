/** `pushdock sources`: shows what to enter at each provider. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';

export function sourcesCommand(): Command {
  return new Command('sources')
    .description('Show the configured sources, and what to enter at their providers.')
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show the exact URL and fields to enter at the provider. Without a name, list all sources.')
          .argument('[name]', 'name of the source'),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock sources show shipping\n\nSecrets are shown as ***. Look them up where the configuration reads them.',
        )
        .action(show),
    );
}

async function show(name: string | undefined, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const operator = openOperatorClient(options);
  if (name === undefined) {
    const { items } = await answered(operator.listSources({}));
    if (options.json) return printJson(items);
    return printTable(
      ['SOURCE', 'PROVIDER', 'URL'],
      items.map((one) => [one.name, one.provider, one.pushUrl]),
    );
  }
  const source = await answered(operator.getSource({ path: { name } }));
  if (options.json) return printJson(source);
  const now = systemClock.now();
  const ruled = Object.entries(source.rules ?? {});
  printFields([
    ['Source', source.name],
    ['Provider', source.provider],
    ['Sandbox', source.sandbox ? 'yes: a violation is answered 422, and nothing is kept' : undefined],
    ['Off contract', source.offContract],
    ['By rule', ruled.map(([rule, action]) => `${rule} ${action}`).join(', ')],
  ]);
  printText('\nEnter at the provider:');
  printFields(source.setup.map(({ field, value }) => [`  ${field}`, value]));
  printText('\nCredentials:');
  for (const { label, belongsTo, uses, firstUsedAt, lastUsedAt } of source.credentials) {
    const times = `${uses} times since ${firstUsedAt?.slice(0, 10)}, last ${relativeTime(lastUsedAt, now)}`;
    const whose = belongsTo === undefined ? '' : `, ${belongsTo}`;
    printText(`  ${label}${whose}: ${uses === 0 ? 'never used' : times}`);
  }
  for (const { label, lastUsedAt, replacedBy } of source.credentials)
    if (replacedBy !== undefined)
      printText(
        `\n${label} was last used ${relativeTime(lastUsedAt, now)}, and ${replacedBy} is in use. You can remove ${label}.`,
      );
}
