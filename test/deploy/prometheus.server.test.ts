/** A real Prometheus scrapes a real gateway, and evaluates every query that `src/deploy` holds. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { freePort } from '../support/free-ports.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openToyGateway, type ToyGateway, toyToken } from '../support/toy-gateway.ts';
import { startTryGateway } from '../support/try-gateway.ts';
import { until } from '../support/until.ts';
import { absent, deployed, textOf } from './files.ts';

const skip = absent('prometheus', '--version') || absent('promtool', '--version');

/** One push each of what is told apart: stored, repeated, off contract, refused, unknown. */
let pushed = 0;
async function pushEach(gateway: ToyGateway): Promise<void> {
  pushed += 1;
  const toys = JSON.stringify({ id: String(pushed), toys: ['bear'] });
  await gateway.push(toys);
  await gateway.push(toys);
  await gateway.push(`not readable ${pushed}`);
  await gateway.push(toys, { token: 'test-only-wrong-token-01' });
  await gateway.push(toys, { source: 'attic' });
}

async function openObserved(t: TestContext): Promise<ToyGateway> {
  const collector = await startOtlpReceiver(t);
  const away = `http://127.0.0.1:${await freePort()}/`;
  const filter = { types: [], sources: [], data: {} };
  const retry = { ...sinkDefaults.retry, attempts: 1 };
  // A condition, so that the panel of conditions shows one.
  const log = { ...recordingLog(), losses: () => ({ lines: 3, reason: 'ENOSPC' }) };
  const configured: Parameters<typeof openToyGateway>[1] = {
    telemetry: { otlp: collector.url, sample: 1, service: 'hooks' },
    sources: { box: { provider: 'toy', token: Secret.of(toyToken) } },
    sinks: {
      ledger: {
        type: 'file',
        path: join(temporaryFolder(t), 'events.ndjson'),
        delivery: { ...sinkDefaults, filter },
      },
      // Nobody listens there: dead letters.
      orders: {
        ...{ type: 'http', url: away, secrets: [Secret.of(`whsec_${Buffer.alloc(32, 7).toString('base64')}`)] },
        ...{ mode: 'structured', timeoutMs: 1_000, reach: 'any', delivery: { ...sinkDefaults, filter, retry } },
      },
    },
  };
  return openToyGateway(t, configured, { log });
}

/** A gateway of its own process: it delivers on a thread, which the toy's cannot. */
async function startThreaded(t: TestContext): Promise<string> {
  const gateway = await startTryGateway({ mocks: false });
  t.after(() => gateway.stop());
  return gateway.operatorUrl;
}

type Prometheus = {
  /** The `data` of an answer of its HTTP API. */
  readonly api: <Data>(path: string, parameters?: Readonly<Record<string, string>>) => Promise<Data>;
};

async function startPrometheus(t: TestContext, operatorUrls: readonly string[]): Promise<Prometheus> {
  const folder = temporaryFolder(t);
  const port = await freePort();
  const targets = operatorUrls.map((url) => `'${new URL(url).host}'`).join(', ');
  writeFileSync(
    join(folder, 'prometheus.yml'),
    [
      'global: { scrape_interval: 1s, evaluation_interval: 1s }',
      `rule_files: ['${deployed('prometheus/pushdock.rules.yml')}']`,
      `scrape_configs: [{ job_name: pushdock, static_configs: [{ targets: [${targets}] }] }]`,
    ].join('\n'),
  );
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
    ],
    { stdio: 'ignore' },
  );
  t.after(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  const base = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${base}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(ready, { msMax: 60_000, everyMs: 200, otherwise: 'Prometheus is not ready' });
  return {
    api: async (path, parameters = {}) => {
      const response = await fetch(`${base}/api/v1/${path}?${new URLSearchParams(parameters)}`);
      const { status, data, error } = (await response.json()) as { status: string; data: never; error?: string };
      assert.equal(status, 'success', `${JSON.stringify(parameters)}: ${error}`);
      return data;
    },
  };
}

type Panel = { readonly title: string; readonly targets: readonly { readonly expr: string }[] };
const queries = (JSON.parse(textOf('grafana/pushdock.json')) as { panels: readonly Panel[] }).panels.flatMap(
  ({ title, targets }) => targets.map(({ expr }) => ({ title, query: expr.replaceAll('$__rate_interval', '10s') })),
);

type Rules = {
  readonly groups: readonly { readonly rules: readonly { name: string; health: string; state: string }[] }[];
};

test('Prometheus scrapes a gateway, every panel shows something, every rule is evaluated, and a gateway that has gone is told of', {
  skip,
}, async (t) => {
  const gateway = await openObserved(t);
  await pushEach(gateway);
  const { api } = await startPrometheus(t, [gateway.operatorUrl, await startThreaded(t)]);
  const empty = async () => {
    await pushEach(gateway);
    const asked = await Promise.all(
      queries.map(async ({ title, query }) => {
        const { result } = await api<{ result: readonly { value: readonly [number, string] }[] }>('query', { query });
        return { title, query, isEmpty: result.length === 0 || result.every(({ value }) => value[1] === 'NaN') };
      }),
    );
    return asked.filter(({ isEmpty }) => isEmpty);
  };
  let last: Awaited<ReturnType<typeof empty>> = [];
  const full = async () => {
    last = await empty();
    return last.length === 0;
  };
  await until(full, {
    ...{ msMax: 60_000, everyMs: 500 },
    otherwise: () => last.map(({ title, query }) => `${title}: ${query}`).join('\n'),
  });

  const rules = async () => (await api<Rules>('rules')).groups.flatMap((group) => group.rules);
  await until(async () => (await rules()).every(({ health }) => health === 'ok'), {
    ...{ msMax: 60_000, everyMs: 500 },
    otherwise: 'a rule cannot be evaluated',
  });

  const range = { start: String(Date.now() / 1_000 - 600), end: String(Date.now() / 1_000 + 60) };
  for (const query of ['answer', 'commit', 'processing', 'attempt', 'delivery']) {
    const series = await api<readonly { exemplars: readonly { labels: { trace_id: string } }[] }[]>('query_exemplars', {
      query: `pushdock_${query}_seconds_bucket`,
      ...range,
    });
    const traces = series.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id));
    assert.match(traces[0] ?? '', /^[0-9a-f]{32}$/, query);
  }

  await gateway.close();
  const stateOf = async (alert: string) => (await rules()).find(({ name }) => name === alert)?.state;
  await until(async () => (await stateOf('PushdockGatewayAway')) === 'pending', {
    ...{ msMax: 60_000, everyMs: 500 },
    otherwise: 'nobody is told that the gateway has gone',
  });
});

test('promtool finds no fault in the metrics of a gateway that has worked', { skip }, async (t) => {
  const gateway = await openObserved(t);
  await pushEach(gateway);
  const pageNow = async () => (await fetch(`${gateway.operatorUrl}/metrics`)).text();
  await until(async () => /^pushdock_delivery_seconds_count/m.test(await pageNow()), { everyMs: 50 });
  const page = await pageNow();
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: page, encoding: 'utf8' });
  assert.deepEqual({ status, said: stdout + stderr }, { status: 0, said: '' });
});
