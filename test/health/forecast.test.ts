import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import { zettlePushOperations } from '../../generated/zettle/push/operations.ts';
import { checkConfiguration } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { judge } from '../../src/health/judge.ts';
import { newPart } from '../../src/health/part.ts';
import { patienceOf } from '../../src/health/policy.ts';
import { note } from '../../src/health/record.ts';
import { silentLog } from '../../src/log.ts';
import { mockClock } from '../../src/simulate/mock-clock.ts';
import { openMocks } from '../../src/simulate/mocks.ts';
import { developmentSettings, type MockSettings, simulations } from '../support/mocks.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const startMs = Date.UTC(2026, 0, 15, 12);
const HOUR_MS = 3_600_000;
const bytes = Buffer.from('{"organizationUuid":"x"}');

/** A gateway that refuses what a mock pushes, both on one clock. */
async function openRefusing(
  t: TestContext,
  {
    provider,
    source,
    health = {},
    settings = (given) => given,
    scale = 0,
  }: {
    readonly provider: string;
    readonly source: Readonly<Record<string, unknown>>;
    readonly health?: Readonly<Record<string, unknown>>;
    readonly settings?: (given: MockSettings) => MockSettings;
    readonly scale?: number;
  },
) {
  const clock = mockClock({ scale, startMs });
  const configuration = checkConfiguration(
    {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: `sqlite:${temporaryFolder(t)}/pushdock.db`,
      sources: { tried: { provider, ...source } },
      health,
    },
    {},
  );
  const gateway = await openGateway(configuration, { log: silentLog, clock });
  t.after(() => gateway.close());
  const mocks = await openMocks({
    providers: [provider],
    settings: settings({ ...developmentSettings, gateway: gateway.publicUrl }),
    clock,
    timeScale: scale,
    seed: 'test',
    log: silentLog,
    port: () => 0,
    list: simulations,
  });
  t.after(() => mocks.close());
  const { engine } = mocks;
  const operator = createGateway({ baseUrl: gateway.operatorUrl });
  return {
    clock,
    engine,
    mock: engine.mocks.get(provider),
    runOut: async (untilMs = Number.POSITIVE_INFINITY) => {
      for (;;) {
        await engine.settled();
        const next = engine.nextDueMs();
        if (next === undefined || next > untilMs) return;
        clock.advance(next - clock.now());
      }
    },
    health: async () => {
      const answer = await operator.getHealth({});
      assert.equal(answer.status, 200);
      const [item] = answer.status === 200 ? answer.body.items : [];
      assert.ok(item);
      return item;
    },
    conditions: async () => {
      const answer = await operator.listConditions({});
      return answer.status === 200 ? answer.body.items : [];
    },
  };
}

const zettle = { provider: 'zettle', source: { signingKeys: ['test-only-another-signing-key-of-zettle-0123456789'] } };
const withPath = (path: string) => (given: MockSettings) => ({ ...given, zettle: { ...given.zettle, path } });

