/** The engine's memory in the words of `spec/mock.yaml`. Nothing secret: URLs without query, headers not at all. */
import type {
  ApiCall,
  LoggedAttempt,
  LoggedDelivery,
  LoggedMessage,
  MockStatus,
  Provider,
} from '../../../generated/mock/models.ts';
import { faultsOf } from '../emission.ts';
import { type Attempt, type Delivery, type Message, stateOf } from '../engine-log.ts';
import type { Mocks } from '../mocks.ts';
import type { ProviderMock } from '../provider-mock.ts';

export const timeText = (ms: number): string => new Date(Math.round(ms)).toISOString();

export function statusView({
  engine,
  clock,
  seed,
  timeScale,
  gatewayUrl,
  startedMs,
  besideGateway,
}: Mocks): MockStatus {
  return {
    now: timeText(clock.now()),
    startedAt: timeText(startedMs),
    pid: process.pid,
    gateway: gatewayUrl(),
    ...(besideGateway ? { besideGateway } : {}),
    timeScale,
    seed,
    waiting: engine.waiting(),
    attempting: engine.attempting(),
    providers: [...engine.mocks.values()].map(providerView),
  };
}

function providerView(mock: ProviderMock): Provider {
  const { name, url, events, actions } = mock;
  return {
    name,
    ...(url === undefined ? {} : { url }),
    events: [...events],
    faults: [...faultsOf(mock), ...(url === undefined ? [] : (['api-500', 'api-timeout', 'api-garbage'] as const))],
    actions: [...actions],
    state: mock.state(),
  };
}

export function messageView(message: Message): LoggedMessage {
  const { id, provider, event, composed, emittedMs, faults, note, deliveries } = message;
  return {
    id,
    provider,
    event,
    variant: composed.variant,
    emittedAt: timeText(emittedMs),
    faults: faults.map(({ kind }) => kind),
    state: stateOf(message),
    ...(note === undefined ? {} : { note }),
    deliveries: deliveries.map(deliveryView),
  };
}

function deliveryView({ id, destination, state, nextDueMs, note, attempts }: Delivery): LoggedDelivery {
  return {
    id,
    destination: destination.name,
    url: destination.shownUrl,
    state,
    ...(nextDueMs === undefined ? {} : { nextAttemptAt: timeText(nextDueMs) }),
    ...(note === undefined ? {} : { note }),
    attempts: attempts.map(attemptView),
  };
}

function attemptView({
  number,
  dueMs,
  outcome,
  status,
  noAnswer,
  success,
  note,
  tookMs,
  faults,
}: Attempt): LoggedAttempt {
  return {
    number,
    dueAt: timeText(dueMs),
    outcome,
    ...(status === undefined ? {} : { status }),
    ...(noAnswer === undefined ? {} : { noAnswer }),
    success,
    ...(note === undefined ? {} : { note }),
    tookMs: Math.round(tookMs),
    faults: [...faults],
  };
}

export const callViews = (mock: ProviderMock): readonly ApiCall[] =>
  mock
    .calls()
    .map(({ atMs, method, path, status }) => ({ provider: mock.name, at: timeText(atMs), method, path, status }));
