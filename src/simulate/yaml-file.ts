/** A YAML file of somebody who writes scenarios or settings: read, and held against its schema in `spec/`, with the line of whatever is wrong. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { type Fault, formatPath } from '../config/fault.ts';
import { readYaml } from '../config/read-yaml.ts';
import { isSchema, type Schema } from '../config/schema.ts';
import { faultsOf } from '../config/validate.ts';
import { packageRoot } from '../running/package-root.ts';
import { codeOf } from '../running/thrown.ts';

/** `value` fits the schema unless there are faults. `sentence`: `file:line path: what is wrong; what to do`. */
export type CheckedYaml = {
  readonly value: unknown;
  readonly faults: readonly string[];
  sentence(fault: Fault): string;
};

const file_bytes_max = 1_048_576;

/** `schema`: a file in `spec/`. An empty file holds `{}`. Whatever is wrong is among the faults; nothing is thrown. */
export function readCheckedYaml(file: string, schema: string): CheckedYaml {
  const text = readText(file);
  if ('fault' in text) return unreadable([text.fault]);
  const read = readYaml(text.text);
  if ('faults' in read) return unreadable(read.faults.map(({ line, sentence }) => `${file}:${line} ${sentence}`));
  const { lineOf } = read.file;
  const value = read.file.value ?? {};
  const sentence = ({ path, sentence: what }: Fault) =>
    `${file}:${lineOf(path)} ${path.length === 0 ? 'the file' : formatPath(path)}: ${what}`;
  return { value, sentence, faults: departures(value, readSchema(schema)).map(sentence) };
}

const unreadable = (faults: readonly string[]): CheckedYaml => ({
  value: undefined,
  faults,
  sentence: ({ sentence }) => sentence,
});

/** The text of a file that a person named, or why there is none. */
export function readText(file: string): { readonly text: string } | { readonly fault: string } {
  try {
    if (statSync(file).size > file_bytes_max) return { fault: `${file} is larger than ${file_bytes_max} bytes` };
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return {
      fault: `${file} cannot be read (${codeOf(error) ?? String(error)})`,
    };
  }
}

/** What of `value` does not fit `schema`. */
export function departures(value: unknown, schema: Schema): readonly Fault[] {
  const validate = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true }).compile(schema);
  return validate(value) ? [] : faultsOf(validate.errors ?? [], schema);
}

/** `name`: a file in `spec/`. */
export function readSchema(name: string): Schema {
  const schema: unknown = JSON.parse(readFileSync(join(packageRoot(), 'spec', name), 'utf8'));
  if (!isSchema(schema)) throw new TypeError(`spec/${name} is not a JSON Schema`);
  return schema;
}
