/** The mocks that a gateway runs itself, beside those of `pushdock mock up`: one world, whichever was started first. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { providers } from '../../src/providers/list.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openMocksBeside } from '../../src/simulate/beside.ts';
import { openMockControl, whoHolds } from '../../src/simulate/control/client.ts';
import { openControl } from '../../src/simulate/control/listener.ts';
import { mockClock } from '../../src/simulate/mock-clock.ts';
import { openMocks } from '../../src/simulate/mocks.ts';
import { freePorts } from '../support/free-ports.ts';
import { developmentSettings, mockNames, simulations } from '../support/mocks.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

const names = ['oneshoppingcart', 'zettle', 'appdirect'] as const;

/** A clock whose waits are over in a moment, so that no second has to pass. `stand` holds the time that others have to take the ports of those that give way. */
function quickClock() {
  let standingAtMs: number | undefined;
  const monotonic = () => standingAtMs ?? performance.now() * 10;
  return {
    ...systemClock,
    monotonic,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
    stand: () => {
      standingAtMs = monotonic();
    },
    goOn: () => {
      standingAtMs = undefined;
    },
  };
}

async function openPlace(t: TestContext) {
  const port = await freePorts(10);
  const log = recordingLog();
  const clock = quickClock();
  const control = openMockControl(`http://127.0.0.1:${port}`);
  const portOf = (name: string) => (simulations[name]?.port ?? 0) - 4010 + port;
  return {
    port,
    log,
    clock,
    control,
    /** Which of the APIs answer, as mocks. */
    answering: async () => {
      const found = await Promise.all(
        names.map(async (name) => {
          const answer = await fetch(`http://127.0.0.1:${portOf(name)}/`).catch(() => undefined);
          return answer?.headers.get('x-pushdock-mock');
        }),
      );
      return found.filter((name) => typeof name === 'string');
    },
    beside: async () => {
      const mocks = await openMocksBeside({ from: providers, port, gateway: 'http://127.0.0.1:9', clock, log });
      t.after(() => mocks.close());
      return mocks;
    },
    /** As `pushdock mock up` starts them, on the same ports. */
    up: async (chosen: readonly string[] = mockNames) => {
      const mocks = await openMocks({
        list: simulations,
        providers: chosen,
        settings: developmentSettings,
        clock: mockClock(),
        timeScale: 1,
        seed: 'up',
        log,
        port: (name) => (simulations[name]?.port === undefined ? 0 : portOf(name)),
      });
      const listener = await openControl(mocks, port, log);
      const end = async () => {
        await mocks.close();
        await listener.close();
      };
      t.after(end);
      return { end };
    },
  };
}

test('a gateway runs all mocks itself, says so, and lets their ports go when it stops', async (t) => {
  const place = await openPlace(t);
  const mocks = await place.beside();
  assert.deepEqual(await place.answering(), names);
  const status = await whoHolds(place.control);
  assert.deepEqual([status?.besideGateway, status?.gateway], [true, 'http://127.0.0.1:9']);
  assert.deepEqual(
    status?.providers.map(({ name }) => name),
    mockNames,
  );
  await mocks.close();
  assert.deepEqual([await place.answering(), await whoHolds(place.control)], [[], undefined]);
});

test('they push to the port that the gateway has bound, also those that open again later', async (t) => {
  const place = await openPlace(t);
  const mocks = await place.beside();
  mocks.pushTo('http://127.0.0.1:10');
  const told = async () => {
    const status = await whoHolds(place.control);
    const zettle = status?.providers.find(({ name }) => name === 'zettle')?.state.subscriptions;
    return [status?.gateway, Array.isArray(zettle) ? zettle.map(({ destination }) => destination) : zettle];
  };
  const moved = ['http://127.0.0.1:10', ['http://127.0.0.1:10/push/zettle/pos']];
  assert.deepEqual(await told(), moved);
  await place.control.stop({});
  await until(async () => (await whoHolds(place.control)) === undefined);
  await until(async () => (await whoHolds(place.control))?.besideGateway === true);
  assert.deepEqual(await told(), moved);
});

test('asked to stop, its mocks give way to others, and come back when those have ended', async (t) => {
  const place = await openPlace(t);
  await place.beside();
  place.clock.stand();
  await place.control.stop({});
  await until(async () => (await whoHolds(place.control)) === undefined);
  const others = await place.up();
  place.clock.goOn();
  assert.equal((await whoHolds(place.control))?.besideGateway, undefined);
  await until(() => place.log.of('mocks.started').length === 2);
  assert.deepEqual(await place.answering(), names);
  await others.end();
  await until(async () => (await whoHolds(place.control))?.besideGateway === true);
  assert.deepEqual(await place.answering(), names);
});

test('beside mocks of some providers that run already, it runs only what is missing', async (t) => {
  const place = await openPlace(t);
  const others = await place.up(['paazl', 'zettle']);
  await place.beside();
  assert.deepEqual(await place.answering(), names);
  assert.deepEqual(
    (await whoHolds(place.control))?.providers.map(({ name }) => name),
    ['paazl', 'zettle'],
  );
  await others.end();
  await until(async () => (await whoHolds(place.control))?.besideGateway === true);
  assert.deepEqual(await place.answering(), names);
});

test('a port that something else holds is refused with its number and the setting, and no mock is left running', async (t) => {
  const place = await openPlace(t);
  for (const offset of [0, 4]) {
    const stranger = createServer((_, response) => response.writeHead(204).end());
    await new Promise<void>((resolve) => stranger.listen(place.port + offset, '127.0.0.1', resolve));
    await assert.rejects(place.beside(), {
      name: 'AddressUnavailable',
      message: new RegExp(`^mocks: 127\\.0\\.0\\.1:${place.port + offset} cannot be bound \\(EADDRINUSE\\)`),
    });
    assert.deepEqual(await place.answering(), []);
    await new Promise((resolve) => stranger.close(resolve));
  }
});
