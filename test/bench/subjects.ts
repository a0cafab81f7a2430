/** The servers that are compared: how each is started, in a folder of its own. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keys } from './requests.ts';
import { type Started, startServer } from './server.ts';

export const root = resolve(import.meta.dirname, '../..');
export const folder = (): string => mkdtempSync(join(tmpdir(), 'pushdock-bench-'));

export type Setting = {
  readonly env?: Readonly<Record<string, string>>;
  /** A folder with a store that is there already. */
  readonly data?: string;
  /** In place of the file sink, in the configuration's words. */
  readonly sinks?: string;
};
export type Subject = { readonly name: string; start(setting?: Setting): Promise<Started> };

let port = 18_200;
const nextPort = (): number => {
  port += 2;
  return port;
};

/** The gateway as compiled, with a file sink, logging warnings only. */
export const gateway: Subject = {
  name: 'Pushdock',
  start: ({ env = {}, data = folder(), sinks = `ledger: { type: file, path: ${data}/events.ndjson }` } = {}) => {
    const at = nextPort();
    const file = join(data, 'pushdock.yaml');
    writeFileSync(
      file,
      `development: true
listen: { public: "127.0.0.1:${at}", admin: "127.0.0.1:${at + 1}" }
store: "sqlite:${data}/pushdock.db"
sources:
  shipping: { provider: paazl, auth: { bearer: [ ${keys.paazl} ] } }
  pos: { provider: zettle, signingKeys: [ ${keys.zettle} ] }
sinks:
  ${sinks}
`,
    );
    return startServer({
      command: [
        process.execPath,
        '--import',
        join(import.meta.dirname, 'loop-probe.mjs'),
        join(root, 'dist/src/cli/main.js'),
        'serve',
        '--quiet',
        '--config',
        file,
      ],
      url: `http://127.0.0.1:${at}`,
      ready: `http://127.0.0.1:${at + 1}/health/ready`,
      cwd: data,
      env,
    });
  },
};

/** (a) A bare server that only appends the body to SQLite, with the same pragmas, thread layout and group commit. */
export const bareAppend: Subject = {
  name: '(a) bare append',
  start: ({ env = {} } = {}) => {
    const at = nextPort();
    const data = folder();
    return startServer({
      command: [process.execPath, join(root, 'dist/bench/baselines/append.js'), String(at), join(data, 'bodies.db')],
      url: `http://127.0.0.1:${at}`,
      ready: `http://127.0.0.1:${at}/`,
      cwd: root,
      env,
    });
  },
};

/** (b) Express 5, a body parser and openapi-backend with validation; nothing stored. */
export const expressValidation: Subject = {
  name: '(b) Express + validation, nothing stored',
  start: () => {
    const at = nextPort();
    return startServer({
      command: [
        process.execPath,
        join(root, 'dist/bench/baselines/express.js'),
        String(at),
        join(root, 'generated/bundles/paazl-push.json'),
      ],
      url: `http://127.0.0.1:${at}`,
      ready: `http://127.0.0.1:${at}/`,
      cwd: root,
    });
  },
};

/** (c) Debian's `webhook` with an HMAC rule, on the signed Zettle pushes; its rule can only sign the whole body, so its pushes are signed so. */
export const webhook: Subject = {
  name: '(c) webhook, HMAC rule, nothing stored',
  start: () => {
    const at = nextPort();
    const data = folder();
    const hooks = join(data, 'hooks.json');
    writeFileSync(
      hooks,
      JSON.stringify([
        {
          id: 'pos',
          'execute-command': '/bin/true',
          'trigger-rule': {
            match: {
              type: 'payload-hmac-sha256',
              secret: keys.zettle,
              parameter: { source: 'header', name: 'X-Whole-Signature' },
            },
          },
          'trigger-rule-mismatch-http-response-code': 401,
        },
      ]),
    );
    return startServer({
      command: ['webhook', '-hooks', hooks, '-ip', '127.0.0.1', '-port', String(at)],
      url: `http://127.0.0.1:${at}`,
      ready: `http://127.0.0.1:${at}/`,
      cwd: data,
    });
  },
};
