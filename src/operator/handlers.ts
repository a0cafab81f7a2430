/** The operator API's operations. Each answers only what `spec/gateway.yaml` declares for it; the generated types hold that. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Contract } from '../../generated/gateway/models.ts';
import { deliverAll } from '../contracts/policy.ts';
import type { Alerts } from '../health/alerts/alerts.ts';
import type { Health } from '../health/open.ts';
import { problemDocument } from '../problems.ts';
import type { Sources } from '../providers/sources.ts';
import type { Refusals } from '../receive/refusals.ts';
import type { Conditions } from '../running/conditions.ts';
import type { Reloaded } from '../running/reload.ts';
import type { Nodes } from '../store/store.ts';
import { alertHandlers } from './alerts.ts';
import { faulty, ok, orBadRequest, PAGE_ITEMS_DEFAULT, pageAnswer, unknownItem, unknownName } from './answers.ts';
import type { ChangeStreams } from './change-streams.ts';
import { consumerHandlers } from './consumers.ts';
import { type CopyParts, copyHandlers } from './copies.ts';
import { countHandlers } from './counts.ts';
import { credentialUses } from './credentials.ts';
import { type DeliveryParts, deliveryHandlers } from './deliveries.ts';
import { driftHandlers } from './drift.ts';
import { eventHandlers } from './events.ts';
import { type Format, formatFor, mediaTypes } from './exposition.ts';
import { sent, soughtOf, timesOf } from './filters.ts';
import { healthHandlers } from './health.ts';
import { nodeHandlers } from './nodes.ts';
import { offersOf } from './offers.ts';
import { type ReplayParts, replayHandlers } from './replays.ts';
import { resultHandlers } from './results.ts';
import { type RetentionParts, retentionHandlers } from './retention.ts';
import { type Calling, type SignInParts, signInHandlers } from './sign-in.ts';
import { subscriptionHandlers } from './subscriptions.ts';
import { timeText } from './time-text.ts';
import { messageSummary, messageView, refusedView } from './views.ts';

export type OperatorParts = CopyParts &
  DeliveryParts &
  ReplayParts &
  RetentionParts &
  SignInParts & {
    /** Conditions that apply and need a person. */
    readonly conditions: Pick<Conditions, 'examine'>;
    /** The section of the guide about a kind of condition. */
    readonly linkOf: (kind: string) => string;
    /** Who is told of conditions. */
    readonly alerts: Pick<Alerts, 'list' | 'test'>;
    /** How each source stands with its provider. */
    readonly health: Pick<Health, 'gap' | 'report'>;
    /** The gateways that share the store. */
    readonly nodes: Pick<Nodes, 'list'>;
    readonly changes: Pick<ChangeStreams, 'hasRoom' | 'first'>;
    readonly sources: Sources;
    readonly refusals: Pick<Refusals, 'list'>;
    /** `spec/gateway.yaml`, bundled; read when it is first asked for. */
    readonly contract: () => Contract;
    /** The page for Prometheus. */
    readonly metricsText: (format: Format) => Promise<string>;
    /** Takes up the configuration as its file is now. */
    readonly reload: () => Promise<Reloaded>;
    /** Aborts when a stop begins. The gateway is then alive and not ready, and waiting calls are answered. */
    readonly stopping: AbortSignal;
  };

