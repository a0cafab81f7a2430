/** What a start does without, because nobody has asked for it yet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packagesLoaded } from '../support/loaded.ts';

test('a gateway that has called nobody and neither read nor answered XML has not loaded the packages for that, in any thread', async (t) => {
  const loaded = (await packagesLoaded(t, {})).flat();
  for (const name of ['better-sqlite3', 'pino']) assert.ok(loaded.includes(name), `what is loaded is seen: ${name}`);
  for (const name of ['express', 'openapi-backend', 'undici', 'xmlbuilder2', 'fast-xml-parser', 'pg', 'nodemailer'])
    assert.ok(!loaded.includes(name), name);
});
