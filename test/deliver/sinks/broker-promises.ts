/**
 * What a sink on a broker promises, whichever broker it is: each is asked the same, with a broker that really runs. What only one of them can do
 * (dropping repeats, exchanges) is in the file of that one, as its own.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ConfigurationError } from '../../../src/config.ts';
import type { Sink } from '../../../src/deliver/sinks/sink.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { freePort } from '../../support/free-ports.ts';
import { until } from '../../support/until.ts';
import type { Broker } from './brokers.ts';
import { eventOf } from './events.ts';
import { closes, silentServer } from './silent-server.ts';

export type BrokerKit = {
  /** As messages name it: `NATS`. */
  readonly name: string;
  /** Why no broker can be started on this machine; false: one can. */
  readonly skip: string | false;
  /** One of its own, with nothing in it, that lets in `brokerUser` alone. */
  start(): Promise<Broker>;
  /** A sink whose events the reader sees, once it was opened. The port may be nobody's. */
  open(port: number, options: OpenOptions): Promise<Sink>;
  /** Makes at the broker what a sink needs there (a stream, a queue), and reads what arrives. */
  read(port: number): Promise<BrokerReader>;
  /** A sink for whose events there is no place at the broker, and what its attempts say (PORT in it: the broker's). */
  readonly untaken: { open(port: number): Promise<Sink>; readonly detail: string };
  /** Why the broker lets everybody in; absent: it asks for the password. */
  readonly letsAnyoneIn?: string;
  /** The broker of the tests, unlike the real one, may lose in a kill what it has confirmed. */
  readonly forgets?: true;
  /** Tests of what only this broker does, each with an event of its own. */
  own?(port: () => number): void;
  /** A sink whose packages are not installed, by what importing them throws, and what its configuration is refused with. */
  readonly uninstalled: { open(missing: Error): Promise<Sink>; readonly fault: string };
};

export type OpenOptions = { readonly timeoutMs: number; readonly password: Secret };

export type BrokerReader = {
  /** What has come since it was last asked, in the order of its arrival. */
  arrived(): Promise<readonly Arrived[]>;
  close(): Promise<void>;
};

export type Arrived = { readonly id: string; readonly contentType: string; readonly body: string };

export const brokerUser = { name: 'guest', password: 'guest' } as const;
const usual: OpenOptions = { timeoutMs: 30_000, password: Secret.of(brokerUser.password) };

