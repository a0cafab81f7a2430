/** Which queues are polled: after a start, a reload, a stop. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Configuration, SourceSettings } from '../../../src/config.ts';
import { ConfigurationError } from '../../../src/config.ts';
import { silentLog } from '../../../src/log.ts';
import { openPollers } from '../../../src/receive/queue/pollers.ts';
import { heldClock } from '../../store/held-clock.ts';
import { passing } from '../../support/until.ts';
import { type FakeQueue, fakeQueue } from './fake-queue.ts';

const source = (queue: string, more: object = {}): SourceSettings => ({
  provider: 'toy',
  transport: {
    sqs: { queueUrl: `https://queue.test/${queue}`, region: 'here', timeoutMs: 1_000, visibilitySeconds: 60 },
  },
  ...more,
});
const withSources = (sources: Record<string, SourceSettings>) => ({ sources }) as unknown as Configuration;

function open(t: TestContext, configuration: Configuration) {
  const clock = heldClock();
  const opened: (FakeQueue & { readonly url: string })[] = [];
  const pollers = openPollers(configuration, {
    sources: { all: [], find: () => undefined, findSandbox: () => undefined },
    receiveOf: () => assert.fail('nothing comes'),
    bodyBytesMax: 1_000,
    clock,
    log: silentLog,
    open: async (place, { queueUrl }) => {
      if (queueUrl.endsWith('/none')) throw new ConfigurationError([`${place}: cannot be opened`]);
      const queue = { ...fakeQueue(clock), url: queueUrl };
      opened.push(queue);
      return queue;
    },
  });
  t.after(() => passing(clock, pollers.stop(1_000)));
  const reload = async (next: Configuration) => (await pollers.reload.prepare(next, configuration)).commit();
  const state = () => opened.map(({ url, closed }) => `${url.split('/').at(-1)} ${closed.yes ? 'closed' : 'polled'}`);
  return { clock, pollers, opened, reload, state };
}

/** A queue closes when its poller has ended, some turns later. */
const turns = async () => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
};

test('a reload leaves an unchanged queue, and polls what was added and changed in place of what was removed', async (t) => {
  const { pollers, reload, state } = open(
    t,
    withSources({ same: source('one'), changed: source('two'), gone: source('three') }),
  );
  await pollers.start();
  await reload(
    withSources({ same: source('one', { organization: 'self' }), changed: source('four'), added: source('five') }),
  );
  await turns();
  assert.deepEqual(state(), ['one polled', 'two closed', 'three closed', 'four polled', 'five polled']);
});

test('a reload whose queue cannot be opened changes nothing, and leaves nothing open', async (t) => {
  const first = withSources({ a: source('one') });
  const { pollers, reload, state } = open(t, first);
  await pollers.start();
  await assert.rejects(reload(withSources({ b: source('two'), c: source('none') })), ConfigurationError);
  await turns();
  assert.deepEqual(state(), ['one polled', 'two closed']);
});

test('a gateway that does not receive polls nothing, also after a reload', async (t) => {
  const { reload, state } = open(t, withSources({ a: source('one') }));
  await reload(withSources({ a: source('two') }));
  assert.deepEqual(state(), []);
});

test('a reload that ends after the stop began polls nothing', async (t) => {
  const first = withSources({ a: source('one') });
  const { clock, pollers, state } = open(t, first);
  await pollers.start();
  const prepared = await pollers.reload.prepare(withSources({ a: source('two') }), first);
  await passing(clock, pollers.stop(1_000));
  prepared.commit();
  assert.deepEqual(state(), ['one closed', 'two closed']);
});
