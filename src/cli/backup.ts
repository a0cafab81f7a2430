/** `pushdock backup` and `pushdock restore`: the embedded store in one file, and back. Both work on the files themselves, so no gateway need run. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { StoreSettings } from '../config/store-settings.ts';
import { loadConfiguration } from '../config.ts';
import { systemClock } from '../running/clock.ts';
import { backUpStore, restoreStore } from '../store/open.ts';
import { type ExaminedFile, StoreUnavailable } from '../store/store.ts';
import { CommandFailed } from './failure.ts';
import { configurationDefault, configurationFor } from './find-configuration.ts';
import { openInterruptible } from './interruptible.ts';
import { printJson, printText } from './print.ts';
import { openProgress } from './progress.ts';
import { mustBeFile } from './store-arguments.ts';
import { agreed } from './terminal.ts';

type BackupOptions = { readonly config?: string; readonly force?: boolean; readonly json?: boolean };
type RestoreOptions = { readonly config?: string; readonly yes?: boolean; readonly json?: boolean };

export function backupCommand(): Command {
  return new Command('backup')
    .description('Copy the embedded store into one file, also while the gateway runs.')
    .argument('<file>', 'where the backup goes')
    .option('--config <file>', `the configuration that names the store (YAML; ${configurationDefault})`)
    .option('--force', 'replace an existing backup')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock backup /var/backups/pushdock.db --config pushdock.yaml\n\nThe backup is read to its end and compared with the store before it gets its name. The gateway goes on meanwhile.\nThe encryptionKey is not in it: without that key, stored signing keys and refresh tokens cannot be read.',
    )
    .action(backup);
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Put a backup in the place of the embedded store, while the gateway is stopped.')
    .argument('<file>', 'a backup')
    .option('--config <file>', `the configuration that names the store (YAML; ${configurationDefault})`)
    .option('--yes', 'do not ask at a terminal before it begins')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock restore /var/backups/pushdock.db --config pushdock.yaml\n\nThe store that is there now is kept under another name. Messages that came after the backup are only in that one.\nWhat this means for repeats, order and consumers: spec/guides/backup.md.',
    )
    .action(restore);
}

async function backup(to: string, { config, force = false, json }: BackupOptions): Promise<void> {
  mustBeFile('the place of the backup', to);
  const store = embedded(loadConfiguration(configurationFor(config), process.env).store);
  if (!existsSync(store.path)) throw new CommandFailed('not found', `No store exists at ${store.path}.`);
  const startedMs = systemClock.monotonic();
  const progress = openProgress();
  const interruptible = openInterruptible();
  try {
    const { path, ...made } = await refusing(
      backUpStore(
        store,
        {
          to,
          force,
          onProgress: (bytes, ofBytes) => progress.update(megabytes(bytes), megabytes(ofBytes), 'MB'),
          onTemporary: interruptible.remember,
        },
        systemClock,
      ),
    );
    progress.end();
    const tookMs = Math.round(systemClock.monotonic() - startedMs);
    if (json) printJson({ file: path, store: store.path, ...made, tookMs });
    else
      printText(
        `The store is backed up in ${path}: ${described(made)}, in ${tookMs} ms. Every page was read, and the rows were counted.`,
      );
  } finally {
    progress.end();
    interruptible.end();
  }
}

async function restore(from: string, { config, yes, json }: RestoreOptions): Promise<void> {
  mustBeFile('the backup', from);
  const store = embedded(loadConfiguration(configurationFor(config), process.env).store);
  if (!existsSync(from)) throw new CommandFailed('not found', `No backup exists at ${from}.`);
  // A script is not asked: the store that is there is kept.
  const asks = !yes && process.stdin.isTTY && process.stderr.isTTY && existsSync(store.path);
  if (asks && !(await agreed(false, `Replace the store ${store.path} by this backup?`)))
    return printText('Nothing was changed.');
  const startedMs = systemClock.monotonic();
  const { path, keptAs, numbersContinue, ...found } = await refusing(restoreStore(store, from));
  const tookMs = Math.round(systemClock.monotonic() - startedMs);
  if (json) return printJson({ file: from, store: path, keptAs, numbersContinue, ...found, tookMs });
  printText(`${path} is restored from ${from}: ${described(found)}, in ${tookMs} ms.`);
  if (keptAs !== undefined) printText(`The store that was there is kept as ${keptAs}.`);
  if (!numbersContinue)
    printText(
      'That store could not be read, so numbers of its events may be given again. Let each consumer that pulls begin from its acknowledged place.',
    );
}

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailed('failed', error.message);
    throw error;
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

function described({ bytes, counts, schema }: ExaminedFile): string {
  const { messages = 0, events = 0, deliveries = 0 } = counts;
  return `${messages} messages, ${events} events, ${deliveries} deliveries, ${(bytes / 1_000_000).toFixed(1)} MB, schema ${schema}`;
}

function embedded(store: StoreSettings): Extract<StoreSettings, { engine: 'sqlite' }> {
  if (store.engine === 'sqlite') return store;
  throw new CommandFailed(
    'failed',
    'the store is in PostgreSQL, which has backups of its own: pg_basebackup with an archive of the log, or pg_dump. See spec/guides/backup.md.',
  );
}
