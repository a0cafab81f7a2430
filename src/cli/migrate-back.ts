/** `pushdock migrate postgres-to-sqlite`: a copy of a store in PostgreSQL in one file, such as for a laptop, beside gateways that go on. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { storePlace } from '../config/store-settings.ts';
import { loadConfiguration } from '../config.ts';
import { soughtOf, timesOf } from '../operator/filters.ts';
import { systemClock } from '../running/clock.ts';
import { copyStore } from '../store/open.ts';
import { type MessageFilter, StoreUnavailable } from '../store/store.ts';
import { CommandFailed } from './failure.ts';
import { byEventType, ofMessages, queryOf, searching, since, until, withFilters } from './filters.ts';
import { configurationDefault, configurationFor } from './find-configuration.ts';
import { openInterruptible } from './interruptible.ts';
import { durationText, printJson, printText } from './print.ts';
import { openProgress } from './progress.ts';
import { mustBeDatabase, mustBeFile } from './store-arguments.ts';

type Options = {
  readonly config?: string;
  readonly from?: string;
  readonly to: string;
  readonly schema?: string;
  readonly json?: boolean;
};
type Asked = Pick<MessageFilter, 'provider' | 'source' | 'state' | 'verdict' | 'type'> & {
  readonly receivedFrom?: string;
  readonly receivedTo?: string;
  readonly identity?: string;
  readonly text?: string;
  readonly field?: readonly string[];
};
type PostgresPlace = Parameters<typeof copyStore>[0];

const filters = {
  ...ofMessages,
  type: byEventType('messages with an event'),
  receivedFrom: since(),
  receivedTo: until(),
  ...searching('the body or a fetched document'),
};

export function postgresToSqliteCommand(): Command {
  return withFilters<Asked>(
    new Command('postgres-to-sqlite')
      .description('Copy a store in PostgreSQL, or some of its messages, into a new file of SQLite.')
      .requiredOption('--to <file>', 'the file of the new store; it must not exist')
      .option('--from <url>', 'the database (default: what the configuration names)')
      .option('--config <file>', `the configuration that names the store on PostgreSQL (YAML; ${configurationDefault})`)
      .option('--schema <name>', 'the schema of the store in the database (default: pushdock)')
      .option('--json', 'print JSON, for scripts'),
    filters,
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock migrate postgres-to-sqlite --config pushdock.yaml --to ./laptop.db --source shipping --since 7d\n  pushdock migrate postgres-to-sqlite --from postgres://pushdock@db.example.com/pushdock --to ./data/pushdock.db\n\nThe gateways go on meanwhile, and the database is only read. A message must match all filters that are given; with it come its events,\ndeliveries, attempts and identities. The sealed secrets of providers come only with a copy of everything.',
    )
    .action(copy);
}

async function copy(options: Options): Promise<void> {
  const { from, config, schema, to, json } = options;
  const filter = filterOf(queryOf<Asked>(filters, options));
  const place = placeOf(from, config, schema);
  mustBeFile('--to', to);
  if (existsSync(to)) throw new CommandFailed('usage', `${to} exists already. Name a file that does not exist.`);
  const startedMs = systemClock.monotonic();
  const progress = openProgress();
  const interruptible = openInterruptible();
  try {
    const { counts, bytes, waiting } = await copyStore(place, {
      to,
      ...(filter && { filter }),
      onProgress: (done, total) => progress.update(done, total, 'messages'),
      onTemporary: interruptible.remember,
    });
    progress.end();
    const tookMs = Math.round(systemClock.monotonic() - startedMs);
    if (json) return printJson({ to, bytes, counts, waiting, tookMs });
    const { messages = 0, events = 0, deliveries = 0 } = counts;
    printText(
      `Copied ${messages} messages, ${events} events and ${deliveries} deliveries into ${to} in ${durationText(tookMs / 1000)}. All rows were compared.`,
    );
    if (waiting > 0)
      printText(
        `Deliveries that wait: ${waiting}. A gateway with this file makes them, and so do the gateways that go on: give it sinks of its own.`,
      );
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailed('failed', error.message);
    throw error;
  } finally {
    progress.end();
    interruptible.end();
  }
}

/** `undefined`: everything. */
function filterOf({ receivedFrom, receivedTo, identity, text, field, ...equal }: Asked): MessageFilter | undefined {
  if (identity !== undefined && !/^[a-z-]+:./.test(identity))
    throw new CommandFailed('usage', `--identity ${identity} is not of the form kind:key`);
  try {
    const filter = { ...equal, ...timesOf(receivedFrom, receivedTo), ...soughtOf({ identity, text, field }) };
    return Object.keys(filter).length === 0 ? undefined : filter;
  } catch (error) {
    if (error instanceof RangeError) throw new CommandFailed('usage', error.message);
    throw error;
  }
}

function placeOf(from: string | undefined, config: string | undefined, schema: string | undefined): PostgresPlace {
  const named = schema === undefined ? {} : { schema };
  if (from !== undefined) {
    mustBeDatabase('--from', from);
    return { engine: 'postgres', url: from, ...named };
  }
  const file = configurationFor(config);
  const store = storePlace(loadConfiguration(file, process.env).store);
  if (store.engine === 'sqlite')
    throw new CommandFailed('usage', `the store of ${file} is not in PostgreSQL; name the database with --from`);
  return { ...store, ...named };
}
