/** When the uses of a sandbox's credentials are written, and that a store which refuses for a while loses none of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSandboxUses } from '../../../src/receive/sandbox/uses.ts';
import { type CredentialUse, StoreUnavailable } from '../../../src/store/store.ts';
import { heldClock } from '../../store/held-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function opened() {
  const clock = heldClock();
  const log = recordingLog();
  const written: [string, readonly CredentialUse[]][] = [];
  let refusing = false;
  const store = {
    async countUses(source: string, uses: readonly CredentialUse[]) {
      if (refusing) throw new StoreUnavailable('The disk is full.', { fatal: false });
      written.push([source, uses]);
    },
  };
  const uses = openSandboxUses({ store, clock, log });
  const note = (source: string, credential = 'bearer:5d2c8e6a') =>
    uses.note(source, { proofs: [{ scheme: 'bearer', credential }], receivedAtMs: clock.now() });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await turn();
  };
  const refuse = (yes: boolean) => {
    refusing = yes;
  };
  return { clock, log, written, uses, note, pass, refuse };
}

const use = (uses: number, firstUsedAtMs: number, lastUsedAtMs: number, credential = 'bearer:5d2c8e6a') => ({
  ...{ credential, uses, firstUsedAtMs, lastUsedAtMs },
});

test('a thousand trials within a second are one write for each source', async () => {
  const { clock, written, note, pass } = opened();
  const firstMs = clock.now();
  for (let tries = 0; tries < 1_000; tries += 1) note('partner');
  note('cart', 'path-key:0b3c9a71');
  await pass(999);
  assert.deepEqual(written, []);
  note('partner');
  await pass(1);
  const expected = [
    ['partner', [use(1_001, firstMs, firstMs + 999)]],
    ['cart', [use(1, firstMs, firstMs, 'path-key:0b3c9a71')]],
  ];
  assert.deepEqual(written, expected);
  await pass(10_000);
  assert.deepEqual(written, expected);
  note('cart');
  await pass(1_000);
  assert.equal(written.length, 3);
});

test('a write that fails is kept and written with the next uses, and one line says so', async () => {
  const { clock, log, written, note, pass, refuse } = opened();
  const firstMs = clock.now();
  refuse(true);
  note('partner');
  await pass(1_000);
  note('partner');
  await pass(1_000);
  assert.deepEqual(written, []);
  assert.deepEqual(
    log.lines.map(({ event }) => event),
    ['sandbox.uses_not_written'],
  );
  refuse(false);
  await pass(1_000);
  assert.deepEqual(written, [['partner', [use(2, firstMs, firstMs + 1_000)]]]);
});

test('uses that are not yet written are written at the end, also those whose writing failed just before', async () => {
  const { clock, written, uses, note, pass, refuse } = opened();
  refuse(true);
  note('partner');
  await pass(1_000);
  refuse(false);
  note('partner');
  await uses.close();
  assert.deepEqual(written, [['partner', [use(2, clock.now() - 1_000, clock.now())]]]);
});
