import type Database from 'better-sqlite3';

/** The sequence of the newest event that ever was, also when it is forgotten. */
export function newestEvent(db: Database.Database): () => number {
  const newest = db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`);
  return () => newest.get()?.seq ?? 0;
}
