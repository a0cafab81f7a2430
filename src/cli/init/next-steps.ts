/** What `pushdock init` says at its end: what to enter at the provider, what to replace, and the next commands as they must be typed. */
import type { Configuration } from '../../config.ts';
import { silentLog } from '../../log.ts';
import { openOutbound } from '../../outbound/client.ts';
import { providers } from '../../providers/list.ts';
import type { Source } from '../../providers/provider.ts';
import { systemClock } from '../../running/clock.ts';
import { baseUrl } from '../../running/listening.ts';
import { usualConfiguration } from '../find-configuration.ts';
import { printFields, printText } from '../print.ts';
import type { Chosen } from './choose.ts';

type Written = { readonly config: string; readonly secretsFile: string };

export async function printNextSteps(
  chosen: Chosen,
  configuration: Configuration,
  { config, secretsFile }: Written,
): Promise<void> {
  const { provider, providerName } = chosen;
  const local = baseUrl(configuration.listen.public, 'http');
  const source = await openSource(providerName, provider.name, configuration, chosen.publicUrl ?? local);
  printText(`Written: ${config}, and ${secretsFile} with its secrets (mode 600; keep it out of version control).`);

  printText(`\nEnter at the provider (${providerName}):`);
  printFields(source.setup.map(({ field, value }) => [`  ${field}`, value]));
  const told = provider.secrets.filter(({ from }) => from === 'us').map(({ name }) => name);
  if (told.length > 0) printText(`  *** is ${told.join(', ')} in ${secretsFile}.`);
  if (chosen.publicUrl === undefined)
    printText(`  No provider reaches ${local}. Set publicUrl in ${config} to your public address first.`);

  const replaced = [
    ...provider.secrets.filter(({ from }) => from === 'provider').map(({ name }) => `${name} in ${secretsFile}`),
    ...Object.entries(provider.questions)
      .filter(([name, { mustChange, standard }]) => mustChange && chosen.answers[name] === standard)
      .map(([name]) => `${name} (${chosen.answers[name]}) in ${config}`),
  ];
  if (replaced.length > 0) printText(`\nReplace what only the provider can tell: ${replaced.join(', ')}.`);

  const option = config === usualConfiguration ? '' : ` --config ${config}`;
  printText('\nNext:');
  printText(`  npx pushdock doctor${option}`);
  printText(`  npx pushdock serve${option}`);
  printText(`  npx pushdock tail${option}`);
  if (provider.push !== undefined) {
    printText('\nA first push, from another terminal while it serves:');
    const file = secretsFile.includes('/') ? secretsFile : `./${secretsFile}`;
    for (const line of [`. ${file}`, ...provider.push.replaceAll('{url}', local).split('\n')]) printText(`  ${line}`);
  }
}

/** As the gateway opens it, but nobody is called. */
async function openSource(provider: string, name: string, configuration: Configuration, url: string): Promise<Source> {
  const settings = configuration.sources[name];
  const listed = providers.find((one) => one.name === provider);
  if (settings === undefined || listed === undefined) throw new TypeError(`no source ${name} of ${provider}`);
  const outbound = openOutbound({ development: false, log: silentLog, clock: systemClock });
  try {
    const opened = await listed.open({ outbound, development: false, log: silentLog });
    return await opened.open({ name, settings, publicUrl: url, clock: systemClock });
  } finally {
    await outbound.close();
  }
}
