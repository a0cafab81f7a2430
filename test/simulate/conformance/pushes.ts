/** When a message is sent, what counts as an answer, and that it stays the same message. */
import assert from 'node:assert/strict';
import { recorded } from '../../../src/simulate/recording.ts';
import { startMs } from '../engine/mocks.ts';
import { emitOne, said } from './asking.ts';
import { expectedOf } from './expected.ts';
import { judging } from './judging.ts';
import type { Check } from './suite.ts';

const DAY_MS = 86_400_000;

export const pushes: readonly Check[] = [
  {
    name: 'attempts come when the contract says, and no more of them',
    run: async ({ provider, open }) => {
      const { attemptsAtSeconds, ends } = expectedOf(provider);
      const held = await open({ answer: () => said(503) });
      const id = emitOne(held, provider);
      await held.runOut(ends ? 30 * DAY_MS : (attemptsAtSeconds.at(-1) ?? 0) * 1000);
      const { attempts, state } = held.delivery(`${id}.1`);
      const seen = attempts.map(({ dueMs }) => (dueMs - startMs) / 1000);
      assert.deepEqual(seen, attemptsAtSeconds);
      assert.equal(held.gateway.heard.length, attemptsAtSeconds.length);
      assert.equal(state, ends ? 'exhausted' : 'waiting');
    },
  },
  {
    name: 'a success is what the contract calls one, and ends the attempts',
    run: async ({ provider, open }) => {
      const { isSuccess } = expectedOf(provider);
      for (const status of [200, 201, 202, 204, 206, 302, 400, 401, 410, 500, 503]) {
        let next = status;
        const held = await open({ answer: () => said(next) });
        const id = emitOne(held, provider);
        await held.runOut(0);
        next = 200;
        const { attempts } = held.delivery(`${id}.1`);
        assert.deepEqual([status, attempts[0]?.success], [status, isSuccess(status)]);
        await held.runOut(DAY_MS);
        const { attemptsAtSeconds } = expectedOf(provider);
        const expected = isSuccess(status) || attemptsAtSeconds.length === 1 ? 1 : 2;
        assert.equal(held.gateway.heard.length, expected, `after ${status}`);
      }
    },
  },
  {
    name: 'an attempt sends the same message as the one before it, and another message is another one',
    run: async ({ provider, open }) => {
      let status = 503;
      const held = await open({ answer: () => said(status) });
      emitOne(held, provider);
      await held.runOut(600_000);
      const first = held.gateway.heard.map(({ target, bytes }) => `${target} ${bytes}`);
      assert.equal(new Set(first).size, 1, [...new Set(first)].join('\n'));
      status = 200;
      emitOne(held, provider);
      await held.runOut(DAY_MS);
      assert.equal(new Set(held.gateway.heard.map(({ target, bytes }) => `${target} ${bytes}`)).size, 2);
    },
  },
  {
    name: 'a message that is played back is the same message',
    run: async ({ provider, open }) => {
      const held = await open({ answer: () => said(200) });
      const id = emitOne(held, provider);
      await held.runOut();
      const { composed, event } = held.message(id);
      const queued = held.engine.replay([{ provider, event, afterMs: 0, content: composed.content }]);
      assert.ok(queued.ok, JSON.stringify(queued));
      await held.runOut();
      const sent = held.gateway.heard.map(({ target, bytes }) => `${target} ${bytes}`);
      assert.equal(sent.length, 2);
      assert.equal(sent[1], sent[0]);
    },
  },
  {
    name: 'every event, in every variant and as the seed makes it, is what the contract says',
    run: async ({ provider, open }) => {
      const judge = judging(provider);
      try {
        for (const seed of ['1', '2']) {
          const held = await open({ seed, answer: () => said(200) });
          const mock = held.engine.mocks.get(provider) ?? assert.fail(provider);
          for (const { event, variants } of mock.events) {
            for (const variant of variants) emitOne(held, provider, variant, event);
            for (let more = 0; more < 4; more += 1) emitOne(held, provider, undefined, event);
          }
          await held.runOut(DAY_MS);
          assert.ok(held.gateway.heard.length > 8);
          for (const heard of held.gateway.heard) await judge.push(heard);
        }
      } finally {
        judge.close();
      }
    },
  },
  {
    name: 'a replay of what is not its own content is refused as a whole, and nothing of it is sent',
    run: async ({ provider, open }) => {
      const held = await open({ answer: () => said(200) });
      emitOne(held, provider);
      await held.runOut();
      const { engine, gateway } = held;
      const [own] = recorded(engine.log.messages.values());
      assert.ok(own !== undefined);
      const sent = gateway.heard.length;
      const main = ['body', 'payload', 'json'].find((name) => name in own.content) ?? assert.fail('no document');
      const without = (name: string) => Object.fromEntries(Object.entries(own.content).filter(([one]) => one !== name));
      for (const content of [
        {},
        { something: 'else' },
        without(Object.keys(own.content)[0] ?? ''),
        { ...own.content, colour: 'red' },
        { ...own.content, [main]: 7 },
        { ...own.content, [main]: '' },
        { ...own.content, [main]: 'nonsense' },
        { ...own.content, [main]: '{}' },
        { ...own.content, [main]: '<other/>' },
      ]) {
        const queued = engine.replay([own, { ...own, content }]);
        assert.equal(queued.ok, false, JSON.stringify(content));
        assert.match('detail' in queued ? queued.detail : '', /^messages\[1\]: the content is not that of /);
      }
      assert.equal(engine.replay([{ ...own, event: 'TeapotBoiled' }]).ok, false);
      await held.runOut();
      assert.equal(gateway.heard.length, sent);
      assert.ok(engine.replay([own]).ok);
    },
  },
];
