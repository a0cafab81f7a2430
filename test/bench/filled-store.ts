/** A store with many processed messages, filled by SQL: through the front door a million would take minutes. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../../src/running/clock.ts';
import { indexAll, withIdentityHash } from '../../src/store/sqlite/messages/identity-index.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { folder } from './subjects.ts';

/** The folder that holds `pushdock.db` with `count` messages, each with its body, identity, topic, event and delivery. */
export async function filledStore(count: number): Promise<string> {
  const data = folder();
  const path = join(data, 'pushdock.db');
  const store = await openSqliteStore({ path, clock: systemClock });
  await store.close();

  const db = new Database(path);
  db.pragma('synchronous = OFF'); // Only while filling; the gateway sets and proves FULL when it opens the file.
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const id = `printf('01900000-0000-7000-8000-%012x', i)`;
  const envelope = `'{"specversion":"1.0","type":"com.paazl.shipment.status"}'`;
  // 280 bytes, as a shipment's status with a few of its optional fields.
  const fields = `{"orderReference":"ref%07d","webshop":1234,"barcode":"3S%07d","status":"CREATED","note":"${'x'.repeat(190)}"}`;
  const body = `CAST(printf('${fields}', sequence, sequence) AS BLOB)`;
  db.exec(`
    BEGIN;
    INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state, verdict)
      ${numbers} SELECT ${id}, 'paazl', 'shipping', 'receiveShipmentStatus', 1700000000000 + i, 'POST', '/push/paazl/shipping', 280, 'processed', 'match' FROM n;
    INSERT INTO contents (message_sequence, headers, bytes) SELECT sequence, '{"content-type":"application/json"}', ${body} FROM messages;
    INSERT INTO identities (source, kind, key, binding, message_sequence, expires_at_ms, hash)
      SELECT 'shipping', 'body', hex(randomblob(32)), '', sequence, 1800000000000, 0 FROM messages;
    INSERT INTO topics (source, topic, value, changed_at_sequence) SELECT 'shipping', 'barcode ' || sequence, 'CREATED', sequence FROM messages;
    INSERT INTO events (id, message_sequence, type, source, subject, created_at_ms, envelope)
      SELECT id || '-0', sequence, 'com.paazl.shipment.status', '/paazl/shipping', 'ref' || sequence, received_at_ms, ${envelope} FROM messages;
    COMMIT;
  `);
  withIdentityHash(db);
  indexAll(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return data;
}
