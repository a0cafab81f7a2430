/** What providers hand out at run time (sealed), the ids chosen for subscriptions, and which credentials vouched for a message. */
export const signingKeys = {
  number: 5,
  name: 'signing keys, subscription links, refresh tokens',
  sql: `
CREATE TABLE signing_keys (
  id           INTEGER PRIMARY KEY,
  source       TEXT    NOT NULL,
  subscription TEXT    NOT NULL,
  label        TEXT    NOT NULL,
  destination  TEXT    NOT NULL,
  sealed       BLOB    NOT NULL,
  kept_at_ms   INTEGER NOT NULL,
  gone_at_ms   INTEGER,
  UNIQUE (source, subscription, label)
) STRICT;

CREATE TABLE subscription_links (
  source       TEXT NOT NULL,
  name         TEXT NOT NULL,
  subscription TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('chosen', 'made')),
  PRIMARY KEY (source, name)
) STRICT;

CREATE TABLE refresh_tokens (
  source     TEXT    PRIMARY KEY,
  sealed     BLOB    NOT NULL,
  kept_at_ms INTEGER NOT NULL
) STRICT;

-- A list of labels, as JSON; of older messages it is not known.
ALTER TABLE messages ADD COLUMN credentials TEXT;
`,
} as const;
