/** What a claim of 100 costs with 10,000 deliveries waiting and with 1,000,000: live ones, heads of subjects, and one subject with all the others behind it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';

const ROUNDS = 81;
// Enough for all rounds of claims.
const small = 10_000;
const large = Number(process.env.WAITING ?? 1_000_000);

const shapes = {
  'no order': (n: string) => ({ key: 'NULL', behind: '0', due: `${n}` }),
  'subjects of ten': (n: string) => ({
    key: `'=s' || (${n} / 10)`,
    behind: `${n} % 10 > 0`,
    due: `CASE ${n} % 10 WHEN 0 THEN ${n} END`,
  }),
  'one subject': (n: string) => ({ key: `'=s'`, behind: `${n} > 0`, due: `CASE ${n} WHEN 0 THEN 0 END` }),
};

async function fill(path: string, count: number, shape: keyof typeof shapes): Promise<void> {
  await (await openSqliteStore({ path })).close();
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const { key, behind, due } = shapes[shape]('n');
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${count})`;
  db.exec(`BEGIN;
    INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state)
      ${numbers} SELECT 'm' || n, 'paazl', 'shipping', 'o', 0, 'POST', '/', 0, 'processed' FROM numbers;
    INSERT INTO events (id, message_sequence, type, source, subject, created_at_ms, envelope)
      ${numbers} SELECT 'e' || n, n + 1, 't', '/paazl/shipping', 's', 0, '{"specversion":"1.0"}' FROM numbers;
    INSERT INTO deliveries (event_sequence, sink, order_key, place, behind, due_at_ms, since_ms)
      ${numbers} SELECT n + 1, 'orders', ${key}, n + 1, ${behind}, ${due}, ifnull(${due}, 0) FROM numbers;
    COMMIT`);
  db.close();
}

async function round(store: Store): Promise<{ claimMs: number; settleMs: number }> {
  const startMs = performance.now();
  const found = await store.claimDeliveries({ sink: 'orders', nowMs: 1e10, leaseMs: 1e6, limit: 100 });
  const claimedMs = performance.now();
  await Promise.all(found.map((one) => store.settleDelivery(one, { kind: 'delivered', detail: '' }, 1e10)));
  return { claimMs: claimedMs - startMs, settleMs: performance.now() - claimedMs };
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

for (const shape of Object.keys(shapes) as (keyof typeof shapes)[]) {
  if (process.env.SHAPE && process.env.SHAPE !== shape) continue;
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-bench-'));
  const paths = { small: join(folder, 'small.db'), large: join(folder, 'large.db') };
  await fill(paths.small, small, shape);
  await fill(paths.large, large, shape);
  const stores = {
    small: await openSqliteStore({ path: paths.small }),
    large: await openSqliteStore({ path: paths.large }),
  };
  const pairs = [];
  // Turn about, so that whatever else the machine does meets both.
  for (let number = 0; number < ROUNDS; number += 1) {
    const first = await round(number % 2 === 0 ? stores.small : stores.large);
    const second = await round(number % 2 === 0 ? stores.large : stores.small);
    pairs.push(number % 2 === 0 ? { few: first, many: second } : { few: second, many: first });
  }
  await Promise.all([stores.small.close(), stores.large.close()]);
  const [few, many] = [pairs.map(({ few }) => few.claimMs), pairs.map(({ many }) => many.claimMs)].map(median);
  const [fewSettled, manySettled] = [pairs.map(({ few }) => few.settleMs), pairs.map(({ many }) => many.settleMs)].map(
    median,
  );
  const ratio = median(pairs.map(({ few, many }) => many.claimMs / few.claimMs));
  const ms = (value = 0) => `${value.toFixed(2)} ms`;
  process.stdout.write(
    `${shape}: claim of 100 with ${small} waiting ${ms(few)}, with ${large} ${ms(many)}, median of pairs × ${ratio.toFixed(2)}; ` +
      `their settlement ${ms(fewSettled)} and ${ms(manySettled)}\n`,
  );
  rmSync(folder, { recursive: true });
}
