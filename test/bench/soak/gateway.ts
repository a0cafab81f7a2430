/** The gateway of the soak: four sources, four sinks, a short memory, and the APIs that two of its providers need. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CountingSink } from '../counting-sink.ts';
import { type Started, startServer } from '../server.ts';
import { folder, nextPort, root, sinkSecret } from '../subjects.ts';
import { secrets } from './mixed-pushes.ts';

export type SoakGateway = Started & {
  readonly admin: string;
  readonly marketHost: string;
  /** Writes this token of Paazl's beside the one before into the configuration, and sends SIGHUP. */
  rotate(token: string): void;
  /** What the probe saw since the last call. */
  loop(): Promise<{ readonly p99Ms: number; readonly worstMs: number }>;
  /** Of a number on the page of metrics; the sum where it has labels. */
  metric(name: string): Promise<number>;
};

export async function startSoakGateway(
  sinks: Readonly<Record<string, CountingSink>>,
  keepSeconds: number,
  firstToken: string,
): Promise<SoakGateway> {
  const data = folder();
  const at = nextPort();
  const apis = await openApis();
  const file = join(data, 'pushdock.yaml');
  const probe = join(data, 'loop');
  writeFileSync(probe, '');
  let before = 'bench-only-paazl-token-from-before';
  const configure = (token: string) =>
    writeFileSync(
      file,
      `development: true
listen: { public: "127.0.0.1:${at}", admin: "127.0.0.1:${at + 1}" }
store: "sqlite:${data}/pushdock.db"
sources:
  shipping: { provider: paazl, auth: { bearer: [ ${token}, ${before} ] }, dedupeWindow: ${keepSeconds}s }
  shop: { provider: oneshoppingcart, key: ${secrets.shop}, merchantId: "118303", merchantKey: bench-only-merchant-key, apiBase: "http://${apis.host}" }
  pos: { provider: zettle, signingKeys: [ ${secrets.zettle} ], signedWithin: off }
  market: { provider: appdirect, auth: { basic: { user: soak, password: ${secrets.market} } }, eventHosts: [ "${apis.host}" ], outbound: none, responder: { mode: auto } }
sinks:
${Object.entries(sinks)
  .map(
    ([name, { url }]) =>
      `  ${name}: { type: http, url: "${url}", secrets: [ ${sinkSecret} ], timeoutMs: 2000, concurrency: 16, retry: { first: 1s, cap: 5s, attempts: 1000 } }`,
  )
  .join('\n')}
policy: { retention: { messages: ${keepSeconds}s, events: ${keepSeconds}s, bodies: ${keepSeconds}s } }
`,
    );
  configure(firstToken);
  before = firstToken;
  const admin = `http://127.0.0.1:${at + 1}`;
  const server = await startServer({
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
    ready: `${admin}/health/ready`,
    data,
    env: { LOOP_PROBE: probe },
  });
  const lines = () => readFileSync(probe, 'utf8').split('\n').slice(0, -1);
  return {
    ...server,
    admin,
    marketHost: apis.host,
    rotate(token) {
      configure(token);
      before = token;
      server.signal('SIGHUP');
    },
    async loop() {
      const known = lines().length;
      server.signal('SIGUSR2');
      for (let tries = 0; lines().length === known; tries += 1) {
        if (tries > 500) throw new Error('the receiving thread has not answered its probe for 10 s');
        await new Promise((done) => setTimeout(done, 20));
      }
      return JSON.parse(lines().at(-1) ?? '{}');
    },
    async metric(name) {
      const page = await (await fetch(`${admin}/metrics`)).text();
      const values = [...page.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) =>
        Number(value),
      );
      if (values.length === 0) throw new Error(`/metrics has no ${name}`);
      return values.reduce((sum, one) => sum + one, 0);
    },
    async stop() {
      await server.stop();
      apis.close();
    },
  };
}

/** 1ShoppingCart's orders and AppDirect's events, each the sample of its contract. */
async function openApis(): Promise<{ readonly host: string; close(): void }> {
  const sample = (name: string) => readFileSync(join(root, 'spec/providers', name));
  const order = sample('oneshoppingcart/examples/order.accepted.xml');
  const event = sample('appdirect/examples/subscription-order.typical.json');
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const isEvent = request.url?.startsWith('/events/');
      response
        .writeHead(200, { 'content-type': isEvent ? 'application/json' : 'text/xml' })
        .end(isEvent ? event : order);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
