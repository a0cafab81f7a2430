/**
 * The ledger of distinct findings. `finding` is the latest one as JSON; `alert` is 1 once a departure that was to alert has come since the entry
 * became new. `message_id` is no reference: a sample may be forgotten while the entry stays.
 */
export const drift = {
  number: 6,
  name: 'the ledger of distinct findings',
  sql: `
CREATE TABLE drift (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  provider         TEXT    NOT NULL,
  event            TEXT    NOT NULL,
  path             TEXT    NOT NULL,
  rule             TEXT    NOT NULL,
  source           TEXT    NOT NULL,
  message_id       TEXT    NOT NULL,
  finding          TEXT    NOT NULL,
  state            TEXT    NOT NULL DEFAULT 'new' CHECK (state = 'new' OR state = 'acknowledged' OR state = 'resolved'),
  state_since_ms   INTEGER NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms  INTEGER NOT NULL,
  count            INTEGER NOT NULL,
  alert            INTEGER NOT NULL,
  UNIQUE (provider, event, path, rule)
) STRICT;
CREATE INDEX drift_by_state ON drift (state, provider);

-- Departures for which a provider's part had no room.
CREATE TABLE drift_overflow (
  provider        TEXT PRIMARY KEY,
  count           INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
