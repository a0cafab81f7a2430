/** The places of consumers. */
import type Database from 'better-sqlite3';
import { CONSUMERS_MAX } from '../../store.ts';
import { newestEvent } from '../events/newest.ts';

export type Acknowledged = 'done' | 'too_many' | 'unknown_place';

export function consumerCommands(db: Database.Database) {
  const newest = newestEvent(db);
  const move = db.prepare<[number, number, string]>(
    'UPDATE consumers SET position = max(position, ?), acknowledged_at_ms = ? WHERE name = ?',
  );
  const count = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM consumers');
  const make = db.prepare<[string, number, number, number]>(
    'INSERT INTO consumers (name, position, created_at_ms, acknowledged_at_ms) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare<[string]>('DELETE FROM consumers WHERE name = ?');

  return {
    acknowledge({ name, position, nowMs }: { name: string; position: number; nowMs: number }): Acknowledged {
      if (position > newest()) return 'unknown_place';
      if (move.run(position, nowMs, name).changes === 1) return 'done';
      if ((count.get()?.count ?? 0) >= CONSUMERS_MAX) return 'too_many';
      make.run(name, position, nowMs, nowMs);
      return 'done';
    },
    deleteConsumer: ({ name }: { name: string }): void => void remove.run(name),
  };
}
