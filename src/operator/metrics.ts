/** The counts of `src/running/metrics.ts` in Prometheus' text format. The only importer of prom-client. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Found } from '../running/conditions.ts';
import type { Metrics } from '../running/metrics.ts';
import type { Store } from '../store/store.ts';

/** What the page asks the store for. */
type Asked = Pick<Store, 'backlog' | 'listSinks' | 'driftStanding'>;

/** What is configured now. */
type Named = {
  readonly sources: readonly string[];
  readonly sinks: readonly string[];
  readonly providers: readonly string[];
  readonly conditions: readonly Found[];
  /** Since the start. */
  readonly logLinesLost: number;
};

export type MetricsPage = {
  /** For the halves. */
  readonly metrics: Metrics;
  /** What `GET /metrics` answers. `named`: what is configured now; a source that nothing has come for is seen with a 0, a former sink not at all. */
  text(store: Asked, named: Named): Promise<string>;
};

// A group commit takes 1 to 10 ms on an SSD; Zettle gives up after 10 s.
const COMMIT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Of the process, whatever gateways it runs: memory, CPU, event loop, garbage collection. Made once, because its observers cannot be taken off. */
let ofProcess: Registry | undefined;

function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export function openMetrics(): MetricsPage {
  const register = new Registry();
  const registers = [register];
  const pushes = new Counter({
    name: 'pushdock_pushes_total',
    help: 'Pushes from a proven sender, by what the store made of them: stored, duplicate, conflict, sampled_out, nonce_reused.',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const refused = new Counter({
    name: 'pushdock_refused_total',
    help: 'Requests that the public listener refused, by code; source is empty where no source was named.',
    labelNames: ['source', 'code'],
    registers,
  });
  const commits = new Histogram({
    name: 'pushdock_commit_seconds',
    help: 'Time from handing a push to the store until it was durable, or until the commit failed.',
    labelNames: ['source'],
    buckets: COMMIT_SECONDS,
    registers,
  });
  const verdicts = new Counter({
    name: 'pushdock_verdicts_total',
    help: 'Messages judged, by verdict.',
    labelNames: ['source', 'verdict'],
    registers,
  });
  const settled = new Counter({
    name: 'pushdock_messages_settled_total',
    help: 'Messages whose processing ended, by state: processed, quarantined, failed.',
    labelNames: ['source', 'state'],
    registers,
  });
  const attempts = new Counter({
    name: 'pushdock_delivery_attempts_total',
    help: 'Attempts to deliver, by outcome: delivered, retry, dead.',
    labelNames: ['sink', 'outcome'],
    registers,
  });
  const deadLetters = new Counter({
    name: 'pushdock_dead_letters_total',
    help: 'Deliveries that were given up.',
    labelNames: ['sink'],
    registers,
  });
  const backlog = new Gauge({
    name: 'pushdock_backlog',
    help: 'What is waiting: kind work (messages not yet processed) and deliveries (not yet settled).',
    labelNames: ['kind'],
    registers,
  });
  const oldestDue = new Gauge({
    name: 'pushdock_backlog_oldest_due_timestamp_seconds',
    help: 'Time at which the oldest waiting item was due; absent while nothing waits.',
    labelNames: [],
    registers,
  });
  const sinkWaiting = new Gauge({
    name: 'pushdock_sink_waiting',
    help: 'Deliveries not yet settled, by lane: live, retry, replay, and behind (waiting for an earlier one of their subject).',
    labelNames: ['sink', 'lane'],
    registers,
  });
  const sinkDead = new Gauge({
    name: 'pushdock_sink_dead_letters',
    help: 'Dead letters that exist now.',
    labelNames: ['sink'],
    registers,
  });
  const sinkPaused = new Gauge({
    name: 'pushdock_sink_paused',
    help: '1 while the sink is paused.',
    labelNames: ['sink'],
    registers,
  });
  const findings = new Gauge({
    name: 'pushdock_findings',
    help: 'Distinct places where messages depart from their contract, by state: new, acknowledged, resolved.',
    labelNames: ['provider', 'state'],
    registers,
  });
  const findingsUnkept = new Gauge({
    name: 'pushdock_findings_unkept',
    help: 'Findings that were dropped because the findings were full, or removed for others while they were new, since the store was made.',
    labelNames: ['provider'],
    registers,
  });
  const standing = new Gauge({
    name: 'pushdock_conditions',
    help: '1 for each condition that applies: something that needs a person.',
    labelNames: ['kind', 'about'],
    registers,
  });
  const logLinesLost = new Counter({
    name: 'pushdock_log_lines_lost_total',
    help: 'Log lines that could not be written and were dropped.',
    registers,
  });
  const storeUp = new Gauge({
    name: 'pushdock_store_up',
    help: '1 if the store gave its backlog for this page, 0 if it did not; the backlog is then absent.',
    registers,
  });

  // Every push asks twice. To look a child up by its labels takes prom-client 3 µs, a map 0.1 µs.
  const commitsOf = kept((source: string) => commits.labels({ source }));
  const pushesOf = kept((source: string, outcome: string) => pushes.labels({ source, outcome }));

  async function readStore(store: Asked, named: Named): Promise<void> {
    for (const gauge of [backlog, sinkWaiting, sinkDead, sinkPaused, findings, findingsUnkept]) gauge.reset();
    oldestDue.remove();
    try {
      const { work, deliveries, oldestDueAtMs } = await store.backlog();
      backlog.set({ kind: 'work' }, work);
      backlog.set({ kind: 'deliveries' }, deliveries);
      if (oldestDueAtMs !== undefined) oldestDue.set(oldestDueAtMs / 1000);
      const standings = new Map((await store.listSinks()).map((one) => [one.sink, one]));
      for (const sink of named.sinks) {
        const { waiting, dead = 0, paused } = standings.get(sink) ?? {};
        for (const lane of ['live', 'retry', 'replay', 'behind'] as const)
          sinkWaiting.set({ sink, lane }, waiting?.[lane] ?? 0);
        sinkDead.set({ sink }, dead);
        sinkPaused.set({ sink }, paused ? 1 : 0);
      }
      const { counts, overflow } = await store.driftStanding();
      for (const provider of named.providers)
        for (const state of ['new', 'acknowledged', 'resolved']) findings.set({ provider, state }, 0);
      for (const { provider, state, count } of counts) findings.set({ provider, state }, count);
      for (const { provider, count } of overflow) findingsUnkept.set({ provider }, count);
      storeUp.set(1);
    } catch {
      storeUp.set(0); // The page is needed most when the store is down; it says so, and readiness says why.
    }
  }

  return {
    metrics: {
      beginCommit: (source) => commitsOf(source, source).startTimer(),
      received: (source, outcome) => pushesOf(`${source} ${outcome}`, source, outcome).inc(),
      refused: (code, source = '') => refused.inc({ source, code }),
      judged: (source, verdict, state) => {
        verdicts.inc({ source, verdict });
        settled.inc({ source, state });
      },
      failed: (source) => settled.inc({ source, state: 'failed' }),
      attempted: (sink, outcome) => {
        attempts.inc({ sink, outcome });
        deadLetters.inc({ sink }, outcome === 'dead' ? 1 : 0);
      },
    },
    text: async (store, named) => {
      for (const source of named.sources)
        for (const outcome of ['stored', 'duplicate']) pushes.inc({ source, outcome }, 0);
      standing.reset();
      for (const { kind, about } of named.conditions) standing.set({ kind, about }, 1);
      logLinesLost.reset();
      logLinesLost.inc(named.logLinesLost);
      await readStore(store, named);
      return Registry.merge([register, processRegistry()]).metrics();
    },
  };
}

/** `make`'s answers, kept by the first argument. Sources and outcomes are few. */
function kept<Args extends readonly unknown[], T>(make: (...args: Args) => T): (key: string, ...args: Args) => T {
  const made = new Map<string, T>();
  return (key, ...args) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const fresh = make(...args);
    made.set(key, fresh);
    return fresh;
  };
}
