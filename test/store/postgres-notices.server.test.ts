/** Hints between gateways over a connection past the pooler (`direct`). Everything polls besides; these make it quick. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Log, silentLog } from '../../src/log.ts';
import type { PostgresPlace } from '../../src/store/postgres/connection/settings.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Change } from '../../src/store/store.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { until } from '../support/until.ts';
import { newMessage, processed } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

type Ending = { after(end: () => Promise<void>): void };

/** A store as another process opens it, and what it heard. */
async function openElsewhere(t: Ending, place: PostgresPlace, log: Log = silentLog) {
  const store = await openPostgresStore({ place, log });
  t.after(() => store.close());
  const heard: Change[] = [];
  store.onChange((what) => heard.push(what));
  return { store, heard };
}

const listening = `SELECT pid FROM pg_stat_activity WHERE application_name = 'pushdock hints' AND query LIKE 'LISTEN%'`;

test('with a direct address another gateway hears at once of what is due and of new events, also after the connection broke', {
  skip,
}, async (t) => {
  const { url } = await sharedPostgres();
  const place = await postgresPlace({ direct: url() });
  const one = await openElsewhere(t, place);
  const lost: unknown[] = [];
  const log = { ...silentLog, warn: (event: string, fields?: object) => void lost.push({ event, ...fields }) };
  const other = await openElsewhere(t, place, log);
  // Each hears once that it listens now.
  await until(() => one.heard.includes('events') && other.heard.includes('events'));
  other.heard.length = 0;
  await one.store.append(newMessage(Date.now()));
  await until(() => other.heard.includes('work'));
  await processed(one.store, Date.now());
  await until(() => other.heard.includes('events'));

  await ask(url(), listening.replace('SELECT pid', 'SELECT pg_terminate_backend(pid)'));
  other.heard.length = 0;
  await until(() => other.heard.length > 0, { otherwise: 'it does not listen again' });
  const reason = 'terminating connection due to administrator command';
  assert.deepEqual(lost, [{ event: 'store.hints_lost', reason }]);
  await until(async () => {
    await one.store.append(newMessage(Date.now()));
    return other.heard.filter((what) => what === 'work').length > 1;
  });
});

test('a result that another gateway settled wakes who waits for it before the next poll', { skip }, async (t) => {
  const { url } = await sharedPostgres();
  const place = await postgresPlace({ direct: url() });
  const one = await openElsewhere(t, place);
  const other = await openElsewhere(t, place);
  await until(() => one.heard.length > 0 && other.heard.length > 0);
  const message = newMessage(Date.now());
  await one.store.append(message);
  const waiting = one.store.resultOf(message.id, 30_000);
  const result = { final: true, value: { success: true } };
  await other.store.completeResult(message.id, result, Date.now());
  assert.deepEqual(await waiting, result);
});

test('without a direct address nobody listens, and a push is due for the other gateway all the same', {
  skip,
}, async (t) => {
  const place = await postgresPlace();
  const { url } = await sharedPostgres();
  const before = await ask(url(), listening);
  const one = await openElsewhere(t, place);
  const other = await openElsewhere(t, place);
  await one.store.append(newMessage(Date.now()));
  assert.equal((await other.store.claimWork({ nowMs: Date.now(), leaseMs: 1_000, limit: 1 })).length, 1);
  assert.deepEqual(other.heard, []);
  assert.deepEqual(await ask(url(), listening), before);
});
