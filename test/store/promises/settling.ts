import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, identity, newMessage, standing } from '../messages.ts';

const yes = { final: true, value: { success: true, accountIdentifier: 'acc-1' } } as const;
const later = { final: false, value: { success: false, errorCode: 'UNKNOWN_ERROR' } } as const;

/** Whether it is still undecided after the store has answered something that was asked later. */
async function stillWaits(store: Store, answer: Promise<unknown>): Promise<boolean> {
  const waits = Symbol();
  await store.healthy();
  await store.healthy();
  return (await Promise.race([answer, Promise.resolve(waits)])) === waits;
}

export const settling: Promises = {
  'a waiting connection hears the result as soon as it is settled': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const answer = store.resultOf(message.id, 5_000);
    const claim = await claimOne(store, clock.now());
    assert.ok(await stillWaits(store, answer));
    assert.deepEqual(await store.settleWork(claim, { result: yes }), 'done');
    assert.deepEqual(await answer, yes);
  },

  'a result that is there already is heard at once, also after a restart': async ({ store, clock, reopen }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { result: yes });
    await store.settleWork(claim, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } });
    assert.deepEqual(await store.resultOf(message.id, 0), yes);
    assert.deepEqual(await (await reopen()).resultOf(message.id, 0), yes);
  },

  'a connection whose budget has passed hears nothing, and the answer is owed until it was kept': async ({
    store,
    clock,
    reopen,
  }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const answer = store.resultOf(message.id, 5_000);
    clock.advance(4_999);
    assert.ok(await stillWaits(store, answer));
    clock.advance(1);
    assert.equal(await answer, undefined);

    const again = await reopen();
    const claim = await claimOne(again, clock.now());
    assert.equal(claim.answerOwed, true);
    assert.deepEqual(await again.settleWork(claim, { result: yes }), 'answer_owed');
    assert.equal(await again.settleWork(claim, { answered: true }), 'done');
    assert.deepEqual(await again.settleWork(claim, { result: yes }), 'done');
    await again.settleWork(claim, { end: { kind: 'retry', dueAtMs: clock.now(), reason: 'once more' } });
    assert.equal((await claimOne(again, clock.now())).answerOwed, false);
  },

  'a result settled in the moment in which the budget ends is either heard or owed, never neither or both': async ({
    store,
    clock,
  }) => {
    for (let round = 0; round < 20; round += 1) {
      const message = newMessage(clock.now());
      await store.append(message);
      const claim = await claimOne(store, clock.now());
      const answer = store.resultOf(message.id, 1_000);
      await store.healthy();
      const spend = () => clock.advance(1_000);
      if (round % 2 === 0) spend();
      const settled = store.settleWork(claim, { result: yes });
      if (round % 2 === 1) spend();
      assert.equal((await answer) === undefined, (await settled) === 'answer_owed', `round ${round}`);
      await store.settleWork(claim, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } });
    }
  },

  'steps of one claim are done together, and none of them once it has passed on': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    const document = { name: 'order', mediaType: 'text/xml', bytes: Buffer.from('<o/>'), fetchedAtMs: clock.now() };
    const end = { kind: 'complete', completion: completion([]), nowMs: clock.now() } as const;
    const steps = { document, answerOwed: true, result: yes, end } as const;
    assert.equal(await store.settleWork({ ...claim, fence: claim.fence - 1 }, steps), 'fenced');
    const untouched = await store.showMessage(message.id);
    assert.deepEqual([untouched?.message.state, untouched?.documents], ['received', []]);
    assert.equal((await store.showMessage(message.id))?.result, undefined);
    assert.equal(await store.settleWork(claim, steps), 'answer_owed');
    const shown = await store.showMessage(message.id);
    assert.deepEqual([shown?.message.state, shown?.documents.length], ['processed', 1]);
    assert.deepEqual(await standing(store, message.id), { result: yes, answerOwed: true });
  },

  'nobody waits for a message that does not exist longer than the budget': async ({ store, clock }) => {
    const answer = store.resultOf('00000000-0000-7000-8000-000000000000', 10);
    clock.advance(10);
    assert.equal(await answer, undefined);
  },

  'the first final result stays': async ({ store, clock }) => {
    const message = newMessage(clock.now(), { identities: [identity('token')] });
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { result: yes });
    const other = { final: true, value: { success: false } } as const;
    assert.equal(await store.settleWork(claim, { result: other }), 'done');
    await store.settleWork(claim, { result: later });
    assert.deepEqual(await store.resultOf(message.id, 0), yes);
    const repeat = await store.append(newMessage(clock.now(), { identities: [identity('token')] }));
    assert.equal(repeat.outcome, 'duplicate');
  },

  'after a result that is not final the same identity is new work': async ({ store, clock }) => {
    const push = () => newMessage(clock.now(), { identities: [identity('token')] });
    const first = push();
    await store.append(first);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { result: later });
    await store.settleWork(claim, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } });
    assert.deepEqual(await store.resultOf(first.id, 0), later);

    const resent = push();
    assert.deepEqual(await store.append(resent), { outcome: 'stored', messageId: resent.id });
    assert.equal((await claimOne(store, clock.now())).message.id, resent.id);
  },

  'a resend ends the answer that an older message still owed, and no other one, also after a restart': async ({
    store,
    clock,
    reopen,
  }) => {
    const owing = async (key: string) => {
      const message = newMessage(clock.now(), { identities: [identity(key)] });
      await store.append(message);
      const claim = await claimOne(store, clock.now());
      await store.settleWork(claim, { answerOwed: true });
      await store.settleWork(claim, { result: later });
      await store.settleWork(claim, {
        end: { kind: 'retry', dueAtMs: clock.now() + 1_000, reason: 'The marketplace is down.' },
      });
      return message.id;
    };
    const [older, another] = [await owing('token'), await owing('other token')];
    const again = await reopen();
    assert.equal((await again.showMessage(older))?.answerOwed, true);
    await again.append(newMessage(clock.now(), { identities: [identity('token')] }));
    assert.equal((await again.showMessage(older))?.answerOwed, false);
    assert.equal((await again.showMessage(another))?.answerOwed, true);
    await claimOne(again, clock.now()); // The resend.
    const due = await again.claimWork({ nowMs: clock.now() + 1_000, leaseMs: 1_000, limit: 9 });
    assert.deepEqual(
      due.map(({ message, answerOwed }) => [message.id, answerOwed]),
      [
        [older, false],
        [another, true],
      ],
    );
  },

  'a later attempt is told the result that an earlier one settled': async ({ store, clock }) => {
    await store.append(newMessage(clock.now()));
    const claim = await claimOne(store, clock.now());
    assert.equal(claim.result, undefined);
    await store.settleWork(claim, { result: yes });
    await store.settleWork(claim, { end: { kind: 'retry', dueAtMs: clock.now(), reason: 'The sink was full.' } });
    assert.deepEqual((await claimOne(store, clock.now())).result, yes);
  },
};
