/** The servers that are compared: how each is started, in a folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keys } from './pushes.ts';
import { type Started, startServer } from './server.ts';

export const root = resolve(import.meta.dirname, '../..');

const folders: string[] = [];
/** A new one, removed when this process ends. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pushdock-bench-'));
  folders.push(path);
  return path;
}
process.on('exit', () => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

export type Setting = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder with a store that is there already. */
  readonly data?: string;
  /** Where events go; the gateway writes them to a file when left out. */
  readonly sinkUrl?: string;
  /** What stands under `store`; a file of SQLite in `data` when left out. */
  readonly store?: string;
  /** More of the gateway's configuration. */
  readonly more?: string;
};
export type Subject<S extends Started = Started> = { readonly name: string; start(setting?: Setting): Promise<S> };

/** A gateway that can be asked what still waits. */
export type Gateway = Started & {
  /** Of its operator API. */
  readonly operatorUrl: string;
  /** Until nothing waits to be processed or delivered. */
  calm(): Promise<void>;
};

let port = 18_200;
export const nextPort = (): number => {
  port += 2;
  return port;
};

export const sinkSecret = `whsec_${Buffer.from('bench-only-secret-of-the-service').toString('base64')}`;
const CALM_MS_MAX = 30_000;

/** The gateway as compiled, logging warnings only. */
export const gateway: Subject<Gateway> = {
  name: 'Pushdock',
  start: async ({ env = {}, data = folder(), sinkUrl, store = `sqlite:${data}/pushdock.db`, more = '' } = {}) => {
    const at = nextPort();
    const sink =
      sinkUrl === undefined
        ? `{ type: file, path: ${data}/events.ndjson }`
        : `{ type: http, url: "${sinkUrl}", secrets: [ ${sinkSecret} ], concurrency: 64 }`;
    const file = join(data, 'pushdock.yaml');
    writeFileSync(
      file,
      `development: true
listen: { public: "127.0.0.1:${at}", admin: "127.0.0.1:${at + 1}" }
store: "${store}"
sources:
  shipping: { provider: paazl, auth: { bearer: [ ${keys.paazl} ] } }
  pos: { provider: zettle, signingKeys: [ ${keys.zettle} ] }
sinks:
  service: ${sink}
${more}`,
    );
    const admin = `http://127.0.0.1:${at + 1}`;
    const server = await startServer({
      command: [process.execPath, join(root, 'dist/src/cli/main.js'), 'serve', '--quiet', '--config', file],
      url: `http://127.0.0.1:${at}`,
      ready: `${admin}/health/ready`,
      data,
      env,
    });
    return { ...server, operatorUrl: admin, calm: () => untilCalm(admin) };
  },
};

async function untilCalm(admin: string): Promise<void> {
  const endsAt = performance.now() + CALM_MS_MAX;
  for (;;) {
    const page = await (await fetch(`${admin}/metrics`)).text();
    const waiting = [...page.matchAll(/^pushdock_backlog\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
    if (waiting.length > 0 && waiting.every((count) => count === 0)) return;
    if (performance.now() > endsAt)
      throw new Error(`after ${CALM_MS_MAX / 1000} s there still wait ${waiting.join(' and ')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Of `baselines/`; `args` come after the port. */
function baseline(name: string, program: string, args: (setting: Setting, data: string) => readonly string[]): Subject {
  return {
    name,
    start: (setting = {}) => {
      const at = nextPort();
      const data = folder();
      const url = `http://127.0.0.1:${at}`;
      const command = [
        process.execPath,
        join(root, 'dist/bench/baselines', program),
        String(at),
        ...args(setting, data),
      ];
      return startServer({ command, url, ready: `${url}/`, data, env: setting.env ?? {} });
    },
  };
}

/** A bare server that only appends the body to SQLite, with our pragmas, thread layout and group commit: what a durable ack costs at the least. */
export const bareAppend = baseline('bare append', 'append.js', (_, data) => [join(data, 'pushdock.db')]);

/** Express, SQLite and group commit, with delivery: what a good engineer writes in an hour. */
export const sixtyLines = baseline('60 lines', 'group-commit.js', ({ sinkUrl = '' }, data) => [
  join(data, 'pushdock.db'),
  sinkUrl,
]);

/** Express 5, a body parser and openapi-backend with validation; nothing stored: what most people would write. */
export const expressValidation = baseline('Express + validation', 'express.js', () => [
  join(root, 'generated/bundles/paazl-push.json'),
]);
