/** Ordered deliveries wait for earlier messages of their source. What a claim and a poll read does not grow with what waits. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { openConnections } from '../../src/store/postgres/connection/pool.ts';
import type { Session } from '../../src/store/postgres/connection/session.ts';
import { settingsOf } from '../../src/store/postgres/connection/settings.ts';
import { openBeyond, passed_items_max } from '../../src/store/postgres/deliveries/beyond.ts';
import { claimDeliveries } from '../../src/store/postgres/deliveries/claim.ts';
import { openEarlier } from '../../src/store/postgres/deliveries/earlier.ts';
import { anyDue } from '../../src/store/postgres/work/any-due.ts';
import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { heldClock } from './held-clock.ts';
import { LEASE_MS } from './messages.ts';
import { openPostgresTestStore } from './postgres-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;
/** Deliveries that wait; 1,000,000 by hand. */
const WAITING = Number(process.env.ORDER_WAITING ?? 20_000);
const FEW = 1_000;
const PROCESSING = 500;
/** 32 were counted, of 20,000 and of 200,000. */
const POLL_PAGES_MAX = 150;
/** 13,000 were counted; without the bound 60,000 of 20,000 that wait. */
const PAGES_MAX = 25_000;

type Plan = { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };

/** A session that adds up how many pages all that is read has looked at. */
function explaining(session: Session, note: (pages: number) => void): Session {
  return {
    ...session,
    async rows<Row>(sql: string, values?: Parameters<Session['rows']>[1]) {
      const [explained] = await session.rows<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
        values,
      );
      const plan = explained?.['QUERY PLAN'][0]?.Plan;
      assert.ok(plan);
      note(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
      return session.rows<Row>(sql, values);
    },
  };
}

/** `busy` has `count` processed messages whose ordered deliveries are due, each of a subject of its own; `calm` has one behind them. */
async function openFilled(t: TestContext, count: number) {
  const clock = heldClock();
  const { place } = await openPostgresTestStore(t, clock);
  const { schema, url } = place;
  const now = clock.now();
  const connections = openConnections(settingsOf(place), silentLog, async () => {});
  t.after(() => connections.close());
  const numbers = `generate_series(${PROCESSING + 1}, ${PROCESSING + count + 1}) AS n`;
  const source = `CASE n WHEN ${PROCESSING + count + 1} THEN 'calm' ELSE 'busy' END`;
  await ask(
    url,
    `SET search_path TO ${schema};
     INSERT INTO messages (sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes)
       SELECT n, 'm' || n, 'paazl', ${source}, 'o', ${now}, 'POST', '/', 0 FROM generate_series(1, ${PROCESSING + count + 1}) AS n;
     INSERT INTO work (message_sequence, due_at_ms, since_ms) SELECT n, NULL, ${now} FROM ${numbers};
     INSERT INTO events (sequence, id, message_sequence, type, source, created_at_ms, envelope) OVERRIDING SYSTEM VALUE
       SELECT n, 'e' || n, n, 't', '/paazl/shipping', ${now}, '{"specversion":"1.0"}' FROM ${numbers};
     INSERT INTO deliveries (event_sequence, sink, order_key, place, due_at_ms, since_ms)
       SELECT n, 'orders', 'k' || n, n, ${now} - 60000 + n * 50000::bigint / ${PROCESSING + count + 1}, ${now} FROM ${numbers};
     ANALYZE messages; ANALYZE work; ANALYZE events; ANALYZE deliveries`,
  );
  const [earlier, beyond] = [openEarlier(clock, { waits: () => {}, clear: () => {} }), openBeyond()];
  const claim = async () => {
    let pages = 0;
    const request = {
      sink: 'orders',
      lane: 'live',
      nowMs: now,
      leaseMs: LEASE_MS,
      limit: 64,
      boundMs: now - 3_600_000,
      node: 1,
    } as const;
    const claims = await connections.write((session) =>
      claimDeliveries(
        explaining(session, (more) => {
          pages += more;
        }),
        { ...request, earlier, beyond },
      ),
    );
    // As many are due as before.
    await ask(url, `UPDATE ${schema}.deliveries SET lease_until_ms = 0 WHERE lease_until_ms > 0`);
    return { pages, subjects: claims.map(({ event }) => event.id) };
  };
  /** From now on the first messages of `busy` are processed for the first time, by a node that does not come to an end with them. */
  const process = () =>
    ask(
      url,
      `INSERT INTO ${schema}.work (message_sequence, due_at_ms, since_ms, first_of, lease_until_ms, node)
         SELECT n, ${now}, ${now}, 'busy', ${now + LEASE_MS}, 7 FROM generate_series(1, ${PROCESSING}) AS n`,
    );
  /** All wait for a time that is still to come. */
  const postpone = async () => {
    await ask(url, `UPDATE ${schema}.deliveries SET due_at_ms = ${now + 60_000}`);
    await ask(url, `VACUUM ANALYZE ${schema}.deliveries`);
  };
  const poll = async (...sinks: readonly string[]) => {
    let pages = 0;
    const since = now - 3_600_000;
    const request = {
      nowMs: now,
      sinks,
      longestWaitMs: 86_400_000,
      bounds: { work: since, deliveries: since },
    };
    const found = await connections.write((session) =>
      anyDue(
        explaining(session, (more) => {
          pages += more;
        }),
        request,
      ),
    );
    return { pages, found };
  };
  return {
    claim,
    process,
    postpone,
    poll,
    calm: `e${PROCESSING + count + 1}`,
    analyze: () => ask(url, `ANALYZE ${schema}.work`),
  };
}

