/** What the reader's thread can answer, by question. */
import type Database from 'better-sqlite3';
import { consumerReads } from './consumer-reads.ts';
import { deliveryListing, deliveryReads } from './delivery-reads.ts';
import { eventReads } from './event-reads.ts';
import { findingReads } from './finding-reads.ts';
import { keptReads } from './kept.ts';
import { messageReads } from './message-reads.ts';
import { namedReads } from './named.ts';
import { replayReads } from './replay-reads.ts';
import { agedReads } from './retention.ts';
import { workReads } from './work-reads.ts';

export function reads(db: Database.Database) {
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
    ...workReads(db),
    ...keptReads(db),
  };
}
