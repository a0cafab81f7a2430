/** The operator's listener alone, on a store of the test's own. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readBundle } from '../../src/contracts/bundle.ts';
import { openAccess } from '../../src/operator/access.ts';
import { openAudit } from '../../src/operator/audit.ts';
import type { OperatorParts } from '../../src/operator/handlers.ts';
import { type OperatorListenerParts, openOperator } from '../../src/operator/listener.ts';
import { openSessions } from '../../src/operator/sessions.ts';
import type { Source } from '../../src/providers/provider.ts';
import { type Clock, systemClock } from '../../src/running/clock.ts';
import { listen } from '../../src/running/listening.ts';
import type { Store } from '../../src/store/store.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { schemaAt } from '../spec/schemas.ts';
import { processingSource } from './claims.ts';
import { openKeptInMemory } from './kept-in-memory.ts';
import { recordingLog } from './recording-log.ts';
import { toyConfiguration } from './toy-gateway.ts';

export const operatorToken = 'test-only-operator-token-0001';
export const viewerToken = 'test-only-operator-token-0002';

type Options = {
  development?: boolean;
  host?: string;
  clock?: Clock;
  replaying?: OperatorParts['replaying'];
  retaining?: OperatorParts['retaining'];
  /** In place of a gateway that delivers nothing itself. */
  activity?: OperatorParts['activity'];
  /** In place of a sink that takes its test. */
  testSink?: OperatorParts['testSink'];
  /** What keeps sessions and the audit log; in memory unless given. */
  kept?: Pick<Store, 'kept' | 'listKept' | 'keep'>;
  /** In place of what the source has. */
  source?: Partial<Source>;
  bounds?: OperatorListenerParts['bounds'];
  /** In place of what reads the bundle. */
  contract?: OperatorListenerParts['contract'];
};

const notReplayed = () => assert.fail('nothing is replayed here');
const nothingReplayed: OperatorParts['replaying'] = {
  plan: notReplayed,
  start: notReplayed,
  stop: notReplayed,
  show: notReplayed,
  list: notReplayed,
};
const notForgotten = () => assert.fail('nothing is forgotten here');
const nothingForgotten: OperatorParts['retaining'] = {
  ages: {},
  plan: notForgotten,
  begin: notForgotten,
  latest: notForgotten,
  halt: notForgotten,
};

export async function openOperatorListener(store: Store, options: Options = {}) {
  const { development = true, host = '127.0.0.1', clock = systemClock, replaying, retaining } = options;
  const log = recordingLog();
  const stopping = new AbortController();
  const source = {
    ...processingSource(() => assert.fail('nothing is processed here')),
    credentials: ['the token'],
    ...options.source,
  };
  // The stores of these tests keep nothing; what is kept has tests of its own.
  const kept = options.kept ?? openKeptInMemory();
  const sessions = openSessions(kept, clock);
  const access = openAccess(
    {
      ...toyConfiguration('.'),
      development,
      listen: { public: { host: '127.0.0.1', port: 0 }, admin: { host, port: 0 } },
      admin: {
        tokens: [
          { name: 'on-call', role: 'operator', secret: Secret.of('test-only-operator-token-0000') },
          { name: 'script', role: 'operator', secret: Secret.of(operatorToken) },
          { name: 'support', role: 'viewer', secret: Secret.of(viewerToken) },
        ],
      },
    },
    sessions,
  );
  const server = openOperator({
    contract: options.contract ?? (() => readBundle('gateway')),
    access,
    sessions,
    audit: openAudit({ store: kept, clock, log }),
    changes: { hasRoom: () => false, first: () => '', follow: () => assert.fail('nothing is followed here') },
    consoleFiles: async () => 'not built',
    refusals: { list: () => [] },
    conditions: { examine: async () => [] },
    health: { report: () => [], gap: async () => undefined },
    alerts: { list: async () => [], test: async () => undefined },
    linkOf: (kind) => `https://hooks.example.com/contracts/guides/conditions.html#${kind}`,
    nodes: { list: async () => [] },
    metricsText: async () => '',
    clock,
    sinks: () => ['ledger', 'quiet'],
    activity: options.activity ?? { of: () => undefined },
    node: 'here',
    tryCopy: async () => undefined,
    testSink: options.testSink ?? (async () => undefined),
    replaying: replaying ?? nothingReplayed,
    retaining: retaining ?? nothingForgotten,
    reload: async () => ({ ok: true, changes: [] }),
    store,
    sources: {
      all: [source],
      find: (_provider, name) => (name === source.name ? source : undefined),
      findSandbox: () => undefined,
    },
    log,
    stopping: stopping.signal,
    bounds: options.bounds ?? {},
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  return {
    url,
    /** As a gateway stops: what waits for events is told, and then the listener closes. */
    stop: (graceMs: number) => {
      stopping.abort();
      return stop(graceMs);
    },
    log,
    stopping,
    kept,
  };
}

/** GET, and an answer that has been held against the schema that the contract in `spec/` declares for it. */
export async function ask(url: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

export function assertIs(schema: string, body: unknown): void {
  const validate = schemaAt(join(specFolder, `gateway.yaml#/components/schemas/${schema}`));
  assert.ok(validate(body), JSON.stringify(validate.errors));
}

export function assertProblem(
  answer: { status: number; headers: Headers; body: { type?: unknown; status?: unknown } },
  status: number,
  type: string,
): void {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.equal(answer.body.type, `urn:pushdock:problem:${type}`);
  assert.equal(answer.body.status, status);
}
