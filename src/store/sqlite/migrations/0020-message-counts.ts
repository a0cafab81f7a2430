/**
 * How many messages were received in each hour, by source, and by the state and the verdict that they have by now. Triggers keep them, in the transaction
 * that changes a message, so that whatever writes messages counts them. What is forgotten for its age stays counted, for 100 days. The messages that are
 * there already are counted once: about a second for a million.
 */
export const messageCounts = {
  number: 20,
  name: 'counts of messages',
  sql: `
CREATE TABLE message_counts (
  hour    INTEGER NOT NULL,
  source  TEXT    NOT NULL,
  state   TEXT    NOT NULL,
  verdict TEXT    NOT NULL,
  count   INTEGER NOT NULL,
  PRIMARY KEY (hour, source, state, verdict)
) STRICT, WITHOUT ROWID;
INSERT INTO message_counts (hour, source, state, verdict, count)
SELECT received_at_ms / 3600000, source, state, ifnull(verdict, ''), count(*) FROM messages GROUP BY 1, 2, 3, 4;
CREATE TRIGGER messages_counted AFTER INSERT ON messages BEGIN
  INSERT INTO message_counts (hour, source, state, verdict, count)
  VALUES (new.received_at_ms / 3600000, new.source, new.state, ifnull(new.verdict, ''), 1)
  ON CONFLICT (hour, source, state, verdict) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER messages_recounted AFTER UPDATE OF state, verdict ON messages
WHEN old.state <> new.state OR ifnull(old.verdict, '') <> ifnull(new.verdict, '') BEGIN
  UPDATE message_counts SET count = count - 1
  WHERE hour = old.received_at_ms / 3600000 AND source = old.source AND state = old.state AND verdict = ifnull(old.verdict, '');
  INSERT INTO message_counts (hour, source, state, verdict, count)
  VALUES (new.received_at_ms / 3600000, new.source, new.state, ifnull(new.verdict, ''), 1)
  ON CONFLICT (hour, source, state, verdict) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER message_counts_forgotten AFTER INSERT ON message_counts BEGIN
  DELETE FROM message_counts WHERE hour < new.hour - 2400;
END;
`,
} as const;
