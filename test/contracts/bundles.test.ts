import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { readConfigurationSchema } from '../../src/config/schema.ts';
import { readBundle } from '../../src/contracts/bundle.ts';
import { packageRoot } from '../../src/running/package-root.ts';

// The gateway starts without these checks, because they take a second; so they stand here.
const bundles = readdirSync(join(packageRoot(), 'generated', 'bundles')).map((file) => file.replace(/\.json$/, ''));

for (const name of bundles) {
  test(`the bundle ${name} is a valid document of OpenAPI 3.0 whose every schema compiles`, async () => {
    const definition = readBundle(name) as Document;
    const backend = new OpenAPIBackend({ definition, strict: true, ajvOpts: { strict: false } });
    await backend.init();
    assert.ok(backend.initialized);
  });
}

test('a bundle that is none is refused by the same check', async () => {
  const definition = { openapi: '3.0.3', info: { title: 'Without a version' }, paths: {} } as unknown as Document;
  await assert.rejects(new OpenAPIBackend({ definition, strict: true }).init());
});

test('the schema of the configuration is a valid JSON Schema', () => {
  const ajv = new Ajv({ strict: true, discriminator: true, useDefaults: true });
  assert.equal(ajv.validateSchema(readConfigurationSchema()), true);
});
