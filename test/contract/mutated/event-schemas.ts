/** The schema of each event type, found by the tables of `spec/events` as any consumer finds it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { specFolder } from '../../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';

const folder = join(specFolder, 'events');

const files: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.types.yaml'))
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')) as { type: string; schema: string }[])
    .map(({ type, schema }) => [type, schema]),
);

const validators = new Map<string, ValidateFunction>();

/** What is wrong with an event's data; a type that has no line of its own has that of its provider's others. */
export function faultsOfEvent(type: string, data: unknown): readonly string[] {
  const file = files.get(type) ?? files.get(type.replace(/^(com\.[^.]+)\..*$/, '$1.*'));
  if (file === undefined) return [`no schema in spec/events describes ${type}`];
  const validate = validators.get(file) ?? schemaAt(join(folder, file));
  validators.set(file, validate);
  return faultsOf(validate, data);
}
