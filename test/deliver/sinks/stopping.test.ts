/** Stopping, and going on, when what a sink writes to stands still. */

import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { bounded, openSinks } from '../../../src/deliver/sinks/open.ts';
import { openRabbitmqSink } from '../../../src/deliver/sinks/rabbitmq.ts';
import type { Sink } from '../../../src/deliver/sinks/sink.ts';
import { openStdoutSink } from '../../../src/deliver/sinks/stdout.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt, storedEvent } from '../../support/claims.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { passing, until } from '../../support/until.ts';
import { amqpBroker } from './amqp-broker.ts';
import { delivery } from './events.ts';
import { closes, silentServer } from './silent-server.ts';

/** An attempt under way ends when the gateway stops, and the sink closes two seconds later at the latest. */
async function endsWithItsSignal(sink: Sink, clock: ReturnType<typeof manualClock>): Promise<void> {
  const stop = new AbortController();
  const attempt = sink.deliver(storedEvent(0), { ...firstAttempt, signal: stop.signal });
  stop.abort(new Error('the gateway stops'));
  await assert.rejects(attempt, /the gateway stops/);
  const closing = sink.close();
  clock.advance(2_000);
  await closing;
}

test('a sink that never answers and never closes ends its attempts with their signal, and closes after two seconds', async () => {
  const clock = manualClock();
  const never = () => new Promise<never>(() => {});
  const sink = bounded({ name: 'stuck', settings: delivery, deliver: never, close: never }, clock);
  await endsWithItsSignal(sink, clock);
});

test('a file on a disk that hangs ends its attempt with the signal, and closes', async (t) => {
  const clock = manualClock();
  const path = join(temporaryFolder(t), 'events.ndjson');
  const [sink] = await openSinks({ ledger: { type: 'file', path, delivery } }, { clock });
  assert.ok(sink);
  const own = await open(import.meta.filename);
  t.mock.method(
    Object.getPrototypeOf(own) as { datasync: () => Promise<void> },
    'datasync',
    () => new Promise(() => {}),
  );
  await own.close();
  await endsWithItsSignal(sink, clock);
});

test('a pipe that nobody reads fails its attempts after ten seconds, gathers no more lines, and goes on when it is read', async () => {
  const clock = manualClock();
  const pipe = new PassThrough({ highWaterMark: 10 });
  const sink = openStdoutSink('pipe', { type: 'stdout', delivery }, pipe, clock);
  const deliver = async () => {
    const attempt = sink.deliver(storedEvent(0), firstAttempt);
    await new Promise(setImmediate);
    clock.advance(10_000);
    return await attempt;
  };
  await deliver();
  const failed = { kind: 'failed', detail: 'standard output: nobody has read it for 10 s' };
  assert.deepEqual(await deliver(), failed);
  const lengths = [pipe.readableLength + pipe.writableLength];
  for (let n = 0; n < 5; n += 1) assert.deepEqual(await deliver(), failed);
  lengths.push(pipe.readableLength + pipe.writableLength);
  assert.equal(lengths[0], lengths[1]);
  pipe.resume();
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'delivered');
  await sink.close();
});

test('a RabbitMQ that goes silent on a connection that stays fails the attempt in its time, is connected to again by the next, and holds up no stop', async (t) => {
  const broker = amqpBroker();
  const { port, connections } = await silentServer(t, broker.begin);
  const settings = { type: 'rabbitmq', url: `amqp://127.0.0.1:${port}`, user: 'guest', queue: 'q' } as const;
  const [clock, timeoutMs] = [manualClock(), 60_000];
  const sink = await openRabbitmqSink('broker', { ...settings, routingKey: '', timeoutMs, delivery }, clock);
  const outcome = async () => (await sink.deliver(storedEvent(0), firstAttempt)).kind;
  assert.equal(await outcome(), 'delivered');
  assert.equal(await outcome(), 'delivered');
  assert.equal(connections(), 1);
  broker.goSilent();
  const unanswered = outcome();
  await new Promise(setImmediate); // It is published on the connection that is there.
  clock.advance(timeoutMs);
  assert.equal(await unanswered, 'failed');
  assert.equal(await outcome(), 'delivered');
  assert.equal(connections(), 2);

  broker.goSilent();
  const stop = new AbortController();
  const attempt = sink.deliver(storedEvent(1), { ...firstAttempt, signal: stop.signal });
  stop.abort(new Error('the gateway stops'));
  await assert.rejects(attempt, /the gateway stops/);
  await passing(clock, sink.close());
});

test('a stop is not held up by an HTTP receiver that took the event and went silent', async (t) => {
  const { port, connections } = await silentServer(t);
  const [sink] = await openSinks({
    away: {
      ...{ type: 'http', url: `http://127.0.0.1:${port}/events`, reach: 'any', mode: 'structured' },
      ...{ secrets: [], timeoutMs: 600_000, delivery },
    },
  });
  assert.ok(sink);
  const stop = new AbortController();
  const attempt = sink.deliver(storedEvent(0), { ...firstAttempt, signal: stop.signal });
  await until(() => connections() > 0);
  stop.abort(new Error('the gateway stops'));
  await assert.rejects(attempt, /the gateway stops/);
  await closes(sink);
});

test('a stop is not held up by a NATS server that said hello and went silent, and an attempt at it fails in its time', async (t) => {
  const hello = 'INFO {"server_id":"S","version":"2.10.0","proto":1,"headers":true,"max_payload":1048576}\r\n';
  const { port } = await silentServer(t, (socket) => {
    socket.write(hello);
    socket.once('data', () => socket.write('PONG\r\n'));
  });
  const [sink] = await openSinks({
    away: { type: 'nats', servers: [`nats://127.0.0.1:${port}`], subject: 'events', timeoutMs: 300, delivery },
  });
  assert.ok(sink);
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'failed');
  await closes(sink);
});
