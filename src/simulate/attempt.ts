/** One attempt at a delivery: the mock's request, what faults make of it, and what came back. */
import type { Fault, FaultKind, Proof } from '../../generated/mock/models.ts';
import { type Clock, systemClock } from '../running/clock.ts';
import type { Attempt, Delivery, Message } from './engine-log.ts';
import { amountOf, breakDocument, paceOf } from './faults.ts';
import { type OwnHeaders, withHeaders } from './own-headers.ts';
import type { Judged, Outgoing, ProviderMock } from './provider-mock.ts';
import type { Random } from './random.ts';
import { namesOfCredentials, redactedHeaders } from './redact.ts';
import { type SendOutcome, send } from './send.ts';

/** What a recording keeps of a body. */
const recorded_units_max = 65_536;

export type Attempting = {
  readonly mock: ProviderMock;
  readonly message: Message;
  readonly delivery: Delivery;
  readonly dueMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** The receiver is down, as a scenario said: the attempt reaches nobody. */
  readonly isDown: boolean;
};

export type Attempted = { readonly made: Attempt; readonly judged: Judged };

export async function attempt({
  mock,
  message,
  delivery,
  dueMs,
  clock,
  random,
  signal,
  isDown,
}: Attempting): Promise<Attempted> {
  const number = delivery.attempts.length + 1;
  const faults = faultsOf(message.faults, number);
  const startedMs = clock.now();
  const skew = faults.get('clock-skew');
  const whole = broken(
    await mock.request(message.content, delivery.destination, {
      message: message.id,
      nowMs: startedMs + (skew === undefined ? 0 : amountOf(skew, 'clock-skew') * 1000),
      random: random.fork(`${delivery.id}/${number}`),
      faults,
    }),
    faults,
  );
  const outgoing = { ...whole, headers: withHeaders(whole.headers, message.headers) };
  const body = outgoing.body ?? new Uint8Array();
  const bodyPace = outgoing.body === undefined ? undefined : paceOf(faults, body);
  const pace = faults.has('hang-up') ? ({ kind: 'hang-up' } as const) : bodyPace;
  const realStartMs = systemClock.now();
  const outcome: SendOutcome = isDown
    ? { kind: 'unreachable', reason: 'refused', detail: 'the receiver is down, as it was told' }
    : await send({ ...outgoing, timeoutMs: mock.policy.timeoutMs, signal, ...(pace === undefined ? {} : { pace }) });
  const judged = mock.judge(outcome, message.content);
  const identity = mock.identity?.(message.content, body);
  const { success } = judged;
  const why = 'detail' in outcome ? outcome.detail : judged.note;
  const note = [why, success ? undefined : outgoing.note].filter((text) => text !== undefined).join('; ');
  const made = {
    number,
    dueMs,
    startedMs,
    outcome: outcome.kind,
    ...(outcome.kind === 'answered' ? { status: outcome.status, answer: answerOf(outcome) } : {}),
    success,
    ...('reason' in outcome ? { noAnswer: outcome.reason } : {}),
    ...(note === '' ? {} : { note }),
    tookMs: systemClock.now() - realStartMs,
    faults: [...faults.keys()],
    request: {
      method: outgoing.method,
      url: delivery.destination.shownUrl,
      headers: redactedHeaders(outgoing.headers),
      // A resend has the same one, and ten thousand messages are kept.
      body: number === 1 ? Buffer.from(body).toString('utf8').slice(0, recorded_units_max) : '',
    },
    ...(outgoing.proof === undefined ? {} : { proof: keptProof(outgoing.proof, number, message.headers) }),
    ...(identity === undefined ? {} : { identity }),
  };
  return { made, judged };
}

function keptProof({ signed, ...words }: Proof, number: number, own: OwnHeaders): Proof {
  const given = namesOfCredentials(own);
  const replaced =
    given.length === 0 ? {} : { fault: `${given.join(' and ')} came with the message, in place of the mock's own.` };
  return { ...words, ...replaced, ...(signed === undefined || number > 1 ? {} : { signed }) };
}

/** Ten thousand messages are kept, and no provider reads more of an answer than a result document. */
const answer_units_max = 4_096;

const answerOf = ({ headers, body }: Extract<SendOutcome, { kind: 'answered' }>) => ({
  headers,
  body: Buffer.from(body).toString('utf8').slice(0, answer_units_max),
});

/** Of the first attempt only, unless the fault says how many. */
function faultsOf(faults: readonly Fault[], number: number): ReadonlyMap<FaultKind, Fault> {
  return new Map(faults.filter(({ attempts = 1 }) => number <= attempts).map((fault) => [fault.kind, fault]));
}

function broken(outgoing: Outgoing, faults: ReadonlyMap<FaultKind, Fault>): Outgoing {
  if (outgoing.body === undefined) return outgoing;
  const { 'content-type': before, ...headers } = outgoing.headers;
  const { contentType, body } = breakDocument({ contentType: before, body: outgoing.body }, faults);
  return {
    ...outgoing,
    headers: contentType === undefined ? headers : { ...headers, 'content-type': contentType },
    body,
  };
}
