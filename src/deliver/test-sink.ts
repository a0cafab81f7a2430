/** One marked event to a sink, for the question "does it take what we send?". Nothing is stored, repeated or counted. */
import { cloudEvent } from '../formats/cloud-event.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import { uuids } from '../running/uuids.ts';
import type { StoredEvent } from '../store/store.ts';
import type { Attempted, Sink } from './sinks/sink.ts';

/** Its type marks it, and no message of a provider has it. */
const TEST_TYPE = 'com.pushdock.sink.test';

export type SinkTested = Attempted & { readonly eventId: string; readonly tookMs: number };

// A sink bounds its own attempt, 60 s at the most by its configuration; an operator waits for the answer meanwhile.
const TEST_MS_MAX = 60_000;

/** Never rejects. */
export const testSink = (sink: Sink, clock: Clock): Promise<SinkTested> =>
  attemptOnce(testEvent(sink.name, clock.now()), sink, clock);

/** Never rejects. A sink that throws, or does not answer in a minute, is a failed attempt. */
export async function attemptOnce(event: StoredEvent, sink: Sink, clock: Clock): Promise<SinkTested> {
  const startedAtMs = clock.monotonic();
  const ended = (attempted: Attempted): SinkTested => ({
    ...attempted,
    eventId: event.id,
    tookMs: Math.round(clock.monotonic() - startedAtMs),
  });
  const answered = new AbortController();
  const late = new AbortController();
  void clock
    .sleep(TEST_MS_MAX, answered.signal)
    .then(() => late.abort(new Error(`it did not answer within ${TEST_MS_MAX / 1_000} s`)));
  try {
    return ended(await sink.deliver(event, { deliveryId: event.id, attempt: 1, signal: late.signal }));
  } catch (error) {
    return ended({ kind: 'failed', detail: messageOf(error) });
  } finally {
    answered.abort();
  }
}

function testEvent(sink: string, nowMs: number): StoredEvent {
  const messageId = uuids().v7({ msecs: nowMs });
  const fact = { type: TEST_TYPE, subject: sink, data: { sink, test: true } };
  const envelope = cloudEvent(
    `test-${messageId}`,
    fact,
    { id: messageId, provider: 'pushdock', source: 'sinks', receivedAtMs: nowMs },
    'match',
  );
  const { id, type, source } = envelope;
  return { id, type, source, subject: sink, envelope, messageId, createdAtMs: nowMs, sequence: 0 };
}