export function operatorHandlers(parts: OperatorParts): GatewayHandlers<Calling> {
  const { store, conditions, changes, sources, refusals, metricsText, reload, stopping } = parts;
  const live = async () => ok({ status: 'live' } as const);
  const readiness = async () => {
    if (stopping.aborted) return unready('The gateway is stopping.');
    try {
      await store.healthy();
      const { work, deliveries, oldestDueAtMs } = await store.backlog();
      return ok({
        status: 'ready',
        backlog: { work, deliveries, ...(oldestDueAtMs !== undefined && { oldestDueAt: timeText(oldestDueAtMs) }) },
      } as const);
    } catch (error) {
      return unready(error instanceof Error ? error.message : 'The store is not available.');
    }
  };

  return {
    ...copyHandlers(parts),
    ...deliveryHandlers(parts),
    ...replayHandlers(parts),
    ...retentionHandlers(parts),
    ...eventHandlers(parts),
    ...consumerHandlers(parts),
    ...resultHandlers(parts),
    ...driftHandlers(parts),
    ...subscriptionHandlers(sources),
    ...healthHandlers(parts),
    ...alertHandlers(parts),
    ...signInHandlers(parts),
    ...nodeHandlers(parts.nodes),

    getContract: async () => ok(parts.contract()),
    getLiveness: live,
    getHealthz: live,
    getLivez: live,
    getReadyz: readiness,

    getReadiness: readiness,

    getMetrics: async (_, { caller }) => {
      const format = formatFor(caller.headers.accept);
      return { status: 200, contentType: mediaTypes[format], body: await metricsText(format) };
    },

    listMessages: async ({ query: { limit, cursor, receivedFrom, receivedTo, identity, text, field, ...filter } }) =>
      pageAnswer(
        async () =>
          store.listMessages(
            { ...sent(filter), ...timesOf(receivedFrom, receivedTo), ...soughtOf({ identity, text, field }) },
            { limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) },
          ),
        messageSummary,
      ),

    ...countHandlers(parts),

    retryMessage: async ({ path: { id } }) => {
      const shown = await orBadRequest(() => store.showMessage(id));
      if (shown !== undefined && 'status' in shown) return shown;
      const outcome = shown && (await store.retryMessage(shown.message.id, parts.clock.now()));
      return shown === undefined || outcome === undefined ? unknownItem : ok({ message: shown.message.id, outcome });
    },

    getMessage: async ({ path: { id } }) => {
      const shown = await orBadRequest(() => store.showMessage(id));
      if (shown === undefined || 'status' in shown) return shown ?? unknownItem;
      const { provider, source } = shown.message;
      return ok(messageView(shown, sources.find(provider, source)?.capabilities?.arrivingSecrets?.ownerOf));
    },

    listConditions: async () =>
      ok({
        items: (await conditions.examine()).map(({ kind, about, detail, sinceMs }) => ({
          kind,
          about,
          since: timeText(sinceMs),
          detail,
          link: parts.linkOf(kind),
        })),
      }),

    listSources: async () =>
      ok({
        items: sources.all.map(({ name, provider, pushUrl, sandbox, capabilities }) => ({
          ...{ name, provider, pushUrl },
          ...(sandbox && { sandbox }),
          ...offersOf(capabilities),
        })),
      }),

    getSource: async ({ path: { name } }) => {
      const source = sources.all.find((candidate) => candidate.name === name);
      if (source === undefined) return unknownName('source', name, namesOf(sources));
      const { offContract = deliverAll } = source;
      return ok({
        name,
        provider: source.provider,
        pushUrl: source.pushUrl,
        setup: source.setup.map((field) => ({ ...field })),
        credentials: await credentialUses(source, store, parts.clock.now()),
        offContract: offContract.offContract,
        ...(Object.keys(offContract.rules).length > 0 && { rules: { ...offContract.rules } }),
        ...(source.sandbox && { sandbox: true }),
        ...offersOf(source.capabilities),
        pushPolicy: { ...source.pushPolicy },
      });
    },

    requestTestNotification: async ({ path: { name } }) => {
      const source = sources.all.find((candidate) => candidate.name === name);
      if (source === undefined) return unknownName('source', name, namesOf(sources));
      const { testPush } = source.capabilities ?? {};
      if (testPush === undefined) return testNotOffered;
      const requested = await testPush.request();
      return requested.ok
        ? ok({ source: name, provider: source.provider })
        : faulty(502, 'test_not_taken', [requested.reason]);
    },

    followChanges: async () =>
      changes.hasRoom()
        ? ({ status: 200, contentType: 'text/event-stream', body: changes.first() } as const)
        : tooManyStreams,

    listRefused: async () => ok({ items: refusals.list().map(refusedView) }),

    reloadConfiguration: async () => {
      const reloaded = await reload();
      return reloaded.ok
        ? ok({ changes: reloaded.changes.map((change) => ({ ...change })) })
        : faulty(422, 'configuration_refused', reloaded.faults);
    },
  };
}

const namesOf = ({ all }: Sources): readonly string[] => all.map(({ name }) => name);

const unready = (reason: string) =>
  ({ status: 503, contentType: 'application/json', body: { status: 'unready', reason } }) as const;
// As often as a page polls that follows no stream.
const STREAM_AGAIN_SECONDS = 5;
const tooManyStreams = {
  status: 503,
  contentType: 'application/problem+json',
  headers: { 'Retry-After': String(STREAM_AGAIN_SECONDS) },
  body: problemDocument('too_many_streams'),
} as const;
const testNotOffered = {
  status: 409,
  contentType: 'application/problem+json',
  body: problemDocument('test_not_offered'),
} as const;
