/** `pushdock migrate`: moves a store to another engine. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { loadConfiguration } from '../config.ts';
import { systemClock } from '../running/clock.ts';
import { moveStore } from '../store/open.ts';
import { StoreUnavailable } from '../store/store.ts';
import { CommandFailed } from './failure.ts';
import { configurationFor } from './find-configuration.ts';
import { postgresToSqliteCommand } from './migrate-back.ts';
import { durationText, printJson, printText } from './print.ts';
import { openProgress } from './progress.ts';
import { mustBeDatabase, mustBeFile } from './store-arguments.ts';

type Options = {
  readonly config?: string;
  readonly from?: string;
  readonly to: string;
  readonly schema?: string;
  readonly restart?: boolean;
  readonly json?: boolean;
};

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Move the store to another engine, or copy it back to a file.')
    .addCommand(
      new Command('sqlite-to-postgres')
        .description('Move a store from SQLite to an empty database of PostgreSQL.')
        .requiredOption('--to <url>', 'the database, such as postgres://pushdock@db.example.com/pushdock')
        .option('--from <file>', 'the file of the store (default: what the configuration names)')
        .option('--config <file>', 'the configuration that names the store on SQLite')
        .option('--schema <name>', 'the schema of the store in the database (default: pushdock)')
        .option('--restart', 'remove what an interrupted move left in the database, and begin again')
        .option('--json', 'print JSON, for scripts')
        .addHelpText(
          'after',
          '\nExample:\n  pushdock migrate sqlite-to-postgres --from ./data/pushdock.db --to postgres://pushdock@db.example.com/pushdock\n\nStop the gateway first. The store is moved in batches, and all rows are compared. No gateway starts with an incomplete store.\nAfter an interruption run the same command again: it goes on where it was. The file stays as it is. Put the password into PGPASSWORD or a password file (~/.pgpass).',
        )
        .action(move),
    )
    .addCommand(postgresToSqliteCommand());
}

async function move({ config, from, to, schema, restart = false, json }: Options): Promise<void> {
  if (from !== undefined) mustBeFile('--from', from);
  const path = from ?? sqliteOf(configurationFor(config));
  mustBeDatabase('--to', to);
  if (!existsSync(path)) throw new CommandFailed('not found', `No store exists at ${path}.`);
  const startedMs = systemClock.monotonic();
  const progress = openProgress();
  try {
    const { counts, notAnalyzed } = await moveStore(
      path,
      { engine: 'postgres', url: to, ...(schema !== undefined && { schema }) },
      { restart, onProgress: (rows, ofRows) => progress.update(rows, ofRows, 'rows') },
    );
    progress.end();
    const tookMs = Math.round(systemClock.monotonic() - startedMs);
    if (json) return printJson({ from: path, counts, notAnalyzed, tookMs });
    const { messages = 0, events = 0, deliveries = 0, delivered = 0 } = counts;
    printText(
      `Moved ${messages} messages, ${events} events and ${deliveries + delivered} deliveries in ${durationText(tookMs / 1000)}. All rows were compared.\n${path} is as it was. Set store: in the configuration to the database, and start the gateway.`,
    );
    if (notAnalyzed !== undefined)
      printText(
        `The database has no statistics of some tables yet, so the gateway is slow until it has. Run ANALYZE in the database. ${notAnalyzed}`,
      );
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailed('failed', error.message);
    throw error;
  } finally {
    progress.end();
  }
}

function sqliteOf(file: string): string {
  const { store } = loadConfiguration(file, process.env);
  if (store.engine === 'sqlite') return store.path;
  throw new CommandFailed('usage', `the store of ${file} is not on SQLite; name the file with --from`);
}
