/** Stores that older versions have written into PostgreSQL (upgrades/make-postgres.ts), opened by this one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../src/embed.ts';
import { openRefreshTokens } from '../../src/providers/zettle/subscriptions/refresh-tokens.ts';
import { openInTurn } from '../../src/running/in-turn.ts';
import { migrations } from '../../src/store/postgres/migrations/list.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { openSealing } from '../../src/trust/sealing.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { noPostgres, postgresBinaries, startPostgres } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually, readLines } from '../support/try-gateway.ts';
import {
  ENCRYPTION_KEY,
  ORDER_TOKEN,
  REFRESH_TOKEN,
  shipments,
  TOKEN_ORIGIN,
  upgradeConfiguration,
} from './upgrades/postgres-configuration.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const folder = join(import.meta.dirname, 'upgrades/postgres');
const fixtures = readdirSync(folder).filter((file) => file.endsWith('.sql'));
assert.ok(fixtures.length > 0);

type Event = { readonly id: string; readonly subject: string; readonly data: { readonly status?: string } };

/** Sinks, each under its own path, and the API from which orders are fetched. */
async function startOthers(t: TestContext) {
  const arrived: Record<'ordered' | 'hanging' | 'refusing', Event[]> = { ordered: [], hanging: [], refusing: [] };
  const order = readFileSync(
    new URL('../../spec/providers/oneshoppingcart/examples/order.accepted.xml', import.meta.url),
  );
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const name = request.url?.slice(1);
    if (name === 'ordered' || name === 'hanging' || name === 'refusing') {
      arrived[name].push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(204).end();
    } else response.writeHead(200, { 'content-type': 'text/xml' }).end(order);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { arrived, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

for (const fixture of fixtures)
  test(`a store in PostgreSQL with ${fixture.replace('.sql', '').replace('-', ' ')} keeps all it has, delivers what it owes, and goes on`, {
    skip,
  }, async (t) => {
    const server = await startPostgres();
    t.after(() => server.end());
    const url = server.url();
    const one = async <Row extends object>(sql: string): Promise<Row> => {
      const [row] = await ask<Row>(url, sql);
      assert.ok(row, sql);
      return row;
    };
    const version = async () => (await one<{ version: number }>('SELECT version FROM pushdock.schema_version')).version;
    await ask(url, readFileSync(join(folder, fixture), 'utf8'));
    assert.equal(await version(), Number(/\d+/.exec(fixture)?.[0]));

    const { arrived, host } = await startOthers(t);
    const own = temporaryFolder(t);
    const log = recordingLog();
    const store = { url: server.tcpUrl(), standby: 'none' } as const;
    const file = join(own, 'pushdock.yaml');
    const configuration = upgradeConfiguration({
      store,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      folder: own,
      ordered: `http://${host}/ordered`,
      hanging: `http://${host}/hanging`,
      refusing: `http://${host}/refusing`,
      shopApi: `http://${host}`,
      marketplace: host,
    });
    writeFileSync(file, JSON.stringify(configuration));
    const gateway = createGateway({ configuration: file, log });
    const started = await gateway.start();
    t.after(() => gateway.close());
    assert.equal(await version(), migrations.at(-1)?.number);
    const read = async <T>(path: string): Promise<T> => {
      const answer = await fetch(`${started.operatorUrl}/api/${path}`);
      assert.equal(answer.status, 200, path);
      return (await answer.json()) as T;
    };
    const items = async <T>(path: string) => (await read<{ items: readonly T[] }>(path)).items;
    const push = async (message: object) => {
      const headers = { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' };
      const body = JSON.stringify(message);
      const answer = await fetch(`${started.publicUrl}/push/paazl/shipping`, { method: 'POST', headers, body });
      assert.equal(answer.status, 200);
    };
    const subjects = (events: readonly Event[]) => events.map(({ subject, data }) => `${subject} ${data.status}`);
    const shipped = shipments.map(({ orderReference, status }) => `${orderReference} ${status}`);

    // What was owed: behind a sink that was away, under way in the process that was killed, and waiting for the provider's API.
    await eventually(
      () => arrived.ordered.length === 4 && arrived.hanging.length === 4,
      () => `${JSON.stringify(arrived)}`,
    );
    assert.deepEqual(
      subjects(arrived.ordered).filter((one) => one.startsWith('upgrade-1')),
      shipped.slice(0, 2),
    );
    assert.deepEqual(
      subjects(arrived.hanging)
        .filter((one) => one.startsWith('upgrade'))
        .sort(),
      [...shipped].sort(),
    );
    for (const sink of [arrived.ordered, arrived.hanging])
      assert.ok(
        sink.some(({ subject }) => subject === ORDER_TOKEN),
        'the order that waited for its API',
      );
    assert.deepEqual(arrived.refusing, [], 'that sink was paused');
    assert.equal((await items('deliveries?state=dead')).length, shipments.length);

    // Messages in every state, and their bodies.
    const messages = await items<{ id: string; source: string; state: string; receipts: number }>('messages');
    assert.deepEqual(
      messages.map(({ source, state, receipts }) => `${source} ${state} ${receipts}`),
      [
        'market failed 1',
        'pos recorded 1',
        'shop processed 1',
        'checked quarantined 1',
        'shipping processed 2',
        'shipping processed 1',
        'shipping processed 1',
      ],
    );
    const { body } = await read<{ body: object }>(`messages/${messages.at(-1)?.id}`);
    assert.match(JSON.stringify(body), /UPGRADE1|VVBHUkFERTE/);
    const counted = await one<{ count: string }>(
      'SELECT sum(count) AS count FROM (SELECT count FROM pushdock.message_counts UNION ALL SELECT count FROM pushdock.message_count_notes) c',
    );
    assert.equal(Number(counted.count), messages.length);

    // The replay goes on where it was.
    await eventually(
      async () => (await items<{ state: string }>('replays')).every(({ state }) => state === 'done'),
      'the replay does not come to its end',
    );
    const [replay] = await items<{ messages: number; walked: number }>('replays');
    assert.deepEqual([replay?.messages, replay?.walked], [shipments.length, shipments.length]);
    const ledger = join(own, 'events.ndjson');
    const repeated = () => readLines(ledger).filter(({ pushdockreplay }) => pushdockreplay !== undefined);
    await eventually(() => repeated().length >= shipments.length - 1, 'what the replay still owed does not come');

    // The consumer is where it was, and events are numbered on.
    const pulled = async (from: string) =>
      (await items<{ envelope: Event }>(`events?${from}`)).map(({ envelope }) => envelope);
    const all = await pulled('after=oldest');
    assert.deepEqual(subjects(all.slice(0, 3)), shipped);
    assert.deepEqual(await pulled('consumer=billing'), all.slice(1));
    await push(shipments[2]);
    await push({ ...shipments[0], orderReference: 'upgrade-3', barcode: 'UPGRADE9' });
    await eventually(
      async () => (await pulled('consumer=billing')).length === all.length,
      'the new event is not pulled',
    );
    assert.equal((await pulled('after=oldest')).at(-1)?.subject, 'upgrade-3');
    await eventually(
      () =>
        readLines(ledger).some(
          ({ subject, pushdockreplay }) => subject === 'upgrade-3' && pushdockreplay === undefined,
        ),
      'the event of a new message does not arrive',
    );
    assert.deepEqual(
      (await items<{ receipts: number }>('messages')).map(({ receipts }) => receipts),
      [1, 1, 1, 1, 1, 3, 1, 1],
      'a repeat of an old message is one',
    );

    const sealing = openSealing({ sealedWith: Secret.of(ENCRYPTION_KEY) });
    const token = await openRefreshTokens(
      'pos',
      { store: started.store, sealing, now: () => Date.now() },
      openInTurn(),
    ).read();
    assert.deepEqual([token?.token.reveal(), token?.origin], [REFRESH_TOKEN, TOKEN_ORIGIN]);
    assert.deepEqual(
      log.lines.filter(({ level }) => level === 'error'),
      [],
    );
  });

test('a schema that was brought up to date is the one that is made today', { skip }, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const url = server.url();
  await (await openPostgresStore({ place: { engine: 'postgres', url, schema: 'made' } })).close();
  const shape = async (schema: string) =>
    (
      await ask<{ what: string }>(
        url,
        `SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || ' ' || c.is_nullable || ' ' || coalesce(c.collation_name, '') || ' ' || coalesce(c.column_default, '') AS what
           FROM information_schema.columns c WHERE c.table_schema = '${schema}'
         UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = '${schema}'
         UNION ALL SELECT event_object_table || ' ' || trigger_name || ' ' || action_statement FROM information_schema.triggers WHERE trigger_schema = '${schema}'
         UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = '${schema}'::regnamespace`,
      )
    )
      .map(({ what }) => what.replaceAll(`${schema}.`, ''))
      // Partitions of days.
      .filter((what) => !/(contents|delivered)_\d/.test(what))
      .sort();
  for (const fixture of fixtures) {
    await ask(url, readFileSync(join(folder, fixture), 'utf8'));
    await (await openPostgresStore({ place: { engine: 'postgres', url } })).close();
    assert.deepEqual(await shape('pushdock'), await shape('made'), fixture);
    await ask(url, 'DROP SCHEMA pushdock CASCADE');
  }
});
