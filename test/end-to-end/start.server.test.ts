/** What the start of a gateway with one role does without. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { specFolder } from '../spec/contract-documents.ts';
import { packagesLoaded } from '../support/loaded.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import type { RunningGateway } from '../support/try-gateway.ts';

const example = readFileSync(join(specFolder, 'providers/paazl/examples/shipment-status.created.json'), 'utf8');
// What ajv loads to compile a schema. Some of its smaller files serve the prepared check of the configuration.
const compiling = 'json-schema-traverse';
const skip = postgresBinaries() === undefined && noPostgres;

async function receiving(t: TestContext, use: (gateway: RunningGateway) => Promise<void>): Promise<readonly string[]> {
  const { url } = await sharedPostgres();
  const store = `store: { url: "${url()}", schema: start_${process.pid} }`;
  const configure = (text: string) => text.replace(/^store: .*$/m, store);
  return (await packagesLoaded(t, { words: ['--role', 'receive'], configure }, use)).flat();
}

const post = (url: string, body: string) => {
  const headers = { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body });
};

test('a gateway that only receives acknowledges without having loaded what judges', { skip }, async (t) => {
  const loaded = await receiving(t, async ({ publicUrl }) => {
    assert.equal((await post(`${publicUrl}/push/paazl/shipping`, '{"barcode":"1"}')).status, 200);
  });
  assert.ok(loaded.includes('pg'), 'what is loaded is seen');
  assert.ok(!loaded.includes(compiling));
});

test('a gateway that only receives judges what is tried in a sandbox, and loads what judges for that', {
  skip,
}, async (t) => {
  const loaded = await receiving(t, async ({ publicUrl }) => {
    const tried = await post(`${publicUrl}/sandbox/paazl/partner`, example);
    assert.equal(tried.status, 200);
    assert.match(await tried.text(), /"verdict":"match"/);
  });
  assert.ok(loaded.includes(compiling));
});
