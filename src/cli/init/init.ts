/** `pushdock init`: writes a first configuration and its secrets, and says what comes next. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { readYaml } from '../../config/read-yaml.ts';
import { ConfigurationError, checkConfiguration, loadConfiguration } from '../../config.ts';
import { CommandFailed } from '../failure.ts';
import { usualConfiguration } from '../find-configuration.ts';
import { choose, type InitOptions } from './choose.ts';
import { firstConfiguration, firstSecrets } from './first-configuration.ts';
import { printNextSteps } from './next-steps.ts';
import { schemaAddress } from './schema-address.ts';

type Options = InitOptions & { readonly config: string; readonly force?: boolean };

export function initCommand(): Command {
  return new Command('init')
    .description('Write a first configuration and its secrets by asking, and say what comes next.')
    .option('--provider <name>', 'the provider that pushes first')
    .option('--sink <kinds>', 'where events go: file, stdout, http; several with commas')
    .option('--sink-url <url>', 'what an http sink posts to')
    .option('--store <url>', 'the store, such as sqlite:./data/pushdock.db')
    .option('--public-url <url>', 'what providers call, such as https://hooks.example.com')
    .option(
      '--config <file>',
      'the file to write; its secrets go into a file of the same name that ends in .env',
      usualConfiguration,
    )
    .option('--yes', 'ask nothing, and take the default for what no option says')
    .option('--force', 'overwrite files that exist')
    .addHelpText(
      'after',
      '\nExamples:\n  npx pushdock init\n  npx pushdock init --yes --provider zettle --public-url https://hooks.example.com\n\nSecrets are made here and written into a file with mode 600. The configuration only refers to them.',
    )
    .action(init);
}

async function init({ config, force, ...options }: Options): Promise<void> {
  const secretsFile = join(dirname(config), `${basename(config).replace(/\.[^.]+$/, '')}.env`);
  const present = [config, secretsFile].filter((file) => existsSync(file));
  if (present.length > 0 && force !== true)
    throw new CommandFailed(
      'failed',
      `${present.join(' and ')} would be overwritten, so nothing was written; choose another file with --config, or overwrite with --force`,
    );
  const chosen = await choose(options);
  const environmentFile = dirname(secretsFile) === '.' ? `./${secretsFile}` : secretsFile;
  const parts = { ...chosen, environmentFile, schema: schemaAddress(config) };
  const text = firstConfiguration(parts);
  const secrets = firstSecrets(parts);
  refuseFaulty(config, text, secrets);
  mkdirSync(dirname(config), { recursive: true });
  writeSecrets(secretsFile, secrets);
  writeFileSync(config, text);
  await printNextSteps(chosen, loadConfiguration(config, process.env), { config, secretsFile });
}

/** Before anything is written: what was chosen must make a configuration that starts. */
function refuseFaulty(config: string, text: string, secrets: string): void {
  const read = readYaml(text);
  if ('faults' in read)
    throw new CommandFailed(
      'usage',
      'an answer cannot be written into YAML; nothing was written. Use plain characters',
    );
  const { environmentFile: _, ...value } = Object(read.file.value);
  const made = Object.fromEntries(
    secrets
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split(/=(.*)/s)),
  );
  try {
    checkConfiguration(value, made);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandFailed(
      'usage',
      `${config} would have faults, so nothing was written; correct the options or answers\n${error.faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
}

/** With mode 600 from its first byte on, also where a file with a wider mode stood there. */
function writeSecrets(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}
