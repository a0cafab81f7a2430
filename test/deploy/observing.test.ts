/** The alert rules and the dashboard ask for what the product has. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { severityOf } from '../../src/health/alerts/severity.ts';
import { openMetrics } from '../../src/operator/metrics.ts';
import { metricsTable } from '../../src/operator/metrics-table.ts';
import { headingsOf, root } from '../support/written.ts';
import { absent, deployed, documentIn, said, textOf } from './files.ts';

const rulesFile = 'prometheus/pushdock.rules.yml';
type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
};
const rules = documentIn<{ groups: readonly { rules: readonly Rule[] }[] }>(rulesFile).groups.flatMap(
  (group) => group.rules,
);
const dashboard: { panels: readonly { title: string; targets: readonly { expr: string }[] }[] } = JSON.parse(
  textOf('grafana/pushdock.json'),
);
const queries = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr }))),
];

/** Names of the samples on a real page: a histogram has three. */
async function exposed(): Promise<ReadonlySet<string>> {
  const page = await openMetrics().text(
    {
      backlog: async () => ({ work: 0, deliveries: 0 }),
      listSinks: async () => [],
      listFindings: async () => ({ items: [], counts: [], overflow: [] }),
    },
    {
      ...{
        sources: [],
        sinks: [],
        providers: [],
        conditions: [],
        health: [],
        activity: { of: () => undefined },
        logLinesLost: 0,
      },
      nodes: { list: async () => [] },
    },
  );
  return new Set(
    [...page.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
}

/** `up` is Prometheus' own. */
const metricsOf = (expr: string): readonly string[] =>
  [...expr.matchAll(/\b(?:pushdock|process|nodejs)_\w+/g)].map(([name]) => name);

test('every metric of the alert rules and the dashboard is on the page of a gateway', async () => {
  const names = await exposed();
  assert.ok(queries.length > 25);
  const unknown = queries.flatMap(({ where, expr }) =>
    metricsOf(expr)
      .filter((name) => !names.has(name))
      .map((name) => `${where}: ${name}`),
  );
  assert.deepEqual(unknown, []);
  assert.deepEqual(
    queries.filter(({ expr }) => metricsOf(expr).length === 0).map(({ expr }) => expr),
    ['up{job="pushdock"} == 0'],
  );
});

test('what they group by and select by are labels of that metric', () => {
  const table: Readonly<Record<string, { readonly labels: readonly string[] }>> = metricsTable;
  const unknown = queries.flatMap(({ where, expr }) => {
    const metrics = metricsOf(expr).map((name) => table[name.replace(/_(bucket|count)$/, '')]);
    const labels = [...metrics.flatMap((metric) => metric?.labels ?? []), 'le', 'instance', 'job'];
    const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */));
    const selected = [...expr.matchAll(/[{,] *(\w+) *[=!]/g)].map(([, label = '']) => label);
    return [...grouped, ...selected].filter((label) => !labels.includes(label)).map((label) => `${where}: ${label}`);
  });
  assert.deepEqual(unknown, []);
});

const kinds = () =>
  [...readFileSync(join(root, 'spec/guides/operating.md'), 'utf8').matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)]
    .flatMap(([, list = '']) => [...list.matchAll(/`([a-z-]+)`/g)].map(([, kind = '']) => kind))
    .filter((kind) => kind.includes('-'));

test('every condition that the gateway can raise has a section of its own, and a line in the overview', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ts$/.test(file),
  );
  const raised = sources.flatMap((file) =>
    [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\bkind: '([a-z]+(?:-[a-z]+)+)',\s*about\b/g)].map(
      ([, kind = '']) => kind,
    ),
  );
  assert.ok(raised.includes('sink-away') && raised.length > 10);
  const headings = headingsOf(join(root, 'spec/guides/conditions.md'));
  assert.deepEqual(
    raised.filter((kind) => !headings.includes(kind) || !kinds().includes(kind)),
    [],
  );
});

test('every link of an alert leads to a section of a guide, for every condition', () => {
  assert.ok(kinds().length > 20);
  const broken = rules.flatMap(({ alert, annotations }) => {
    const [, page = '', anchor = ''] =
      /^https:\/\/hooks\.example\.com\/contracts\/guides\/([a-z-]+)\.html#(.+)$/.exec(annotations.runbook_url) ?? [];
    const guide = join(root, `spec/guides/${page}.md`);
    const headings = existsSync(guide) ? headingsOf(guide) : [];
    const anchors = anchor === '{{ $labels.kind }}' ? kinds() : [anchor];
    return anchors.filter((one) => !headings.includes(one)).map((one) => `${alert}: ${page}#${one}`);
  });
  assert.deepEqual(broken, []);
});

test('the conditions that alert as critical are those that the gateway calls so', () => {
  const named = rules
    .filter(({ expr }) => expr.includes('pushdock_conditions'))
    .map(({ expr }) => /kind[=!]~"([^"]*)"/.exec(expr)?.[1]?.split('|'));
  const ruled = ['sink-away', 'sink-paused']; // They have rules of their own.
  const critical = kinds()
    .filter((kind) => severityOf(kind) === 'critical')
    .toSorted();
  assert.deepEqual(
    named.map((one) => one?.toSorted()),
    [critical, [...critical, ...ruled].toSorted()],
  );
});

test('promtool takes the rules and the configuration', { skip: absent('promtool', '--version') }, () => {
  said('promtool', 'check', 'rules', deployed(rulesFile));
  said('promtool', 'check', 'config', '--syntax-only', deployed('prometheus/prometheus.yml'));
});

/** What `promtool test rules` makes of a sink whose circuit is 0 or 1 by the half minute, at one of two gateways. */
function sinkAway(circuit: string, at: string, isTold: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-rules-'));
  const test = join(folder, 'test.yml');
  const { annotations } = rules.find(({ alert }) => alert === 'PushdockSinkAway') ?? {};
  const told = {
    exp_labels: { severity: 'warning', sink: 'orders' },
    exp_annotations: { ...annotations, summary: 'The sink orders does not take events.' },
  };
  const series = (instance: string) => `pushdock_sink_circuit_open{instance="${instance}",sink="orders"}`;
  const content = {
    rule_files: [deployed(rulesFile)],
    evaluation_interval: '30s',
    tests: [
      {
        interval: '30s',
        input_series: [
          { series: series('gateway-1'), values: circuit },
          { series: series('gateway-2'), values: '0x100' },
        ],
        alert_rule_test: [{ eval_time: at, alertname: 'PushdockSinkAway', exp_alerts: isTold ? [told] : [] }],
      },
    ],
  };
  try {
    writeFileSync(test, JSON.stringify(content));
    said('promtool', 'test', 'rules', test);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a sink that is away at one gateway alerts once, after three minutes, also if it comes and goes; a restart of it does not', {
  skip: absent('promtool', '--version'),
}, () => {
  sinkAway('0 1x30', '3m', false);
  sinkAway('0 1x30', '4m', true);
  sinkAway('0 1 0x30', '3m', false);
  sinkAway('0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0x30', '5m', true);
  sinkAway('0 1x8 0x30', '8m', false);
});
