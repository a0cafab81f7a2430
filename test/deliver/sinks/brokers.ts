/** Real brokers as processes, each started by its own test. From Debian: apt-get install nats-server rabbitmq-server. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
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

/** The jars that `.ci/brokers` has fetched, as a class path. */
export function jarsOf(name: string): { readonly classPath: string; readonly skip: string | false } {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pushdock/brokers', name);
  if (find('java') === undefined) return { classPath: '', skip: 'no java here' };
  const skip = existsSync(join(folder, '.fetched')) ? false : `no ${name} here; .ci/brokers fetches it`;
  return { classPath: join(folder, '*'), skip };
}

/** The first of the processes is the broker. All end at once, as in a power cut, and start again in the same folder, which goes with the test's process. */
export async function startBroker(folder: string, port: number, launch: () => ChildProcess[]): Promise<Broker> {
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