test('a claim reads a bounded number of pages, however many ordered deliveries wait for messages that are processed, and finds what is free behind them', {
  skip,
}, async (t) => {
  const [few, many] = [await openFilled(t, FEW), await openFilled(t, WAITING)];
  const free = [(await few.claim()).pages, (await many.claim()).pages] as const;
  t.diagnostic(`pages of a claim of 64 while nothing waits: ${free[0]} of ${FEW}, ${free[1]} of ${WAITING}`);
  assert.ok(free[1] <= 4 * free[0], `${free[1]} pages of ${WAITING}, ${free[0]} of ${FEW}`);

  for (const filled of [few, many]) await filled.process();
  // What is known of the table is old, and then new: the plan must not go through what is settled.
  for (const [statistics, refresh] of [
    ['old', async () => {}],
    ['new', many.analyze],
  ] as const) {
    await refresh();
    const looks: number[] = [];
    let found: readonly string[] = [];
    while (found.length === 0 && looks.length <= WAITING / passed_items_max + 2) {
      const { pages, subjects } = await many.claim();
      looks.push(pages);
      found = subjects;
    }
    t.diagnostic(`pages with ${statistics} statistics while ${WAITING} wait: ${looks.slice(0, 20).join(', ')}`);
    assert.deepEqual(found, [many.calm], 'another source is not held up');
    assert.ok(Math.max(...looks) <= PAGES_MAX, `${Math.max(...looks)} pages`);
  }
  assert.deepEqual((await few.claim()).subjects, [few.calm]);
});

test('a poll reads some pages, however much is due, waits for later, or waits for a sink that is not asked for', {
  skip,
}, async (t) => {
  const many = await openFilled(t, WAITING);
  const of = { due: await many.poll('orders'), another: await many.poll('returns') };
  await many.postpone();
  const pages = { due: of.due.pages, another: of.another.pages, later: (await many.poll('orders')).pages };
  t.diagnostic(`pages of a poll of ${WAITING} that wait: ${JSON.stringify(pages)}`);
  assert.deepEqual([of.due.found.due, of.another.found.due], [true, false]);
  assert.ok(Math.max(...Object.values(pages)) <= POLL_PAGES_MAX, JSON.stringify(pages));
});
