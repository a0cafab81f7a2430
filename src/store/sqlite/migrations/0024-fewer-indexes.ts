/**
 * An index of topics by their change helped retention alone, and each push wrote a page of it. Retention now looks through the topics once a pass, on the
 * reader's thread.
 */
export const fewerIndexes = {
  number: 24,
  name: 'no index of topics by their change',
  sql: 'DROP INDEX topics_by_change;',
} as const;
