/** The reader's handlers, by question. */
import type Database from 'better-sqlite3';
import { consumerReads } from './consumers/reads.ts';
import { countReads } from './counts/reads.ts';
import { deliveryListing, deliveryReads } from './deliveries/reads.ts';
import { eventReads } from './events/reads.ts';
import { findingReads } from './findings/reads.ts';
import { keptReads } from './kept.ts';
import { namedReads } from './messages/named.ts';
import { messageReads } from './messages/reads.ts';
import { replayReads } from './replays/reads.ts';
import { agedReads } from './retention/aged.ts';
import { topicReads } from './retention/topics.ts';
import { workReads } from './work/reads.ts';

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
    ...topicReads(db),
    ...findingReads(db),
    ...workReads(db),
    ...keptReads(db),
    ...countReads(db),
  };
}
