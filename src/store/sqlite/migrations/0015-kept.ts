/**
 * One table for whatever others keep for themselves, in place of a table for each kind of it. The signing keys and the links of a source's
 * subscriptions become one JSON text each, as `providers/zettle/subscriptions` reads them; sealed bytes in it are hexadecimal.
 */
export const kept = {
  number: 15,
  name: 'kept values in place of signing keys, links and tokens',
  sql: `
-- A value that was forgotten is NULL, and its version stays.
CREATE TABLE kept (
  space   TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  value   BLOB,
  version INTEGER NOT NULL,
  PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

-- json_patch leaves out what is NULL.
INSERT INTO kept (space, key, value, version)
SELECT 'signing-keys', source, CAST(json_group_array(json_patch('{}', json_object('subscription', subscription, 'label', label,
  'destination', destination, 'sealed', lower(hex(sealed)), 'keptAtMs', kept_at_ms, 'goneAtMs', gone_at_ms)) ORDER BY id) AS BLOB), 1
FROM signing_keys GROUP BY source;

INSERT INTO kept (space, key, value, version)
SELECT 'subscription-links', source,
  CAST(json_group_array(json_object('name', name, 'subscription', subscription, 'state', state) ORDER BY name) AS BLOB), 1
FROM subscription_links GROUP BY source;

INSERT INTO kept (space, key, value, version) SELECT 'refresh-tokens', source, sealed, 1 FROM refresh_tokens;

INSERT INTO kept (space, key, value, version)
SELECT 'sealed-sources', source, CAST(json_object('sinceMs', since_ms) AS BLOB), 1 FROM sealed_sources;

DROP TABLE signing_keys;
DROP TABLE subscription_links;
DROP TABLE refresh_tokens;
DROP TABLE sealed_sources;
`,
} as const;
