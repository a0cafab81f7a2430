import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPulls } from '../../src/operator/pulls.ts';
import type { Change, Pulled, StoredEvent } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { newEvent } from '../store/messages.ts';
import { storeWith } from '../support/toy-receiving.ts';

const WAIT_MS = 30_000;
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};

/** A store whose answers are told beforehand, and the wait for them. */
function openWaiting() {
  const clock = heldClock();
  const stopping = new AbortController();
  const listeners = new Set<(what: Change) => void>();
  const answers: Pulled[] = [];
  let looks = 0;
  const nothing = (): Pulled => ({ items: [], cursor: String(looks), more: false });
  const store = storeWith({
    pullEvents: async () => {
      looks += 1;
      return answers.shift() ?? nothing();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const pull = openPulls({ store, clock, stopping: stopping.signal });
  const begin = () => {
    let ended: Pulled | undefined;
    void pull({}, { after: 'newest' }, 10, WAIT_MS).then((pulled) => {
      ended = pulled;
    });
    return { ended: () => ended };
  };
  const commit = (...pulled: Pulled[]) => {
    answers.push(...pulled);
    for (const listener of listeners) listener('events');
  };
  return { clock, stopping, begin, commit, answers, listeners, looks: () => looks };
}

const event: StoredEvent = { ...newEvent('one'), messageId: 'one', createdAtMs: 0, sequence: 1 };
const found: Pulled = { items: [event], cursor: 'found', more: false };

test('a commit with what was waited for answers at once, without another commit and before the time is over', async () => {
  const { clock, begin, commit, listeners } = openWaiting();
  const waiting = begin();
  await settle();
  clock.advance(50);
  await settle();
  assert.equal(waiting.ended(), undefined);
  commit(found);
  await settle();
  assert.equal(waiting.ended()?.cursor, 'found');
  assert.equal(listeners.size, 0);
});

test('a commit between the first look and the waiting is not missed', async () => {
  const { begin, answers, looks } = openWaiting();
  answers.push({ items: [], cursor: 'c', more: false }, found);
  const waiting = begin();
  await settle();
  assert.deepEqual([waiting.ended()?.cursor, looks()], ['found', 2]);
});

test("other people's events do not each cost a look, and a search that is not at its end goes on by itself", async () => {
  const { clock, begin, commit, looks } = openWaiting();
  const waiting = begin();
  await settle();
  for (let commits = 0; commits < 100; commits += 1) commit();
  await settle();
  assert.equal(looks(), 2);
  clock.advance(50);
  await settle();
  assert.equal(looks(), 3);
  commit({ items: [], cursor: 'on', more: true }, { items: [], cursor: 'and on', more: true }, found);
  clock.advance(50);
  await settle();
  assert.equal(waiting.ended()?.cursor, 'found');
});

test('the end of the time and the stop of the gateway answer with nothing, and with how far the look went', async () => {
  const { clock, stopping, begin } = openWaiting();
  const first = begin();
  const second = begin();
  await settle();
  clock.advance(WAIT_MS);
  await settle();
  assert.deepEqual([first.ended()?.items, second.ended()?.items], [[], []]);
  const third = begin();
  await settle();
  assert.equal(third.ended(), undefined);
  stopping.abort();
  await settle();
  assert.deepEqual(third.ended()?.items, []);
});

test('a wait that ends says which events were forgotten before it began', async () => {
  const { begin, commit, answers, clock } = openWaiting();
  answers.push({ items: [], cursor: 'c', more: false, forgottenUntilMs: 7 });
  const waiting = begin();
  await settle();
  clock.advance(50);
  await settle();
  commit(found);
  await settle();
  assert.equal(waiting.ended()?.forgottenUntilMs, 7);
});

test('beyond two hundred that wait a pull answers at once', async () => {
  const { begin, stopping } = openWaiting();
  const all = Array.from({ length: 201 }, begin);
  await settle();
  assert.equal(all.filter(({ ended }) => ended() !== undefined).length, 1);
  stopping.abort();
  await settle();
  assert.ok(all.every(({ ended }) => ended() !== undefined));
});

test('an event that another process stored is found within about a second', async () => {
  const { clock, begin, answers } = openWaiting();
  const waiting = begin();
  await settle();
  clock.advance(50);
  await settle();
  answers.push(found);
  clock.advance(1_000);
  await settle();
  assert.equal(waiting.ended()?.cursor, 'found');
});
