/** The shapes that cross the store's interface, by concept. */
export type * from './types/backup.ts';
export type * from './types/consumers.ts';
export type * from './types/corpus.ts';
export type * from './types/deliveries.ts';
export type * from './types/events.ts';
export type * from './types/filters.ts';
export type * from './types/findings.ts';
export type * from './types/kept.ts';
export type * from './types/leases.ts';
export type * from './types/messages.ts';
export type * from './types/nodes.ts';
export type * from './types/opened.ts';
export type * from './types/pages.ts';
export type * from './types/replays.ts';
export type * from './types/results.ts';
export type * from './types/retention.ts';
export type * from './types/work.ts';
