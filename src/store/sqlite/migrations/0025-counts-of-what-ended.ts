/**
 * Only messages that have ended are counted here. Those that still wait are found by the index of states, so an ack writes no count: for one that comes alone that was a page of fourteen.
 */
export const countsOfWhatEnded = {
  number: 25,
  name: 'counts without messages that wait',
  sql: `DELETE FROM message_counts WHERE state = 'received';`,
} as const;
