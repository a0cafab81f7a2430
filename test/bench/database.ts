/** A PostgreSQL for the bench: on the disk, as Debian sets it up but for its buffers, and what it has cost. */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

export type Database = {
  readonly url: string;
  readonly client: pg.Client;
  /** User and system time of all its processes, also of those that have ended. */
  cpuSeconds(): number;
  /** Of its log, ever. */
  walBytes(): Promise<number>;
  end(): Promise<void>;
};

export async function startDatabase(): Promise<Database> {
  const server = await startPostgres({ shared_buffers: "'256MB'", max_wal_size: "'1GB'" }, undefined, tmpdir());
  const client = new pg.Client(server.url());
  await client.connect();
  return {
    url: server.url(),
    client,
    cpuSeconds: () => cpuOf(server),
    async walBytes() {
      const { rows } = await client.query<{ bytes: string }>(`SELECT pg_current_wal_lsn() - '0/0' AS bytes`);
      return Number(rows[0]?.bytes);
    },
    async end() {
      await client.end();
      await server.end();
    },
  };
}

function cpuOf({ process: { pid } }: PostgresServer): number {
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const fields = fieldsOf(name);
    const [own, parent] = [Number(name) === pid, Number(fields[1]) === pid];
    // Those that have ended are counted at their parent.
    if (own) ticks += Number(fields[13]) + Number(fields[14]);
    if (own || parent) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

/** From the state on (proc(5)); none of a process that has ended. */
function fieldsOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}
