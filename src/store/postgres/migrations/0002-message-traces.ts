/** The span that received a message, so that what is done with it later is part of the same trace. NULL where no traces are made. */
export const messageTraces = {
  number: 2,
  name: 'traces of messages',
  sql: 'ALTER TABLE pushdock.messages ADD COLUMN trace text;',
} as const;
