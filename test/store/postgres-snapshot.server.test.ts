/** A snapshot that somebody holds keeps the entries of settled deliveries in the index. A claim does not walk through them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { silentLog } from '../../src/log.ts';
import { openConnections } from '../../src/store/postgres/connection/pool.ts';
import type { Session } from '../../src/store/postgres/connection/session.ts';
import { settingsOf } from '../../src/store/postgres/connection/settings.ts';
import { openBeyond } from '../../src/store/postgres/deliveries/beyond.ts';
import { claimDeliveries } from '../../src/store/postgres/deliveries/claim.ts';
import { openEarlier } from '../../src/store/postgres/deliveries/earlier.ts';
import { dueBound } from '../../src/store/postgres/due-bound.ts';
import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { heldClock } from './held-clock.ts';
import { LEASE_MS, processed } from './messages.ts';
import { openPostgresTestStore } from './postgres-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;
/** Settled while the snapshot is held; 100,000 by hand. */
const SETTLED = Number(process.env.SNAPSHOT_SETTLED ?? 20_000);

type Plan = { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };

/** A session that also notes how many pages each claim's search looked at. */
function explaining(session: Session, pages: number[]): Session {
  return {
    ...session,
    async rows<Row>(sql: string, values?: Parameters<Session['rows']>[1]) {
      if (sql.includes('FOR UPDATE OF d SKIP LOCKED')) {
        const [explained] = await session.rows<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
          values,
        );
        const plan = explained?.['QUERY PLAN'][0]?.Plan;
        assert.ok(plan);
        pages.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
      }
      return session.rows<Row>(sql, values);
    },
  };
}

test('while an old snapshot is held over many settled deliveries, a claim looks at as few pages as before', {
  skip,
}, async (t) => {
  const clock = heldClock();
  const { store, place } = await openPostgresTestStore(t, clock);
  const { schema, url } = place;
  const settings = settingsOf(place);
  const connections = openConnections(settings, silentLog, async () => {});
  t.after(() => connections.close());
  const bound = dueBound(clock);
  const earlier = openEarlier(clock, { waits: () => {}, clear: () => {} });
  const beyond = openBeyond();
  await processed(store, clock.now(), ['orders']);
  const claim = async (withBound: boolean) => {
    const pages: number[] = [];
    const claims = await connections.write(async (session) => {
      const boundMs = withBound ? await bound.of(session, 'deliveries', clock.now()) : 0;
      const request = {
        sink: 'orders',
        lane: 'live',
        nowMs: clock.now(),
        leaseMs: LEASE_MS,
        limit: 1,
        boundMs,
        node: 1,
        earlier,
        beyond,
      } as const;
      return claimDeliveries(explaining(session, pages), request);
    });
    return { claims: claims.length, pages: Math.max(...pages) };
  };
  const before = await claim(true);
  assert.equal(before.claims, 1);
  await ask(url, `DELETE FROM ${schema}.deliveries`);

  const held = new pg.Client({ connectionString: url });
  await held.connect();
  t.after(() => held.end());
  await held.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await held.query('SELECT txid_current_snapshot()');
  // As if they had been made and delivered over an hour, one after the other: what is due now is later than all of them.
  await ask(
    url,
    `INSERT INTO ${schema}.deliveries (event_sequence, sink, place, due_at_ms, since_ms)
       SELECT -n, 'orders', 1, ${clock.now()} + n * 3600000::bigint / ${SETTLED}, 0 FROM generate_series(1, ${SETTLED}) AS n`,
  );
  await ask(url, `DELETE FROM ${schema}.deliveries WHERE event_sequence < 0`);
  // The bound is an hour and what clocks may differ by behind what is due.
  clock.advance(2 * 3_600_000 + 60_000);
  await processed(store, clock.now(), ['orders']);
  clock.advance(11_000);
  const unbounded = await claim(false);
  await ask(url, `UPDATE ${schema}.deliveries SET lease_until_ms = 0 WHERE lease_until_ms > 0`);
  const bounded = await claim(true);
  t.diagnostic(
    `pages of a claim: ${before.pages} before, ${bounded.pages} with the bound, ${unbounded.pages} without it, ${SETTLED} settled`,
  );
  assert.ok(bounded.pages <= before.pages + 20, `${bounded.pages} pages with the bound, ${before.pages} before`);
  assert.ok(unbounded.pages > 5 * bounded.pages, `without the bound only ${unbounded.pages}, so this shows nothing`);
});
