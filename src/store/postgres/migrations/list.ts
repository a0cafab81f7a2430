import { firstSchema } from './0001-first-schema.ts';
import { messageTraces } from './0002-message-traces.ts';
import { messageCounts } from './0003-message-counts.ts';
import { eventsBySubject } from './0004-events-by-subject.ts';
import { firstProcessing } from './0005-first-processing.ts';

/**
 * Forward only: a released migration is never edited, and the next one takes the next number. The version before must go on beside the new schema, because
 * nodes are replaced one by one: add columns and tables, and take away only what the last two versions do not use.
 */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };

/** In the order in which they run; the number of the last one is the schema's version. */
export const migrations: readonly Migration[] = [
  firstSchema,
  messageTraces,
  messageCounts,
  eventsBySubject,
  firstProcessing,
];
