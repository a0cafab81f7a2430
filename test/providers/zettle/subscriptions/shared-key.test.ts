/** A key that arrived for one source and stands in the configuration of another: each push of one would be proven at both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError, checkConfiguration } from '../../../../src/config.ts';
import { openSources } from '../../../../src/providers/sources.ts';
import { openZettle } from '../../../../src/providers/zettle/open.ts';
import { openKeptKeys } from '../../../../src/providers/zettle/subscriptions/kept-keys.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { heldClock } from '../../../store/held-clock.ts';
import { nobodyIsCalled } from '../pushes.ts';
import { sealingKey } from './managed.ts';
import { memoryKept } from './memory-kept.ts';

const key = 'test-only-signing-key-of-nobody-0001';
const base = 'https://hooks.example.com/push/zettle';
const subscription = { name: 'sales', events: [], destination: `${base}/till`, contactEmail: 'operations@example.com' };

/** A gateway starts with a source that has `key` in its file, and `till`, for whose subscription it was stored. */
async function start(settings: object, destination = `${base}/till`): Promise<readonly string[]> {
  const sealing = openSealing({ sealedWith: sealingKey });
  const [store, clock] = [memoryKept(), heldClock()];
  const sealed = sealing.seal(Secret.of(key), 'signing key till 7c9e43ce');
  await openKeptKeys('till', store).keep(
    [{ subscription: '7c9e43ce', destination, label: 'hmac:1', sealed }],
    clock.now(),
  );
  const configuration = checkConfiguration(
    {
      publicUrl: 'https://hooks.example.com',
      admin: { tokens: [{ name: 'on-call', secret: { env: 'TOKEN' } }] },
      encryptionKey: { env: 'KEY' },
      sources: {
        pos: { provider: 'zettle', ...settings },
        till: { provider: 'zettle', subscriptions: [subscription] },
      },
    },
    { TOKEN: 'not-a-real-operator-token', KEY: sealingKey.reveal(), SIGNING: key, OTHER: `${key}-other` },
  );
  const keeping = { store, sealing, now: () => clock.now() };
  const provider = openZettle({ development: false, outbound: nobodyIsCalled, keeping });
  try {
    await openSources(configuration, [provider], clock);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.faults;
  }
}

test('a configured key that was stored for a subscription of another source is refused at start', async () => {
  const [fault, ...more] = await start({ signingKeys: [{ env: 'SIGNING' }] });
  assert.match(fault ?? '', /sources\.pos\.signingKeys: .*sources\.till.*remove it from sources\.pos/);
  assert.deepEqual(more, []);
});

test('a key that proves nothing at the other source, or only in a sandbox, does not refuse a start', async () => {
  assert.deepEqual(await start({ signingKeys: [{ env: 'OTHER' }] }), []);
  assert.deepEqual(await start({ signingKeys: [{ env: 'SIGNING' }] }, 'https://partner.example.com/hook'), []);
  assert.deepEqual(await start({ sandbox: true, signingKeys: [{ env: 'SIGNING' }] }), []);
});
