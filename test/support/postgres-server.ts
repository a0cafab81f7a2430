/**
 * A PostgreSQL of the machine's own binaries, in a temporary folder, reachable by its socket and a free port of loopback, as an ordinary user: initdb
 * refuses root. One for the process of a test, ended with it.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-ports.ts';

/** Why there are none is printed with each test that is skipped for it. */
export const noPostgres =
  'PostgreSQL is not installed here (neither on PATH nor at /usr/lib/postgresql): install postgresql, or use a machine that has it';

/** The folder of `initdb` and `postgres`; `undefined`: there are none. */
export function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const configured = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  const places = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(configured ? [configured] : []),
    ...versions.map((version) => join(debian, version, 'bin')),
    '/usr/local/pgsql/bin',
  ];
  const found = places.find(
    (place) => place !== '' && existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')),
  );
  // On PATH there may be links to some of the programs, and pg_basebackup is beside those that they lead to.
  return found && dirname(realpathSync(join(found, 'initdb')));
}

/** Settings as lines of `postgresql.conf`. */
export type ServerSettings = Readonly<Record<string, string | number>>;

export type PostgresServer = {
  readonly port: number;
  readonly folder: string;
  readonly data: string;
  readonly binaries: string;
  readonly socketFolder: string;
  /** Of a database on it, by default the one that is always there. Over the socket. */
  url(database?: string): string;
  /** The same over loopback's port. */
  tcpUrl(database?: string): string;
  readonly process: ChildProcess;
  /** The same data again, after `stop`. */
  start(): Promise<void>;
  /** `immediate`: as a crash does. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  /** One of the server's programs, as its user. */
  run(program: string, args: readonly string[]): string;
  /** Stops it and removes the folder. */
  end(): Promise<void>;
};

/** Whom the server runs as: who runs the test, or `nobody` where that is root. */
function ordinaryUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * `prepare`: puts the data of another server there; otherwise it is made. `parent`: where its folder is; in memory where the machine has that, because what a sync costs is measured elsewhere.
 * `environment`: more of the server's own, such as what is preloaded into it.
 */
export async function startPostgres(
  settings: ServerSettings = {},
  prepare?: (folder: string, data: string) => void,
  parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir(),
  environment: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error(noPostgres);
  const folder = mkdtempSync(join(parent, 'pushdock-postgres-'));
  chmodSync(folder, 0o700);
  const user = ordinaryUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(join(binaries, program), args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (prepare) prepare(folder, data);
  else run('initdb', ['-D', data, '-U', 'pushdock', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const port = await freePort();
  const conf = {
    listen_addresses: "'127.0.0.1'",
    port,
    unix_socket_directories: `'${folder}'`,
    shared_buffers: "'64MB'",
    max_connections: 200,
    max_wal_size: "'256MB'",
    ...settings,
  };
  writeFileSync(
    join(data, 'pushdock.conf'),
    Object.entries(conf)
      .map(([name, value]) => `${name} = ${value}`)
      .join('\n'),
  );
  const main = join(data, 'postgresql.conf');
  if (!prepare) writeFileSync(main, "\ninclude = 'pushdock.conf'\n", { flag: 'a' });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(join(data, 'pushdock.conf'), user.uid, user.gid);

  let server: ChildProcess;
  const url =
    (host: string) =>
    (database = 'postgres') =>
      `postgres://pushdock@${host}:${port}/${database}`;

  async function answers(): Promise<boolean> {
    const client = new pg.Client({ host: folder, port, user: 'pushdock', database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  }

  async function start(): Promise<void> {
    server = spawn(join(binaries ?? '', 'postgres'), ['-D', data], {
      ...options,
      env: { ...options.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(-4_000);
    });
    // The process of the test need not stay for it.
    server.unref();
    (server.stderr as Socket | null)?.unref();
    for (let tries = 0; tries < 600; tries += 1) {
      if (server.exitCode !== null) break;
      if (await answers()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`PostgreSQL did not start: ${said}`);
  }

  async function stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  }

  await start();
  return {
    ...{ port, folder, data, binaries, socketFolder: folder, run, start, stop },
    url: (database = 'postgres') =>
      `postgres:///${database}?host=${encodeURIComponent(folder)}&port=${port}&user=pushdock`,
    tcpUrl: url('127.0.0.1'),
    get process() {
      return server;
    },
    async end() {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let shared: Promise<PostgresServer> | undefined;

/** The one of this process. It ends with the process, whatever happens. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres().then((server) => {
    process.once('exit', () => {
      server.process.kill('SIGQUIT');
      // It may still write for a moment into what is removed.
      spawnSync(
        'sh',
        [
          '-c',
          `for look in $(seq 40); do [ -e '${server.data}/postmaster.pid' ] || break; sleep 0.05; done; rm -rf '${server.folder}'`,
        ],
        { timeout: 10_000 },
      );
    });
    return server;
  });
  return shared;
}
