/** The engine's memory in the words of `spec/mock.yaml`. Nothing secret: URLs without query, headers not at all. */
import type {
  ApiCall,
  LoggedAttempt,
  LoggedDelivery,
  LoggedMessage,
  MockAddress,
  MockStatus,
  Provider,
} from '../../../generated/mock/models.ts';
import { loadBundle } from '../../contracts/load.ts';
import { parseJson } from '../../formats/json.ts';
import { field, textField } from '../../formats/values.ts';
import { faultsOf } from '../emission.ts';
import { type Attempt, type Delivery, type Message, stateOf } from '../engine-log.ts';
import type { Mocks } from '../mocks.ts';
import type { ProviderMock } from '../provider-mock.ts';
import { redactedHeaders } from '../redact.ts';

export const timeText = (ms: number): string => new Date(Math.round(ms)).toISOString();

export function statusView(
  { engine, clock, seed, gatewayUrl, startedMs, besideGateway, name }: Mocks,
  addresses: readonly MockAddress[],
): MockStatus {
  const next = engine.nextDueMs();
  return {
    now: timeText(clock.now()),
    startedAt: timeText(startedMs),
    pid: process.pid,
    ...(name === undefined ? {} : { name }),
    gateway: gatewayUrl(),
    ...(besideGateway ? { besideGateway } : {}),
    timeScale: clock.scale(),
    ...(next === undefined ? {} : { nextAttemptAt: timeText(next) }),
    seed,
    waiting: engine.waiting(),
    attempting: engine.attempting(),
    providers: [...engine.mocks.values()].map((mock) => providerView(mock, engine.downUntilMs(mock.name))),
    addresses: [...addresses],
  };
}

const endings: Readonly<Record<string, string>> = {
  'disables-push': 'the push may be disabled',
  'deletes-subscription': 'the subscription is deleted',
  'mails-vendor': 'the vendor is mailed',
};

/** More than any schedule that ends. */
const attempts_looked_at = 1_000;

/** `undefined`: there is always a further one. */
function attemptsOf({ policy }: ProviderMock): number | undefined {
  for (let failures = 1; failures < attempts_looked_at; failures += 1)
    if (policy.waitMs(failures) === undefined) return failures;
  return undefined;
}

function providerView(mock: ProviderMock, downUntilMs: number | undefined): Provider {
  const { name, provider = name, url, events, actions } = mock;
  const attemptsMax = attemptsOf(mock);
  const contractName = textField(field(loadBundle(`${provider}-push`), 'info'), 'x-name');
  const title = contractName === undefined || provider === name ? contractName : `${contractName}: ${name}`;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    events: [...events],
    faults: [...faultsOf(mock), ...(url === undefined ? [] : (['api-500', 'api-timeout', 'api-garbage'] as const))],
    actions: [...actions],
    ...(mock.actionTexts === undefined ? {} : { actionTexts: mock.actionTexts }),
    ...(mock.summary === undefined ? {} : { summary: mock.summary() }),
    ...(attemptsMax === undefined ? {} : { attemptsMax }),
    ...(mock.policy.givingUp.action in endings ? { givingUp: endings[mock.policy.givingUp.action] } : {}),
    ...(downUntilMs === undefined ? {} : { downUntil: timeText(downUntilMs) }),
    state: mock.state(),
  };
}

/** `exchanges`: with what each attempt sent and heard. */
export function messageView(message: Message, exchanges = false): LoggedMessage {
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
    deliveries: deliveries.map((delivery) => deliveryView(delivery, exchanges)),
  };
}

function deliveryView(
  { id, destination, state, nextDueMs, note, attempts }: Delivery,
  exchanges: boolean,
): LoggedDelivery {
  return {
    id,
    destination: destination.name,
    url: destination.shownUrl,
    state,
    ...(nextDueMs === undefined ? {} : { nextAttemptAt: timeText(nextDueMs) }),
    ...(note === undefined ? {} : { note }),
    attempts: attempts.map((attempt) => ({ ...attemptView(attempt), ...(exchanges && exchangeOf(attempt)) })),
  };
}

const exchangeOf = ({
  request,
  proof,
  status,
  answer,
}: Attempt): Pick<LoggedAttempt, 'request' | 'proof' | 'response' | 'refusal'> => ({
  request,
  ...(proof === undefined ? {} : { proof }),
  ...(answer === undefined ? {} : refusalIn(answer)),
  ...(status === undefined || answer === undefined
    ? {}
    : { response: { status, headers: redactedHeaders(answer.headers), body: answer.body } }),
});

/** A problem document says why (RFC 9457). Whose it is does not matter: a receiver of somebody else's may answer one too. */
function refusalIn({ headers, body }: NonNullable<Attempt['answer']>): Pick<LoggedAttempt, 'refusal'> {
  if (!headers['content-type']?.startsWith('application/problem+json')) return {};
  const read = parseJson(body);
  if (!read.ok) return {};
  const [type, title] = [textField(read.value.value, 'type'), textField(read.value.value, 'title')];
  const name = type?.replace(/^.*[:/]/, '');
  const words = [name, title].filter((text) => text !== undefined && text !== '');
  return words.length === 0 ? {} : { refusal: words.join(': ') };
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
