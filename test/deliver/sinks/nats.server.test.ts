import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsSinkSettings } from '../../../src/config.ts';
import { openNatsSink } from '../../../src/deliver/sinks/nats.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { freePort } from '../../support/free-ports.ts';
import { brokerPromises, brokerUser } from './broker-promises.ts';
import { type Broker, find, startBroker } from './brokers.ts';
import { delivery, eventOf } from './events.ts';

const settings = (port: number, more: Partial<NatsSinkSettings> = {}): NatsSinkSettings => ({
  type: 'nats',
  servers: [`nats://127.0.0.1:${port}`],
  subject: 'pushdock.{source}.{type}',
  user: brokerUser.name,
  password: Secret.of(brokerUser.password),
  timeoutMs: 2_000,
  delivery,
  ...more,
});

const program = find('nats-server');
const skip = program === undefined ? 'no nats-server here (apt-get install nats-server)' : false;

async function start(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-nats-'));
  const port = await freePort();
  const words = ['-js', '-sd', folder, '-a', '127.0.0.1', '-p', String(port)];
  words.push('--user', brokerUser.name, '--pass', brokerUser.password);
  return startBroker(folder, port, () => [spawn(program ?? '', words, { stdio: 'ignore', detached: true })]);
}

/** With the stream that an operator makes, if it is not there yet. */
async function manage(port: number) {
  const { name: user, password: pass } = brokerUser;
  const client = await connect({ servers: `127.0.0.1:${port}`, user, pass });
  const { streams } = await jetstreamManager(client);
  await streams.add({ name: 'EVENTS', subjects: ['pushdock.toy.>'] });
  return { streams, close: () => client.close() };
}

brokerPromises({
  name: 'NATS',
  skip,
  start,
  open: (port, more) => openNatsSink('stream', settings(port, more), systemClock),
  read: async (port) => {
    const { streams, close } = await manage(port);
    let seen = 0;
    return {
      arrived: async () => {
        const { state } = await streams.info('EVENTS');
        const messages = [];
        while (seen < state.last_seq) {
          seen += 1;
          messages.push(await streams.getMessage('EVENTS', { seq: seen }));
        }
        return messages.map((message) => ({
          id: message?.header.get('Nats-Msg-Id') ?? '',
          contentType: message?.header.get('content-type') ?? '',
          body: message?.string() ?? '',
        }));
      },
      close,
    };
  },
  untaken: {
    open: (port) => openNatsSink('stream', settings(port, { subject: 'elsewhere.{type}' }), systemClock),
    detail:
      'no stream takes the subject elsewhere.com.toy.moved (or the server has no JetStream); create one that does',
  },
  uninstalled: {
    open: (missing) => openNatsSink('stream', settings(1), systemClock, () => Promise.reject(missing)),
    fault:
      'sinks.stream.type: needs @nats-io/transport-node and @nats-io/jetstream, which are not installed; run npm install @nats-io/transport-node @nats-io/jetstream',
  },
  own: (port) => {
    test('an event is delivered with its place in the stream, under its subject; a repeat is dropped there', async () => {
      const { streams, close } = await manage(port());
      const sink = await openNatsSink('stream', settings(port(), { stream: 'EVENTS' }), systemClock);
      const event = eventOf('com.toy.moved', { status: 'MOVED' }, 100);
      const told = async (attempt: number) => (await sink.deliver(event, { ...firstAttempt, attempt })).detail;
      const first = await told(1);
      const { messages } = (await streams.info('EVENTS')).state;
      const seq = Number(/^stream EVENTS, sequence (\d+)$/.exec(first)?.[1] ?? assert.fail(first));
      assert.equal(await told(2), `${first}, which already had it`);
      assert.equal((await streams.info('EVENTS')).state.messages, messages);
      assert.equal((await streams.getMessage('EVENTS', { seq }))?.subject, 'pushdock.toy.box.com.toy.moved');
      await Promise.all([sink.close(), close()]);
    });

    test('the stream takes a replay for a new message, and drops a repeat of the replay', async () => {
      const sink = await openNatsSink('stream', settings(port()), systemClock);
      const event = eventOf('com.toy.moved', { status: 'MOVED' }, 101);
      const told = async (replay?: string) =>
        (await sink.deliver(event, { ...firstAttempt, ...(replay !== undefined && { replay }) })).detail;
      for (const replay of [undefined, '4', '5']) {
        assert.doesNotMatch(await told(replay), /already had it/);
        assert.match(await told(replay), /already had it/);
      }
      await sink.close();
    });

    test('a stream other than the one that is named must not take the event', async () => {
      const sink = await openNatsSink('stream', settings(port(), { stream: 'OTHER' }), systemClock);
      const attempted = await sink.deliver(eventOf('com.toy.moved', {}, 102), firstAttempt);
      assert.equal(attempted.kind, 'failed');
      assert.match(attempted.detail, /stream/i);
      await sink.close();
    });
  },
});
