/** The gateway as `make run` starts it: another process, the ready-to-try configuration, but free ports and a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export type RunningGateway = {
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly folder: string;
  /** What it wrote to standard error so far. */
  readonly log: () => string;
  /** A text with the ports of the ready-to-try configuration replaced by this gateway's. */
  readonly localise: (text: string) => string;
  readonly events: () => readonly { readonly id: string; readonly type: string; readonly [name: string]: unknown }[];
  readonly messages: (query?: string) => Promise<readonly Listed[]>;
  /** Waits for something that happens within a second on a quiet machine; fails after ten. */
  readonly eventually: (holds: () => boolean | Promise<boolean>, otherwise: string) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same folder and ports. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startTryGateway(options: { env?: Record<string, string> } = {}): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-try-'));
  const original = [8080, 8081, 4011, 4012];
  const ports = await freePorts(original.length);
  const localise = (text: string) =>
    original.reduce(
      (changed, port, index) =>
        changed.replaceAll(new RegExp(`(127\\.0\\.0\\.1(?::|%3A))${port}`, 'g'), `$1${ports[index]}`),
      text,
    );
  const configuration = localise(readFileSync(join(root, 'spec/config.try.yaml'), 'utf8')).replaceAll(
    './data/',
    `${folder}/data/`,
  );
  const file = join(folder, 'pushdock.yaml');
  writeFileSync(file, configuration);

  const publicUrl = localise('http://127.0.0.1:8080');
  const operatorUrl = localise('http://127.0.0.1:8081');
  let log = '';
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/main.ts'), 'serve', '--config', file], {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    await eventually(async () => {
      if (child?.exitCode !== null) throw new Error(`the gateway ended with ${child?.exitCode}:\n${log}`);
      return (await fetch(`${operatorUrl}/health/ready`).catch(() => undefined))?.status === 200;
    }, `the gateway is not ready:\n${log}`);
  }

  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  await start();
  return {
    publicUrl,
    operatorUrl,
    folder,
    log: () => log,
    localise,
    events: () => readLines(join(folder, 'data/events.ndjson')),
    messages: async (query = '') =>
      pageItems(await (await fetch(`${operatorUrl}/api/messages?limit=200&${query}`)).json()),
    eventually,
    kill,
    restart: start,
    stop: async () => {
      await kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readLines(path: string): { id: string; type: string }[] {
  if (!existsSync(path)) return [];
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}

type Listed = { readonly id: string; readonly state: string; readonly verdict?: string };

function pageItems(page: unknown): readonly Listed[] {
  if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items))
    throw new TypeError(`no page: ${JSON.stringify(page)}`);
  return page.items;
}

async function eventually(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
