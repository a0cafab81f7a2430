import { messagesWorkEvents } from './0001-messages-work-events.ts';
import { firstUse } from './0002-first-use.ts';
import { lanesOrderReplays } from './0003-lanes-order-replays.ts';
import { consumers } from './0004-consumers.ts';
import { signingKeys } from './0005-signing-keys.ts';
import { drift } from './0006-drift.ts';
import { heldMessages } from './0007-held-messages.ts';
import { openOwedAnswers } from './0008-open-owed-answers.ts';
import { nonceMessages } from './0009-nonce-messages.ts';
import { messageEndings } from './0010-message-endings.ts';
import { unfinishedClaims } from './0011-unfinished-claims.ts';
import { resultsSince } from './0012-results-since.ts';
import { sealedSources } from './0013-sealed-sources.ts';
import { releasedIdentities } from './0014-released-identities.ts';
import { kept } from './0015-kept.ts';
import { leases } from './0016-leases.ts';
import { messageTraces } from './0017-message-traces.ts';
import { intake } from './0018-intake.ts';
import { smallerBlocks } from './0019-smaller-blocks.ts';
import { messageCounts } from './0020-message-counts.ts';
import { eventsBySubject } from './0021-events-by-subject.ts';
import { countsByBatch } from './0022-counts-by-batch.ts';
import { saidOnce } from './0023-said-once.ts';
import { fewerIndexes } from './0024-fewer-indexes.ts';
import { countsOfWhatEnded } from './0025-counts-of-what-ended.ts';
import { identitiesInOrder } from './0026-identities-in-order.ts';

/** Forward only: a released migration is never edited, and the next one takes the next number. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };

/** In the order in which they run; the number of the last one is the schema's version (`PRAGMA user_version`). */
export const migrations: readonly Migration[] = [
  messagesWorkEvents,
  firstUse,
  lanesOrderReplays,
  consumers,
  signingKeys,
  drift,
  heldMessages,
  openOwedAnswers,
  nonceMessages,
  messageEndings,
  unfinishedClaims,
  resultsSince,
  sealedSources,
  releasedIdentities,
  kept,
  leases,
  messageTraces,
  intake,
  smallerBlocks,
  messageCounts,
  eventsBySubject,
  countsByBatch,
  saidOnce,
  fewerIndexes,
  countsOfWhatEnded,
  identitiesInOrder,
];
