/** Stored messages that are read without owning the store: the gateway may run meanwhile, and nothing is changed. */
import type { StoredEvent } from './events.ts';
import type { FetchedDocument, StoredMessage } from './messages.ts';
import type { BusinessResult } from './results.ts';

export type CorpusItem = {
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  readonly result?: BusinessResult;
  /** Made of it, in their order. */
  readonly events: readonly StoredEvent[];
};

export type CorpusFilter = { readonly provider?: string; readonly source?: string };

export interface Corpus {
  /** Messages whose processing has ended and whose bytes are there, newest first. One is in memory at a time. */
  messages(filter: CorpusFilter, limit: number): AsyncIterable<CorpusItem>;
  close(): Promise<void>;
}
