import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openMetrics } from '../../src/operator/metrics.ts';
import { metricsTable } from '../../src/operator/metrics-table.ts';
import { type GatewayNode, StoreUnavailable } from '../../src/store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { openToyGateway, type ToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';
import { exchange } from '../support/wire.ts';

const node = (epoch: number, own: boolean, state: GatewayNode['state'] = 'up'): GatewayNode => ({
  id: `node-${epoch}`,
  epoch,
  role: 'all',
  version: '0.1.0',
  startedAtMs: epoch,
  seenAtMs: epoch,
  state,
  own,
});
const named = {
  sources: [],
  sinks: ['ledger'],
  providers: ['paazl', 'zettle'],
  conditions: [],
  health: [],
  activity: { of: () => undefined },
  logLinesLost: 0,
  nodes: { list: async () => [node(1, true)] },
};

/** Each sample of the page, `name{labels}` → value. */
async function samples(gateway: ToyGateway): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${gateway.operatorUrl}/metrics`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  return samplesOf(await response.text());
}

function samplesOf(page: string): ReadonlyMap<string, number> {
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

test('pushes, repeats, refusals, verdicts, commits and attempts are counted by source and sink', async (t) => {
  const gateway = await openToyGateway(t);
  const toys = '{"id":"1","toys":["bear","car"]}';
  for (const body of [toys, toys, 'not readable']) await gateway.push(body);
  await gateway.push(toys, { token: 'test-only-wrong-token-01' });
  await gateway.push(toys, { source: 'attic' });
  await gateway.events(2);
  await until(async () => (await samples(gateway)).get('pushdock_backlog{kind="deliveries"}') === 0);
  await until(async () => (await samples(gateway)).get('pushdock_backlog{kind="work"}') === 0);

  const counted = await samples(gateway);
  for (const [sample, value] of [
    ['pushdock_pushes_total{source="box",outcome="stored"}', 2],
    ['pushdock_pushes_total{source="box",outcome="duplicate"}', 1],
    ['pushdock_refused_total{source="box",code="proof_wrong"}', 1],
    ['pushdock_refused_total{source="",code="unknown_source"}', 1],
    ['pushdock_verdicts_total{source="box",verdict="match"}', 1],
    ['pushdock_messages_settled_total{source="box",state="processed"}', 1],
    ['pushdock_messages_settled_total{source="box",state="quarantined"}', 1],
    ['pushdock_answer_seconds_count{source="box",outcome="accepted"}', 3],
    ['pushdock_answer_seconds_count{source="box",outcome="refused"}', 1],
    ['pushdock_answer_seconds_bucket{le="30",source="box",outcome="accepted"}', 3],
    ['pushdock_processing_seconds_count{source="box",outcome="processed"}', 1],
    ['pushdock_processing_seconds_count{source="box",outcome="quarantined"}', 1],
    ['pushdock_attempt_seconds_count{sink="ledger",outcome="delivered"}', 2],
    ['pushdock_delivery_seconds_count{sink="ledger"}', 2],
    ['pushdock_delivery_seconds_bucket{le="300",sink="ledger"}', 2],
    ['pushdock_commit_seconds_count{source="box"}', 3],
    ['pushdock_commit_seconds_bucket{le="+Inf",source="box"}', 3],
    ['pushdock_delivery_attempts_total{sink="ledger",outcome="delivered"}', 2],
    ['pushdock_dead_letters_total{sink="ledger"}', 0],
    ['pushdock_store_up', 1],
  ] as const)
    assert.equal(counted.get(sample), value, sample);
  assert.ok((counted.get('process_resident_memory_bytes') ?? 0) > 1_000_000);
});

test('all answers add up: each refusal and each failure is in the histogram once, too large a push included', async (t) => {
  const { store: real } = await openTestStore(t);
  let isFull = false;
  const store: typeof real = {
    ...real,
    append: (message) =>
      isFull ? Promise.reject(new StoreUnavailable('The disk is full.', { fatal: false })) : real.append(message),
  };
  const gateway = await openToyGateway(t, {}, { store });
  await gateway.push('{"id":"1","toys":["bear"]}');
  await gateway.push('{}', { token: 'test-only-wrong-token-01' });
  await gateway.push('{}', { source: 'attic' });
  await gateway.push('x'.repeat(1001));
  for (const [method, path] of [
    ['GET', '/'],
    ['PUT', '/push/toy/box'],
    ['POST', '/oauth/token'],
    ['POST', '/sandbox/toy/box'],
    ['GET', '/contracts/nothing'],
    ['POST', '/contracts/'],
  ] as const)
    await fetch(`${gateway.publicUrl}${path}`, { method });
  await exchange(gateway.publicUrl, 'hello\r\n\r\n');
  isFull = true;
  await gateway.push('{"id":"2","toys":["bear"]}');

  const counted = await samples(gateway);
  const sum = (name: string, holds: (labels: string) => boolean) =>
    [...counted].reduce(
      (all, [sample, value]) => (sample.startsWith(`${name}{`) && holds(sample) ? all + value : all),
      0,
    );
  const answers = (outcome: string) =>
    sum('pushdock_answer_seconds_count', (labels) => labels.includes(`outcome="${outcome}"`));
  assert.deepEqual([answers('accepted'), answers('refused'), answers('failed')], [1, 10, 1]);
  assert.equal(
    sum('pushdock_refused_total', () => true),
    11,
  );
  assert.equal(counted.get('pushdock_refused_total{source="box",code="body_too_large"}'), 1);
  assert.equal(counted.get('pushdock_refused_total{source="box",code="store_unavailable"}'), 1);
});

test('a source that nothing has come for is there with a 0, so that its first push is seen as one', async (t) => {
  const gateway = await openToyGateway(t);
  assert.equal((await samples(gateway)).get('pushdock_pushes_total{source="box",outcome="stored"}'), 0);
});

test('the page of metrics holds no name that strangers ask for, and does not grow with them', async (t) => {
  const gateway = await openToyGateway(t);
  await gateway.push('{}', { source: 'stranger-0' });
  const before = [...(await samples(gateway)).keys()].filter((name) => name.startsWith('pushdock_'));
  for (let number = 1; number <= 20; number += 1) await gateway.push('{}', { source: `stranger-${number}` });
  const after = [...(await samples(gateway)).keys()].filter((name) => name.startsWith('pushdock_'));
  assert.deepEqual(after, before);
  assert.deepEqual(
    after.filter((name) => name.includes('stranger-')),
    [],
  );
});

test('the page is in OpenMetrics where that is asked for, with the latest trace of each bucket, and in Prometheus’ text format else', async (t) => {
  const gateway = await openToyGateway(t);
  await gateway.push('{"id":"1","toys":["bear"]}');
  const ask = async (accept: string) => {
    const response = await fetch(`${gateway.operatorUrl}/metrics`, { headers: { accept } });
    return { type: response.headers.get('content-type'), page: await response.text() };
  };
  const open = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
  const text = 'text/plain; version=0.0.4; charset=utf-8';
  for (const [accept, type] of [
    [
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      open,
    ],
    ['application/openmetrics-text', open],
    ['application/openmetrics-text;version=0.0.1,text/plain;version=0.0.4;q=0.5', text],
    ['application/openmetrics-text;q=0.3, text/plain', text],
    ['application/openmetrics-text;q=0', text],
    ['*/*', text],
    ['text/html, broken;q=x', text],
  ])
    assert.equal((await ask(accept ?? '')).type, type, accept);
  const { page } = await ask('application/openmetrics-text');
  assert.match(page, /^# TYPE pushdock_pushes counter$/m);
  assert.match(page, /^pushdock_pushes_total\{source="box",outcome="stored"\} 1$/m);
  assert.ok(page.endsWith('\n# EOF\n'));
  const after = (await ask('text/plain')).page;
  assert.match(after, /^# TYPE pushdock_pushes_total counter$/m, 'the one page does not change the other');
  assert.match(after, /^pushdock_pushes_total\{source="box",outcome="stored"\} 1$/m);
});

test('a bucket names the trace of its latest value, in OpenMetrics alone', async () => {
  const page = openMetrics();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  page.metrics.accepted('box', { seconds: 0.004, traceId });
  page.metrics.accepted('box', { seconds: 0.003 });
  const store = {
    backlog: async () => ({ work: 0, deliveries: 0 }),
    listSinks: async () => [],
    listFindings: async () => ({ items: [], counts: [], overflow: [] }),
  };
  const bucket = '^pushdock_answer_seconds_bucket\\{le="0.005",source="box",outcome="accepted"\\} 2';
  assert.match(
    await page.text(store, named, 'openmetrics'),
    new RegExp(`${bucket} # \\{trace_id="${traceId}"\\} 0.004 \\d+`, 'm'),
  );
  assert.match(await page.text(store, named), new RegExp(`${bucket}$`, 'm'));
});

