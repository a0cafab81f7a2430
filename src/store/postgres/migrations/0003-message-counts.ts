/**
 * How many messages were received in each hour, by source, and by the state and the verdict that they have by now. Triggers note what changed, a row for
 * each statement, so that nodes that write at the same time never wait for each other's counts. Each node adds the notes up every few seconds
 * (`counts/counts.ts`). What is forgotten for its age stays counted, for 100 days.
 */
export const messageCounts = {
  number: 3,
  name: 'counts of messages',
  sql: `
CREATE TABLE pushdock.message_counts (
  hour    bigint NOT NULL,
  source  text   NOT NULL,
  state   text   NOT NULL,
  verdict text   NOT NULL,
  count   bigint NOT NULL,
  PRIMARY KEY (hour, source, state, verdict)
);
CREATE TABLE pushdock.message_count_notes (
  hour    bigint NOT NULL,
  source  text   NOT NULL,
  state   text   NOT NULL,
  verdict text   NOT NULL,
  count   bigint NOT NULL
);
CREATE FUNCTION pushdock.count_messages() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO pushdock.message_count_notes (hour, source, state, verdict, count)
  SELECT received_at_ms / 3600000, source, 'received', '', count(*) FROM made GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE FUNCTION pushdock.count_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO pushdock.message_count_notes (hour, source, state, verdict, count)
  SELECT m.received_at_ms / 3600000, m.source, c.state, coalesce(c.verdict, ''), sum(c.count)
  FROM (SELECT message_sequence, 'received' AS state, NULL AS verdict, -1 AS count FROM made
    UNION ALL SELECT message_sequence, state, verdict, 1 FROM made) c
  JOIN pushdock.messages m ON m.sequence = c.message_sequence GROUP BY 1, 2, 3, 4 HAVING sum(c.count) <> 0;
  RETURN NULL;
END $$;
CREATE FUNCTION pushdock.recount_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO pushdock.message_count_notes (hour, source, state, verdict, count)
  SELECT m.received_at_ms / 3600000, m.source, c.state, coalesce(c.verdict, ''), sum(c.count)
  FROM (SELECT message_sequence, state, verdict, -1 AS count FROM before
    UNION ALL SELECT message_sequence, state, verdict, 1 FROM made) c
  JOIN pushdock.messages m ON m.sequence = c.message_sequence GROUP BY 1, 2, 3, 4 HAVING sum(c.count) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER messages_counted AFTER INSERT ON pushdock.messages
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION pushdock.count_messages();
CREATE TRIGGER outcomes_counted AFTER INSERT ON pushdock.outcomes
  REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION pushdock.count_outcomes();
CREATE TRIGGER outcomes_recounted AFTER UPDATE ON pushdock.outcomes
  REFERENCING OLD TABLE AS before NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION pushdock.recount_outcomes();
INSERT INTO pushdock.message_counts (hour, source, state, verdict, count)
SELECT m.received_at_ms / 3600000, m.source, coalesce(o.state, 'received'), coalesce(o.verdict, ''), count(*)
FROM pushdock.messages m LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence GROUP BY 1, 2, 3, 4;
`,
} as const;