export function brokerPromises(kit: BrokerKit): void {
  describe(`a sink on ${kit.name}`, { skip: kit.skip }, () => {
    let broker: Broker;
    let reader: BrokerReader;
    before(async () => {
      broker = await kit.start();
      reader = await kit.read(broker.port);
    });
    after(async () => {
      await reader?.close();
      await broker?.stop();
    });

    test('an event that is delivered is at the broker as a CloudEvent, with its id', async () => {
      const sink = await kit.open(broker.port, usual);
      const event = eventOf('com.toy.moved', { status: 'MOVED' });
      assert.equal((await sink.deliver(event, firstAttempt)).kind, 'delivered');
      const [arrived, ...more] = await reader.arrived();
      assert.deepEqual(JSON.parse(arrived?.body ?? ''), event.envelope);
      assert.equal(arrived?.id, event.id);
      assert.match(arrived?.contentType ?? '', /^application\/cloudevents\+json(;|$)/);
      assert.deepEqual(more, []);
      await sink.close();
    });

    test('of two hundred events at once each is delivered, and is at the broker once', async () => {
      const sink = await kit.open(broker.port, usual);
      const events = Array.from({ length: 200 }, (_, index) => eventOf('com.toy.moved', {}, 1_000 + index));
      const attempts = await Promise.all(events.map((event) => sink.deliver(event, firstAttempt)));
      assert.deepEqual(new Set(attempts.map(({ kind }) => kind)), new Set(['delivered']));
      const ids = (await reader.arrived()).map(({ id }) => id);
      assert.deepEqual(ids.sort(), events.map(({ id }) => id).sort());
      await sink.close();
    });

    test('an event that is replayed arrives again, whether the broker drops repeats or not', async () => {
      const sink = await kit.open(broker.port, usual);
      const event = eventOf('com.toy.moved', { status: 'MOVED' }, 7);
      for (const attempt of [firstAttempt, { ...firstAttempt, replay: '4' }, { ...firstAttempt, replay: '5' }])
        assert.equal((await sink.deliver(event, attempt)).kind, 'delivered');
      assert.equal((await reader.arrived()).length, 3);
      await sink.close();
    });

    test('an event that nothing at the broker takes is a failed attempt that says what to create', async () => {
      const sink = await kit.untaken.open(broker.port);
      const attempted = await sink.deliver(eventOf('com.toy.moved', {}, 1), firstAttempt);
      assert.deepEqual(attempted, { kind: 'failed', detail: kit.untaken.detail.replace('PORT', String(broker.port)) });
      await sink.close();
    });

    test('a wrong password is a failed attempt, and is not repeated in what it says', {
      skip: kit.letsAnyoneIn ?? false,
    }, async () => {
      const sink = await kit.open(broker.port, { ...usual, password: Secret.of('not-a-real-password') });
      const { kind, detail } = await sink.deliver(eventOf('com.toy.moved', {}, 2), firstAttempt);
      assert.equal(kind, 'failed');
      assert.match(detail, /auth|ACCESS_REFUSED/i);
      assert.doesNotMatch(detail, /not-a-real/);
      await sink.close();
    });

    kit.own?.(() => broker.port);

    // An error of a client library that nobody catches ends the process, and with it this test.
    test('a send that is given up at any moment fails, and nothing else does', async () => {
      const kinds = new Set<string>();
      for (let step = 0; step < 80; step += 1) {
        const sink = await kit.open(broker.port, usual);
        const given = { ...firstAttempt, signal: AbortSignal.timeout(step) };
        const sent = sink.deliver(eventOf('com.toy.moved', {}, 5_000 + step), given);
        kinds.add(await sent.then(({ kind }) => kind).catch(() => 'given up'));
        await sink.close();
      }
      assert.ok(kinds.has('given up'));
    });

    // The last, since it ends the broker.
    test('a broker that was away is found again by the same sink, and still has what it confirmed', async () => {
      const sink = await kit.open(broker.port, usual);
      const deliver = (index: number) => sink.deliver(eventOf('com.toy.moved', {}, index), firstAttempt);
      await reader.arrived();
      assert.equal((await deliver(11)).kind, 'delivered');
      await reader.close();
      await broker.stop();
      assert.equal((await deliver(12)).kind, 'failed');
      await broker.start();
      let attempted = await deliver(12);
      for (let tries = 0; attempted.kind !== 'delivered' && tries < 10; tries += 1) attempted = await deliver(12);
      assert.equal(attempted.kind, 'delivered', attempted.detail);
      reader = await kit.read(broker.port);
      const ids = (await reader.arrived()).map(({ id }) => id);
      for (const index of kit.forgets ? [12] : [11, 12])
        assert.ok(ids.includes(eventOf('com.toy.moved', {}, index).id), ids.join('\n'));
      await sink.close();
    });
  });

  test(`a ${kit.name} that is not there is a failed attempt, and the sink closes all the same`, async () => {
    const sink = await kit.open(await freePort(), { ...usual, timeoutMs: 2_000 });
    const { kind, detail } = await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
    assert.equal(kind, 'failed');
    assert.ok(detail.startsWith(`${kit.name}: `), detail);
    await sink.close();
  });

  test(`a ${kit.name} that takes connections and says nothing is a failed attempt, is connected to again by the next, and holds up no stop`, async (t) => {
    const { port, connections } = await silentServer(t);
    const sink = await kit.open(port, { ...usual, timeoutMs: 300 });
    for (let n = 0; n < 2; n += 1) {
      const before = connections();
      // On a busy machine the time of an attempt may be over before it has connected.
      await until(
        async () => {
          assert.equal((await sink.deliver(eventOf('com.toy.moved', {}, n), firstAttempt)).kind, 'failed');
          return connections() > before;
        },
        { everyMs: 100, otherwise: 'it did not connect' },
      );
    }
    await closes(sink);
  });

  test(`without the packages of ${kit.name} the sink refuses to open and says what to install`, async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    await assert.rejects(
      kit.uninstalled.open(missing),
      (error) => error instanceof ConfigurationError && error.message === kit.uninstalled.fault,
    );
  });
}
