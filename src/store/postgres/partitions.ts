/** A partition for each day, of the bodies that were received and of the deliveries that were delivered on it. */
import type { Connections } from './connection/pool.ts';

const parents = ['contents', 'delivered'] as const;
const vacuum = 'autovacuum_vacuum_scale_factor = 0.05';

/** By the lock row of migrations, so that two nodes do not make one at the same time. ATTACH locks the parent less than CREATE … PARTITION OF does. */
export async function makeDay(connections: Connections, day: number): Promise<void> {
  if (!Number.isSafeInteger(day)) throw new RangeError('A day is a whole number');
  await connections.write(async (session) => {
    await session.rows('SELECT version FROM pushdock.schema_version WHERE id = 1 FOR UPDATE');
    for (const parent of parents) {
      const name = nameOf(parent, day);
      const [found] = await session.rows<{ found: boolean }>(
        `SELECT to_regclass('pushdock.${name}') IS NOT NULL AS found`,
      );
      if (found?.found) continue;
      await session.run(
        `CREATE TABLE pushdock.${name} (LIKE pushdock.${parent} INCLUDING ALL, CHECK (day = ${day})) WITH (${vacuum})`,
      );
      await session.run(
        `ALTER TABLE pushdock.${parent} ATTACH PARTITION pushdock.${name} FOR VALUES FROM (${day}) TO (${day + 1})`,
      );
    }
  });
}

const nameOf = (parent: string, day: number) => `${parent}_${day < 0 ? `before_${-day}` : day}`;

/** Drops the partitions of days before `beforeDay` in which nothing is left. Returns how many. */
export async function dropEmptyDays(connections: Connections, beforeDay: number): Promise<number> {
  const found = await connections.read((session) =>
    session.rows<{ name: string; parent: string }>(
      `SELECT c.relname AS name, p.relname AS parent FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
       JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
       WHERE i.inhparent IN ('pushdock.contents'::regclass, 'pushdock.delivered'::regclass) ORDER BY c.relname`,
    ),
  );
  let dropped = 0;
  for (const { name, parent } of found) {
    const [, day] = /_(\d{1,9})$/.exec(name) ?? [];
    if (day === undefined || Number(day) >= beforeDay || name !== nameOf(parent, Number(day))) continue;
    dropped += await dropIfEmpty(connections, name, parent);
  }
  return dropped;
}

async function dropIfEmpty(connections: Connections, name: string, parent: string): Promise<number> {
  return connections.write(async (session) => {
    // Acks wait behind this lock, so it waits itself for hardly any time; the next rotation tries again.
    await session.run(`SET LOCAL lock_timeout = 500`);
    const some = await session.rows(`SELECT 1 FROM pushdock.${name} LIMIT 1`);
    if (some.length > 0) return 0;
    await session.run(`LOCK TABLE pushdock.${parent}, pushdock.${name} IN ACCESS EXCLUSIVE MODE`);
    if ((await session.rows(`SELECT 1 FROM pushdock.${name} LIMIT 1`)).length > 0) return 0;
    await session.run(`DROP TABLE pushdock.${name}`);
    return 1;
  });
}
