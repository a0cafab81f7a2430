/** Stores that released versions have written (upgrades/make.mjs), opened by this one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { createGateway } from '../../src/embed.ts';
import { silentLog } from '../../src/log.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually, readLines } from '../support/try-gateway.ts';

type Listed = { readonly id: string; readonly receipts: number; readonly state: string };

const folder = join(import.meta.dirname, 'upgrades');
const fixtures = readdirSync(folder).filter((file) => file.endsWith('.sql'));
assert.ok(fixtures.length > 0);

const first = { orderReference: 'upgrade-1', webshop: 8, barcode: 'UPGRADE1', status: 'CREATED' };

for (const fixture of fixtures)
  test(`a store of version ${fixture.replace('.sql', '')} keeps its messages, knows a repeat, and goes on`, async (t) => {
    const own = temporaryFolder(t);
    const path = join(own, 'store.db');
    const db = new Database(path);
    db.exec(readFileSync(join(folder, fixture), 'utf8'));
    const before = Number(db.pragma('user_version', { simple: true }));
    db.close();

    const ledger = join(own, 'events.ndjson');
    const gateway = createGateway({
      configuration: {
        development: true,
        listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
        store: `sqlite:${path}`,
        sources: { shipping: { provider: 'paazl', auth: { bearer: ['development-paazl-token'] } } },
        sinks: { ledger: { type: 'file', path: ledger } },
        // The messages of a release stay as old as they are.
        policy: { retention: { messages: '36500d', events: '36500d', bodies: '36500d' } },
      },
      log: silentLog,
    });
    const { publicUrl, operatorUrl } = await gateway.start();
    t.after(() => gateway.close());
    const read = async (place: string) => (await fetch(`${operatorUrl}/api/${place}`)).json() as Promise<never>;
    const listed = async (): Promise<readonly Listed[]> =>
      ((await read('messages')) as { items: readonly Listed[] }).items;
    const push = async (message: object) => {
      const answer = await fetch(`${publicUrl}/push/paazl/shipping`, {
        method: 'POST',
        headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
      assert.equal(answer.status, 200);
    };

    const kept = await listed();
    assert.deepEqual(
      kept.map(({ receipts, state }) => [receipts, state]),
      [
        [1, 'processed'],
        [2, 'processed'],
      ],
    );
    const { body } = (await read(`messages/${kept[1]?.id}`)) as { body: { base64?: string; text?: string } };
    assert.ok(
      JSON.stringify(body).includes('upgrade-1') || Buffer.from(body.base64 ?? '', 'base64').includes('upgrade-1'),
    );
    assert.equal(((await read('events')) as { items: readonly object[] }).items.length, 2);

    await push(first);
    assert.deepEqual(
      (await listed()).map(({ receipts }) => receipts),
      [1, 3],
    );

    await push({ ...first, orderReference: 'upgrade-3', barcode: 'UPGRADE3' });
    await eventually(() => readLines(ledger).length > 0, 'no event of a new message arrived');
    assert.deepEqual(
      readLines(ledger).map(({ subject }) => subject),
      ['upgrade-3'],
    ); // What was delivered is not delivered again.

    await gateway.close();
    const after = new Database(path, { readonly: true });
    const version = Number(after.pragma('user_version', { simple: true }));
    after.close();
    assert.equal(version, migrations.at(-1)?.number);
    assert.ok(before <= version);
  });
