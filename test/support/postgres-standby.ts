/** A standby of a server of tests: a copy of its data that follows it. */
import pg from 'pg';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { until } from './until.ts';

export type Standby = {
  readonly server: PostgresServer;
  /** From now on the primary's commits wait for it. Resolves when they do. */
  join(): Promise<void>;
  /** It takes writes from now on. Resolves when it does. */
  promote(): Promise<void>;
};

/** Its name in `synchronous_standby_names`. */
export const STANDBY = 'standby';

export async function startStandby(primary: PostgresServer): Promise<Standby> {
  const server = await startPostgres({}, (_folder, data) => {
    const at = `host=${primary.socketFolder} port=${primary.port} user=pushdock application_name=${STANDBY}`;
    primary.run('pg_basebackup', ['-D', data, '-d', at, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']);
  });
  return {
    server,
    async join() {
      await ask(primary.url(), `ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`);
      await ask(primary.url(), 'SELECT pg_reload_conf()');
      const state = 'SELECT sync_state AS state FROM pg_stat_replication';
      await until(async () => (await ask<{ state: string }>(primary.url(), state))[0]?.state === 'sync');
    },
    async promote() {
      server.run('pg_ctl', ['promote', '-D', server.data, '-w']);
      await until(async () => {
        const [row] = await ask<{ replica: boolean }>(server.url(), 'SELECT pg_is_in_recovery() AS replica');
        return row?.replica === false;
      });
    },
  };
}

/** One statement on a connection of its own. */
export async function ask<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