test('in production the page wants an operator token like everything under /api', async (t) => {
  const gateway = await openToyGateway(t, { development: false });
  assert.equal((await fetch(`${gateway.operatorUrl}/metrics`)).status, 401);
});

test('while the store is down the page still answers, says so, and shows no backlog from before', async () => {
  const page = openMetrics();
  const standing = { sink: 'ledger', waiting: { live: 2, retry: 1, replay: 0, behind: 0 }, dead: 4 };
  const up = {
    backlog: async () => ({ work: 3, deliveries: 2, oldestDueAtMs: 1_500 }),
    listFindings: async () => ({
      items: [],
      counts: [{ provider: 'paazl', state: 'new' as const, count: 2 }],
      overflow: [{ provider: 'paazl', count: 7, lastSeenAtMs: 0 }],
    }),
    listSinks: async () => [
      { ...standing, paused: { sinceMs: 0, reason: 'gone' } },
      { ...standing, sink: 'former' },
    ],
  };
  const before = samplesOf(await page.text(up, named));
  assert.equal(before.get('pushdock_sink_waiting{sink="ledger",lane="retry"}'), 1);
  assert.equal(before.get('pushdock_sink_dead_letters{sink="ledger"}'), 4);
  assert.equal(before.get('pushdock_sink_paused{sink="ledger"}'), 1);
  assert.ok(![...before.keys()].some((name) => name.includes('former')));
  assert.equal(before.get('pushdock_backlog{kind="work"}'), 3);
  assert.equal(before.get('pushdock_findings{provider="paazl",state="new"}'), 2);
  assert.equal(before.get('pushdock_findings{provider="zettle",state="new"}'), 0);
  assert.equal(before.get('pushdock_findings_unkept{provider="paazl"}'), 7);
  assert.equal(before.get('pushdock_findings_unkept{provider="zettle"}'), 0);
  assert.equal(before.get('pushdock_backlog_oldest_due_timestamp_seconds'), 1.5);
  const down = { ...up, backlog: () => Promise.reject(new Error('the disk is away')) };
  const after = samplesOf(await page.text(down, named));
  assert.equal(after.get('pushdock_store_up'), 0);
  assert.deepEqual(
    [...after.keys()].filter((name) => /^pushdock_(backlog|sink|findings)/.test(name)),
    [],
  );
});

