import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Keeping } from '../../../../src/providers/keeping.ts';
import { openKeptKeys } from '../../../../src/providers/zettle/subscriptions/kept-keys.ts';
import { openKeyRing, purposeOf } from '../../../../src/providers/zettle/subscriptions/key-ring.ts';
import {
  keptRefreshToken,
  openRefreshTokens,
  refreshTokenPurpose,
} from '../../../../src/providers/zettle/subscriptions/refresh-tokens.ts';
import { sealOnce } from '../../../../src/providers/zettle/subscriptions/seal-once.ts';
import { openInTurn } from '../../../../src/running/in-turn.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { heldClock } from '../../../store/held-clock.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { memoryKept } from './memory-kept.ts';

const key = Secret.of('test-only-encryption-key-of-nobody-0001');
const purposes = {
  signingKey: (subscription: string) => purposeOf('pos', subscription),
  refreshToken: refreshTokenPurpose('pos'),
};

const clock = heldClock();

/** What a start does with what is kept. */
async function started(keeping: Keeping) {
  const log = recordingLog();
  await sealOnce('pos', keeping, purposes, log);
  const ring = await openKeyRing('pos', keeping, log, clock);
  const token = await openRefreshTokens('pos', keeping, openInTurn()).read();
  return {
    keys: ring.all.map((one) => one.key.reveal()),
    unreadable: ring.unreadable,
    token: token?.token.reveal(),
    log,
  };
}

test('secrets that were stored plain are sealed at the first start with a key, and a plain one is not believed after that', async () => {
  const store = memoryKept();
  const plain: Keeping = { store, sealing: openSealing('plain'), now: () => 1_000 };
  const sealed: Keeping = { ...plain, sealing: openSealing({ sealedWith: key }) };
  const row = (subscription: string, text: string) => ({
    subscription,
    label: `hmac:${subscription}`,
    destination: 'https://hooks.example.com/push/zettle/pos',
    sealed: plain.sealing.seal(Secret.of(text), purposeOf('pos', subscription)),
  });
  await openKeptKeys('pos', store).keep([row('one', 'test-only-signing-key-one')], 1);
  await openRefreshTokens('pos', plain, openInTurn()).keep(Secret.of('test-only-refresh-token'), 'abcd1234');
  assert.deepEqual((await started(plain)).keys, ['test-only-signing-key-one']);

  const first = await started(sealed);
  assert.deepEqual([first.keys, first.token], [['test-only-signing-key-one'], 'test-only-refresh-token']);
  assert.deepEqual(
    first.log.of('secrets.sealed').map(({ fields }) => fields.secrets),
    [2],
  );
  for (const bytes of [
    (await openKeptKeys('pos', store).list())[0]?.sealed,
    await keptRefreshToken('pos', plain).read(),
  ])
    assert.ok(bytes !== undefined && !Buffer.from(bytes).includes('test-only'), 'nothing of it is to be seen');

  // What somebody writes into the store who does not know the key.
  await openKeptKeys('pos', store).keep([row('two', 'test-only-key-of-a-forger')], 2);
  const forged = plain.sealing.seal(Secret.of('abcd1234 forged'), refreshTokenPurpose('pos'));
  await keptRefreshToken('pos', plain).change(() => forged);
  const second = await started(sealed);
  assert.deepEqual([second.keys, second.unreadable, second.token], [['test-only-signing-key-one'], 1, undefined]);
});
