/** The gateway as `make run` starts it: another process, the ready-to-try configuration, but free ports and a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { storeSetting } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { programAt } from './programs.ts';
import { until } from './until.ts';

const root = resolve(import.meta.dirname, '../..');

export type RunningGateway = {
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly folder: string;
  /** Of its configuration, in `folder`. */
  readonly file: string;
  readonly process: () => ChildProcess;
  /** What it wrote to standard error (its log) and standard output so far. */
  readonly log: () => string;
  /** A text with the ports of the ready-to-try configuration replaced by this gateway's. */
  readonly localise: (text: string) => string;
  readonly events: () => readonly WrittenEvent[];
  /** Nothing is owed: every message is settled, every event is in every sink. */
  readonly idle: () => Promise<boolean>;
  readonly messages: (query?: string) => Promise<readonly Listed[]>;
  /** Waits for something that happens within a second on a quiet machine; fails after thirty. */
  readonly eventually: (holds: () => boolean | Promise<boolean>, otherwise: string | (() => string)) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same folder and ports. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type TryOptions = {
  readonly env?: Record<string, string>;
  /** Changes the configuration, after ports and folder were put in. */
  readonly configure?: (text: string) => string;
  /** More files for its folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether it runs the mocks beside it, as `make run` does (true). Without them it starts sooner; what asks a provider's API needs them. */
  readonly mocks?: boolean;
  /** What node runs, with `serve --config <file>` after it; `pushdockProgram()` by default. */
  readonly program?: readonly string[];
  /** More words for `serve`. */
  readonly words?: readonly string[];
};

const asRun = programAt(new URL('../../src/cli/main.ts', import.meta.url));
/** What `make build` made. */
export const compiled: readonly string[] = [join(root, 'dist/src/cli/main.js')];

/** What was compiled with the tests; for a test run by hand what `make build` made, if it is no older than any source, else the source. */
export function pushdockProgram(): readonly string[] {
  const built = join(root, 'dist/.built');
  if (!existsSync(built)) return asRun;
  const builtMs = statSync(built).mtimeMs;
  const newer = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).some(
      (file) => file.endsWith('.ts') && statSync(join(root, folder, file)).mtimeMs > builtMs,
    );
  return newer('src') || newer('generated') ? asRun : compiled;
}

export async function startTryGateway(options: TryOptions = {}): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-try-'));
  // The listeners, and the mocks: their control port, and those of Zettle, 1ShoppingCart and AppDirect.
  const original = [8080, 8081, 4010, 4013, 4014, 4015];
  const first = await freePorts(8);
  const portFor = (port: number) => (port > 8000 ? first + port - 8080 : first + 2 + port - 4010);
  const localise = (text: string) =>
    original.reduce(
      (changed, port) =>
        changed.replaceAll(new RegExp(`(127\\.0\\.0\\.1(?::|%3A)|mocks: )${port}\\b`, 'g'), `$1${portFor(port)}`),
      text,
    );
  const store = JSON.stringify(await storeSetting('./data/pushdock.db'));
  const configuration = localise(readFileSync(join(root, 'spec/config.try.yaml'), 'utf8'))
    .replace(/^store: .*$/m, () => `store: ${store}`)
    .replaceAll('./data/', `${folder}/data/`);
  const {
    configure = (text) => text,
    program = pushdockProgram(),
    env,
    files = {},
    mocks = true,
    words = [],
  } = options;
  const file = join(folder, 'pushdock.yaml');
  const asConfigured = configure(mocks ? configuration : configuration.replace(/^mocks: .*$/m, ''));
  writeFileSync(file, asConfigured.replaceAll('./data/', `${folder}/data/`));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), text);
  }

  const publicUrl = localise('http://127.0.0.1:8080');
  const operatorUrl = localise('http://127.0.0.1:8081');
  let log = '';
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [...program, 'serve', '--config', file, ...words], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
    await eventually(
      async () => {
        if (started.exitCode !== null) throw new Error(`the gateway ended with ${started.exitCode}:\n${log}`);
        return (await fetch(`${operatorUrl}/health/ready`).catch(() => undefined))?.status === 200;
      },
      () => `the gateway is not ready:\n${log}`,
      START_MS_MAX,
    ).catch(async (error: unknown) => {
      await kill('SIGKILL'); // Nobody gets a handle by which to stop it.
      throw error;
    });
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
    file,
    process: () => {
      if (child === undefined) throw new Error('the gateway was not started');
      return child;
    },
    log: () => log,
    localise,
    events: () => readLines(join(folder, 'data/events.ndjson')),
    idle: async () => {
      const { backlog } = (await (await fetch(`${operatorUrl}/health/ready`)).json()) as {
        backlog?: { work: number; deliveries: number };
      };
      return backlog?.work === 0 && backlog.deliveries === 0;
    },
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

export type WrittenEvent = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly pushdockmessage: string;
  readonly pushdockverdict: string;
  readonly data: unknown;
  readonly [name: string]: unknown;
};

/** The whole lines of a file of events; none where it is not there yet. */
export function readLines(path: string): WrittenEvent[] {
  if (!existsSync(path)) return [];
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}

export type Listed = {
  readonly id: string;
  readonly source: string;
  readonly state: string;
  readonly receipts: number;
  readonly findings: readonly unknown[];
  readonly verdict?: string;
  readonly reason?: string;
  readonly conflictsWith?: string;
};

/** Of a page of `GET /api/messages`. */
export function pageItems(page: unknown): readonly Listed[] {
  if (typeof page !== 'object' || page === null || !('items' in page) || !Array.isArray(page.items))
    throw new TypeError(`no page: ${JSON.stringify(page)}`);
  return page.items;
}

// From source, tsx compiles everything first; on a machine with more to do than cores that takes its time.
export const START_MS_MAX = 90_000;

/** Of another process: each look asks it something, or reads a file that it writes. */
const LOOK_EVERY_MS = 25;

export const eventually = (
  holds: () => boolean | Promise<boolean>,
  otherwise: string | (() => string),
  msMax = 60_000,
): Promise<void> => until(holds, { otherwise, msMax, everyMs: LOOK_EVERY_MS });
