/** What is in src/deploy, read and parsed. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { home } from '../../spec/codegen/generator.ts';
import type { JsonValue } from '../../src/formats/json.ts';

export const deployed = (file: string): string => join(home, 'src/deploy', file);
export const textOf = (file: string): string => readFileSync(deployed(file), 'utf8');

/** Every document of a YAML (or JSON) file; throws where one cannot be parsed. */
export function documentsIn(file: string): readonly JsonValue[] {
  const documents = parseAllDocuments(textOf(file), { merge: true });
  if (!Array.isArray(documents)) throw new Error(`${file} is empty`);
  return documents.map((document) => {
    for (const error of document.errors) throw error;
    return document.toJS();
  });
}

/** The only document of a file, with the shape that the test wants of it; what is missing fails where it is used. */
export const documentIn = <Shape>(file: string): Shape => documentsIn(file)[0] as Shape;

/** Why a program cannot be asked here, or false: what `skip` of a test wants. */
export function absent(program: string, ...words: readonly string[]): string | false {
  const { status, error } = spawnSync(program, words, { encoding: 'utf8' });
  return error === undefined && status === 0 ? false : `\`${[program, ...words].join(' ')}\` does not run here`;
}

/** The text that a program writes, standard error included; throws with it where the program fails. */
export function said(program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** Names of the secrets that a configuration looks for in a folder. */
export const secretsNamedIn = (file: string, folder: string): readonly string[] =>
  [...textOf(file).matchAll(new RegExp(`${folder}/([a-z.-]+)`, 'g'))].map(([, name = '']) => name);

/** A copy of the file in `folder`, with the folder of its secrets elsewhere. */
export function moved(file: string, from: string, to: string, folder: string): string {
  const copy = join(folder, 'configuration.yaml');
  writeFileSync(copy, textOf(file).replaceAll(from, to));
  return copy;
}