test("72 hours of Zettle's retries pass in seconds, and the deletion comes when the clock said from the first try on", async (t) => {
  const held = await openRefusing(t, { ...zettle, settings: withPath('/push/zettle/tried') });
  assert.ok(held.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' }).ok);
  await held.runOut(startMs + 30_000);
  const first = await held.health();
  assert.equal(first.state, 'refusing');
  assert.deepEqual([first.oldest?.retriesUsed, first.oldest?.retriesMax], [0, 89]);
  assert.match(first.oldest?.names ?? '', /^PurchaseCreated [0-9a-f-]{36}$/);
  assert.match(first.summary, /0 of 89 retries .* deletes the subscription on 2026-01-18 at 11:40 UTC/);

  const said: { readonly atMs: number; readonly givesUpMs: number }[] = [];
  for (let hours = 1; hours < 72; hours += 10) {
    await held.runOut(startMs + hours * HOUR_MS);
    const { givesUp, state } = await held.health();
    if (hours > 36 && hours < 71) assert.equal(state, 'at risk');
    if (givesUp.at !== undefined) said.push({ atMs: startMs + hours * HOUR_MS, givesUpMs: Date.parse(givesUp.at) });
  }
  await held.runOut();
  const deletedMs = held.clock.now();
  assert.deepEqual(held.mock?.state().subscriptions, []);
  for (const { atMs, givesUpMs } of [{ atMs: startMs, givesUpMs: Date.parse(first.givesUp.at ?? '') }, ...said])
    assert.ok(Math.abs(givesUpMs - deletedMs) <= 0.05 * (deletedMs - atMs), `${givesUpMs} is not near ${deletedMs}`);

  held.clock.advance(HOUR_MS);
  const after = await held.health();
  assert.equal(after.state, 'probably switched off');
  assert.equal(after.reason?.code, 'retries_ended');
  assert.deepEqual(
    (await held.conditions()).map(({ kind }) => kind).filter((kind) => kind.startsWith('source-')),
    ['source-switched-off'],
  );
});

test('tries that come 3,600 times faster than the contract says are foretold by their pace, within 5 % from the tenth on', () => {
  const patience = patienceOf(zettlePushOperations[0].extensions['x-push-policy']);
  const part = newPart(startMs);
  const lastMs = startMs + (patience.triesAtMs.at(-1) ?? 0) / 3600;
  const request = { remoteAddress: '192.0.2.7', headers: { 'content-type': 'application/json' }, query: '', bytes };
  for (const [index, ms] of patience.triesAtMs.entries()) {
    // A real machine answers a few milliseconds late, sometimes more.
    const nowMs = startMs + ms / 3600 + (index % 5) * 2;
    const answered = { provider: 'zettle', source: 'pos', outcome: 'proof_wrong', request, tookMs: 1 } as const;
    note(answered, nowMs, { part, anyFailsElsewhere: false, failsElsewhere: () => false, floorMs: 0 });
    const judged = judge({ part, patience, floorMs: 0, subscriptions: [], nowMs });
    if (index < 10) continue;
    const { givesUpAtMs = 0, oldest } = judged;
    assert.equal(oldest?.forecast.pace, 'observed');
    assert.ok(
      Math.abs(givesUpAtMs - lastMs) <= 0.05 * (lastMs - startMs),
      `try ${index}: ${givesUpAtMs - lastMs} ms off`,
    );
    if (index > 85) assert.equal(judged.state, 'at risk');
  }
  const after = judge({ part, patience, floorMs: 0, subscriptions: [], nowMs: lastMs + 5_000 });
  assert.equal(after.state, 'probably switched off');
});

test('tries that stood still for three seconds at the beginning are foretold within 5 % at half of the way, and none of them is missed', () => {
  const patience = patienceOf(zettlePushOperations[0].extensions['x-push-policy']);
  const part = newPart(startMs);
  const stillMs = 3_000;
  const firstMs = startMs + stillMs;
  const lastMs = firstMs + (patience.triesAtMs.at(-1) ?? 0) / 3600;
  const request = { remoteAddress: '192.0.2.7', headers: { 'content-type': 'application/json' }, query: '', bytes };
  for (const [index, ms] of patience.triesAtMs.entries()) {
    const nowMs = (index < 5 ? startMs : firstMs) + ms / 3600;
    const answered = { provider: 'zettle', source: 'pos', outcome: 'proof_wrong', request, tookMs: 1 } as const;
    note(answered, nowMs, { part, anyFailsElsewhere: false, failsElsewhere: () => false, floorMs: 0 });
    const { givesUpAtMs = 0, oldest } = judge({ part, patience, floorMs: 0, subscriptions: [], nowMs });
    assert.equal(oldest?.push.tries, index + 1);
    if (nowMs > (startMs + lastMs) / 2)
      assert.ok(Math.abs(givesUpAtMs - lastMs) <= 0.05 * (lastMs - startMs), `${givesUpAtMs - lastMs} ms off`);
  }
});

test('Paazl disables the push when its failures in a row have reached the number that is configured, as foretold', async (t) => {
  const held = await openRefusing(t, {
    provider: 'paazl',
    source: { auth: { bearer: ['test-only-another-token-of-paazl'] } },
    health: { sources: { tried: { givesUpAfter: 20 } } },
    settings: (given) => ({ ...given, paazl: { ...given.paazl, path: '/push/paazl/tried', disableAfterFailures: 20 } }),
  });
  for (let push = 0; push < 3; push += 1) {
    held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
    await held.runOut(held.clock.now() + 5_000);
  }
  const early = await held.health();
  assert.equal(early.givesUp.certainty, 'configured');
  const saidMs = Date.parse(early.givesUp.at ?? '');
  const atMs = held.clock.now();
  await held.runOut();
  assert.equal(held.mock?.state().enabled, false);
  const disabledMs = held.clock.now();
  assert.ok(Math.abs(saidMs - disabledMs) <= 0.05 * (disabledMs - atMs), `${saidMs} is not near ${disabledMs}`);
  assert.equal((await held.health()).state, 'probably switched off');
});

test("what Paazl's documents do not say is said to be unknown, and no time is made up", async (t) => {
  const held = await openRefusing(t, {
    provider: 'paazl',
    source: { auth: { bearer: ['test-only-another-token-of-paazl'] } },
    settings: (given) => ({ ...given, paazl: { ...given.paazl, path: '/push/paazl/tried' } }),
  });
  held.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await held.runOut(startMs + 30_000);
  const { givesUp, unknowns, oldest, summary } = await held.health();
  assert.deepEqual(
    [givesUp.at, givesUp.failuresMax, givesUp.failures, givesUp.certainty],
    [undefined, undefined, 3, 'unknown'],
  );
  assert.deepEqual([oldest?.retriesUsed, oldest?.retriesMax], [2, 7]);
  assert.match(unknowns.join(' '), /At how many failures the provider disables the push is not documented/);
  assert.match(summary, /2 of 7 retries .* disables the push at an unknown number of failures/);
});
