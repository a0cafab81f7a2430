/** A PgBouncer in transaction mode before a server of tests, as an ordinary user. */
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-ports.ts';
import type { PostgresServer } from './postgres-server.ts';
import { ask } from './postgres-standby.ts';
import { until } from './until.ts';

/** Printed with each test that is skipped for it. */
export const noPgBouncer = 'PgBouncer is not installed here: install pgbouncer, or use a machine that has it';

export const pgBouncerProgram = (): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
    .map((place) => join(place, 'pgbouncer'))
    .find((path) => existsSync(path));

export type PgBouncer = {
  /** Of a database behind it. */
  url(database?: string): string;
  end(): Promise<void>;
};

/** `connections`: to the server, for each database. Few, so that transactions of one client go over many. */
export async function startPgBouncer(server: PostgresServer, connections = 5): Promise<PgBouncer> {
  const program = pgBouncerProgram();
  if (program === undefined) throw new Error(noPgBouncer);
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-pgbouncer-'));
  const port = await freePort();
  // It refuses root as PostgreSQL does, and runs as the same user.
  const { uid, gid } = statSync(server.data);
  const users = join(folder, 'users.txt');
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(users, '"pushdock" ""\n');
  writeFileSync(
    file,
    `[databases]
* = host=${server.socketFolder} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`,
  );
  for (const path of [folder, users, file]) chownSync(path, uid, gid);
  const child = spawn(program, [file], { uid, gid, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-4_000);
  });
  const url = (database = 'postgres') => `postgres://pushdock@127.0.0.1:${port}/${database}`;
  await until(
    async () =>
      ask(url(), 'SELECT 1')
        .then((rows) => rows.length === 1)
        .catch(() => false),
    {
      otherwise: () => `PgBouncer did not start: ${said}`,
    },
  );
  return {
    url,
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