test('an attempt that ends in a dead letter counts as both', async () => {
  const page = openMetrics();
  for (const outcome of ['retry', 'dead'] as const) page.metrics.attempted('ledger', outcome);
  const counted = samplesOf(
    await page.text(
      {
        backlog: async () => ({ work: 0, deliveries: 0 }),
        listSinks: async () => [],
        listFindings: async () => ({ items: [], counts: [], overflow: [] }),
      },
      named,
    ),
  );
  assert.equal(counted.get('pushdock_delivery_attempts_total{sink="ledger",outcome="retry"}'), 1);
  assert.equal(counted.get('pushdock_delivery_attempts_total{sink="ledger",outcome="dead"}'), 1);
  assert.equal(counted.get('pushdock_dead_letters_total{sink="ledger"}'), 1);
});

test('the pages of all nodes can be summed: what they share is on the page of the oldest that lives', async () => {
  const store = {
    backlog: async () => ({ work: 3, deliveries: 2, oldestDueAtMs: 1_500 }),
    listSinks: async () => [{ sink: 'ledger', waiting: { live: 2, retry: 1, replay: 0, behind: 0 }, dead: 4 }],
    listFindings: async () => ({ items: [], counts: [], overflow: [] }),
  };
  /** As each living node shows it. */
  const summed = async (states: readonly GatewayNode['state'][]) => {
    const sums = new Map<string, number>();
    for (const [own, state] of states.entries()) {
      if (state === 'gone') continue;
      const list = async () => states.map((each, index) => node(index + 1, index === own, each));
      const page = await openMetrics().text(store, { ...named, nodes: { list } });
      for (const [name, value] of samplesOf(page)) sums.set(name, (sums.get(name) ?? 0) + value);
    }
    return sums;
  };
  for (const states of [['up'], ['up', 'up', 'up'], ['gone', 'draining', 'up', 'up']] as const) {
    const sums = await summed(states);
    assert.equal(sums.get('pushdock_backlog{kind="work"}'), 3, String(states));
    assert.equal(sums.get('pushdock_sink_dead_letters{sink="ledger"}'), 4);
    assert.equal(sums.get('pushdock_backlog_oldest_due_timestamp_seconds'), 1.5);
    const living = states.filter((state) => state !== 'gone');
    assert.equal(sums.get('pushdock_store_up'), living.length);
    assert.equal(sums.get('pushdock_nodes{role="all",state="up"}'), living.filter((state) => state === 'up').length);
  }
});

test('the guide on operating describes each metric of the page as the page does, and no other', async () => {
  const guide = readFileSync(new URL('../../spec/guides/operating.md', import.meta.url), 'utf8');
  const described = [...guide.matchAll(/^\| `(pushdock_\w+)` \| (\w+) \| (.*?) ?\| (.*) \|$/gm)].map(
    ([, ...row]) => row,
  );
  assert.deepEqual(
    described,
    Object.entries(metricsTable).map(([name, { kind, labels, help }]) => [name, kind, labels.join(', '), help]),
  );
  const page = await openMetrics().text(
    {
      backlog: async () => ({ work: 0, deliveries: 0 }),
      listSinks: async () => [],
      listFindings: async () => ({ items: [], counts: [], overflow: [] }),
    },
    named,
  );
  const shown = [...page.matchAll(/^# TYPE (pushdock_\w+) (\w+)$/gm)].map(([, name, kind]) => `${name} ${kind}`);
  assert.deepEqual(shown.toSorted(), described.map(([name, kind]) => `${name} ${kind}`).toSorted());
});
