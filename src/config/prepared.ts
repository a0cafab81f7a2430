/**
 * The check of the configuration as JavaScript. ajv takes 0.15 s of each start to make it of the schema, so the build makes it once, beside what it
 * compiles. It names the schema that it was made of: after a change of the schema, and where nothing was built, ajv makes it again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ajv, ValidateFunction } from 'ajv';
import { lazily } from '../running/lazily.ts';
import { packageRoot } from '../running/package-root.ts';
import type { Schema } from './schema.ts';

type Prepared = { readonly schema: string; readonly check: ValidateFunction };

const place = (): string => join(packageRoot(), 'dist/prepared/configuration.cjs');

const prepared = (file: string) => lazily((require) => (existsSync(file) ? (require(file) as Prepared) : undefined));
const own = lazily(() => prepared(place()));

const digestOf = (schema: Schema): string => createHash('sha256').update(JSON.stringify(schema)).digest('hex');

/** The check that was made of this schema; absent: there is none. `file`: in place of that of the build. */
export function preparedCheck(schema: Schema, file?: string): ValidateFunction | undefined {
  const found = (file === undefined ? own() : prepared(file))();
  return found?.schema === digestOf(schema) ? found.check : undefined;
}

/** Writes the check that `ajv` makes of the schema; its option `code.source` is on. For the build. */
export async function prepareCheck(ajv: Ajv, schema: Schema, file = place()): Promise<void> {
  const { default: standaloneCode } = await import('ajv/dist/standalone/index.js');
  const code = standaloneCode.default(ajv, ajv.compile(schema));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${code}\nmodule.exports = { schema: ${JSON.stringify(digestOf(schema))}, check: module.exports };\n`,
  );
}
