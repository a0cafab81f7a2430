/** What the reader's thread can answer, by question. */
import type Database from 'better-sqlite3';
import type { CredentialUse } from '../store.ts';
import { AWAITING_MS } from './awaiting-time.ts';
import { consumerReads } from './consumer-reads.ts';
import { deliveryListing } from './delivery-listing.ts';
import { deliveryReads } from './delivery-reads.ts';
import { eventReads } from './event-reads.ts';
import { findingReads } from './finding-reads.ts';
import { keptReads } from './kept/reads.ts';
import { messageReads } from './message-reads.ts';
import { namedReads } from './named.ts';
import { replayReads } from './replay-reads.ts';
import { agedReads } from './retention.ts';
import { troubleReads } from './retrying.ts';

export function reads(db: Database.Database) {
  const uses = db.prepare<[string], CredentialUse>(
    `SELECT credential, uses, first_used_at_ms AS firstUsedAtMs, last_used_at_ms AS lastUsedAtMs
     FROM credential_uses WHERE source = ? ORDER BY credential`,
  );
  const waiting = (table: string) =>
    db.prepare<[], { count: number; oldest: number | null }>(
      `SELECT count(*) AS count, min(since_ms) AS oldest FROM ${table} INDEXED BY ${table}_waiting WHERE due_at_ms IS NOT NULL AND due_at_ms < ${AWAITING_MS}`,
    );
  const work = waiting('work');
  const deliveries = waiting('deliveries');
  const behind = db.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM deliveries INDEXED BY deliveries_behind WHERE behind = 1',
  );
  return {
    ...messageReads(db),
    ...namedReads(db),
    ...eventReads(db),
    ...consumerReads(db),
    ...deliveryListing(db),
    ...deliveryReads(db),
    ...replayReads(db),
    ...agedReads(db),
    ...findingReads(db),
    ...troubleReads(db),
    ...keptReads(db),
    credentialUses: ({ source }: { source: string }): readonly CredentialUse[] => uses.all(source),
    backlog: (): { work: number; deliveries: number; oldestDueAtMs?: number } => {
      const both = [work.get(), deliveries.get()];
      const oldest = both.flatMap((one) => one?.oldest ?? []);
      return {
        work: both[0]?.count ?? 0,
        deliveries: (both[1]?.count ?? 0) + (behind.get()?.count ?? 0),
        ...(oldest.length > 0 && { oldestDueAtMs: Math.min(...oldest) }),
      };
    },
  };
}
