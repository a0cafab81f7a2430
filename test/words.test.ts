/** What users read: every word of the command line is described, and nothing is said in words that a native reader reads twice. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { createProgram } from '../src/cli/program.ts';
import { problems } from '../src/problems.ts';

type Sentence = { readonly where: string; readonly text: string };

test('every command, argument and option of the command line has a description', async () => {
  const bare = allCommands(await createProgram()).flatMap((command) =>
    described(command).filter(({ text }) => !text.trim()),
  );
  assert.deepEqual(
    bare.map(({ where }) => where),
    [],
  );
});

test('the help of every command is in plain words', async () => {
  refuseWords(
    allCommands(await createProgram()).flatMap((command) => [
      ...described(command),
      { where: nameOf(command), text: helpOf(command) },
    ]),
  );
});

test('the titles and remedies of problems are in plain words', () => {
  refuseWords(
    Object.entries(problems).flatMap(([code, { title, remedy }]) => [
      { where: `title of ${code}`, text: title },
      { where: `remedy of ${code}`, text: remedy },
    ]),
  );
});

for (const file of ['gateway.yaml', 'mock.yaml', 'sandbox.yaml', 'oauth.yaml', 'problem.yaml'])
  test(`spec/${file} describes the API in plain words`, async () => refuseWords(sentencesOf(await read(file), file)));

for (const file of ['config.schema.json', 'mock-settings.schema.json', 'scenario.schema.json'])
  test(`spec/${file} describes its keys in plain words`, async () => refuseWords(sentencesOf(await read(file), file)));

const read = async (file: string): Promise<unknown> =>
  parse(await readFile(new URL(`../spec/${file}`, import.meta.url), 'utf8')); // JSON is YAML too.

/** Every title, summary, description and detail, wherever it stands, examples included. */
function sentencesOf(node: unknown, where: string): readonly Sentence[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? READ_BY_PEOPLE.has(key)
        ? [{ where: `${where}/${key}`, text: value.replaceAll(/\s+/g, ' ') }]
        : []
      : sentencesOf(value, `${where}/${key}`),
  );
}

const READ_BY_PEOPLE = new Set(['title', 'summary', 'description', 'detail']);

const allCommands = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(allCommands)];

const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

function described(command: Command): readonly Sentence[] {
  const name = nameOf(command);
  return [
    { where: name, text: command.description() },
    ...command.registeredArguments.map((one) => ({ where: `${name} <${one.name()}>`, text: one.description })),
    ...command.options.map(({ flags, description }) => ({ where: `${name} ${flags}`, text: description })),
  ];
}

/** With the examples below it, as a person sees it. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (written) => (text += written) });
  command.outputHelp();
  return text;
}

// Each word has a plain one beside it ("again", "a person who", "is not a", "no longer").
const refused = /\banew\b|\bwhoever\b|\bis no (?!longer\b)|\bno more\b/i;

function refuseWords(sentences: readonly Sentence[]): void {
  assert.ok(sentences.length > 0, 'nothing was looked at');
  const found = sentences.flatMap(({ where, text }) => {
    const [word] = refused.exec(text) ?? [];
    return word === undefined ? [] : [`${where} says "${word.trim()}": ${text.slice(0, 200)}`];
  });
  assert.deepEqual(found, []);
}
