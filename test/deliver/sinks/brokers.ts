/** Real brokers in folders of their own, on free ports, ended with the test. From Debian: apt-get install nats-server rabbitmq-server. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Broker = { readonly port: number; stop(): Promise<void>; start(): Promise<void> };

/** Path of a program, undefined where it is not installed. */
export function find(name: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return places
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export async function startNats(program: string): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-nats-'));
  const port = await freePort();
  return await run(folder, port, () => [
    spawn(program, ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', detached: true }),
  ]);
}

/** The server's own script: Debian's wrapper would change to another user and to /var/lib. */
export const rabbitmqScript = (): string | undefined =>
  ['/usr/lib/rabbitmq/lib'].flatMap(scriptsIn).find((path) => existsSync(path));

function scriptsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return execFileSync('ls', [folder], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name.startsWith('rabbitmq_server-'))
    .map((name) => join(folder, name, 'sbin/rabbitmq-server'));
}

export async function startRabbitmq(program: string): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-rabbitmq-'));
  const [port, distribution, epmd] = [await freePort(), await freePort(), await freePort()];
  mkdirSync(join(folder, 'log'));
  writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
  writeFileSync(join(folder, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\n`);
  const env = {
    ...process.env,
    HOME: folder, // The cookie lies there.
    RABBITMQ_NODENAME: `pushdock-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // A name server of its own, started below; one that Erlang starts would stay behind.
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  return await run(folder, port, () => [
    spawn(program, [], { stdio: 'ignore', detached: true, env }),
    spawn('epmd', ['-port', String(epmd), '-address', '127.0.0.1'], { stdio: 'ignore', detached: true, env }),
  ]);
}

/** The first of the processes is the broker. All end at once, as in a power cut. */
async function run(folder: string, port: number, launch: () => ChildProcess[]): Promise<Broker> {
  let children: ChildProcess[] = [];
  const start = async () => {
    children = launch();
    const [broker] = children;
    if (broker !== undefined) await listening(port, broker);
  };
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await start();
  return { port, start, stop: async () => void (await Promise.all(children.map(kill))) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

/** Waits for the port; a RabbitMQ needs five to ten seconds. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the broker ended with ${child.exitCode}`);
    if (Date.now() > end) throw new Error('the broker does not listen after a minute');
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
