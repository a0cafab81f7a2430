/** Secrets that were sealed into a real store can be read with the key when it is opened again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Keeping } from '../../../../src/providers/keeping.ts';
import { openKeyRing } from '../../../../src/providers/zettle/subscriptions/key-ring.ts';
import { openRefreshTokens } from '../../../../src/providers/zettle/subscriptions/refresh-tokens.ts';
import { systemClock } from '../../../../src/running/clock.ts';
import { openInTurn } from '../../../../src/running/in-turn.ts';
import type { Store } from '../../../../src/store/store.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { openTestStore } from '../../../store/test-store.ts';
import { recordingLog } from '../../../support/recording-log.ts';

const [key, another] = ['0001', '0002'].map((end) => Secret.of(`test-only-encryption-key-of-nobody-${end}`));

function keepingIn(store: Store, sealedWith = key): Keeping {
  assert.ok(sealedWith);
  return { store, sealing: openSealing({ sealedWith }), now: () => Date.now() };
}

async function readFrom(keeping: Keeping) {
  const ring = await openKeyRing('pos', keeping, recordingLog(), systemClock);
  const kept = await openRefreshTokens('pos', keeping, openInTurn()).read();
  return { keys: ring.all.map((one) => one.key.reveal()), unreadable: ring.unreadable, token: kept?.token.reveal() };
}

test('a signing key and a refresh token that were sealed are read after the store was opened again, and with another key they are not', async (t) => {
  const { store, reopen } = await openTestStore(t);
  const keeping = keepingIn(store);
  const ring = await openKeyRing('pos', keeping, recordingLog(), systemClock);
  const signingKey = Secret.of('test-only-signing-key-of-nobody');
  const shown = {
    uuid: '3f0c7b00-0000-11f0-8000-000000000001',
    transport: 'WEBHOOK',
    events: [],
    destination: 'https://hooks.example.com/push/zettle/pos',
    contactEmail: 'ops@example.com',
    status: 'ACTIVE',
    updated: '2026-01-01T00:00:00Z',
    signingKey,
  } as const;
  await ring.keep([shown], 1_000);
  await openRefreshTokens('pos', keeping, openInTurn()).keep(Secret.of('test-only-refresh-token'), 'origin');

  const again = await reopen();
  assert.deepEqual(await readFrom(keepingIn(again)), {
    keys: [signingKey.reveal()],
    unreadable: 0,
    token: 'test-only-refresh-token',
  });
  assert.deepEqual(await readFrom(keepingIn(again, another)), { keys: [], unreadable: 1, token: undefined });
  const values = [...(await again.listKept('signing-keys')), ...(await again.listKept('refresh-tokens'))].map(
    ({ value }) => Buffer.from(value).toString('latin1'),
  );
  assert.equal(values.length, 2);
  for (const text of values) assert.doesNotMatch(text, /test-only|746573742d6f6e6c79/);
});
