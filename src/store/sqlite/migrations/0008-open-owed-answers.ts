/** Answers that are still owed, to be listed without a look at all that were once owed. */
export const openOwedAnswers = {
  number: 8,
  name: 'answers still owed',
  sql: `
CREATE INDEX owed_answers_open ON owed_answers (message_sequence) WHERE answered = 0;
`,
} as const;
