/** Everything that the operator API and the command line can do has a place in the console, with the command that does the same. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { home } from '../../spec/codegen/generator.ts';
import { createProgram } from '../../src/cli/program.ts';
import { readBundle } from '../../src/contracts/bundle.ts';
import { providers } from '../../src/providers/list.ts';

const folder = join(home, 'src/console');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const all = files.map(({ text }) => text).join('\n');

/** What needs no place, and why. One that has a place all the same fails. */
const commandsElsewhere: Readonly<Record<string, string>> = {
  init: 'writes the first configuration, before there is a gateway',
  serve: 'is the gateway',
  forward: 'posts to a program on the machine of whoever calls it',
  backup: 'writes a file beside the store, also while no gateway runs',
  restore: 'needs a gateway that does not run',
  migrate: 'needs a gateway that does not run',
  certificate: 'makes keys, which stay on the machine that makes them',
  completion: 'is for a shell',
  help: 'is for the command line',
  contracts: 'judges and publishes files of a checkout',
  mock: 'runs mock providers, which are no part of a gateway',
  conformance: 'tests a receiver, which may be another',
};
const operationsElsewhere: Readonly<Record<string, string>> = {
  getLiveness: 'is for what starts the process again',
  getLivez: 'is another name of getLiveness',
  getHealthz: 'is another name of getLiveness',
  getReadyz: 'is another name of getReadiness',
  acknowledgeEvents: 'is for programs that pull: a person who did it would make one miss events',
};
const parametersElsewhere: Readonly<Record<string, string>> = {
  'listEvents after': 'is for programs that pull',
  'listEvents consumer': 'is for programs that pull',
  'listEvents waitSeconds': 'is for programs that pull',
  'followChanges seconds': 'ends a stream early, for scripts; a page listens until it is closed',
};

/** A provider's commands are found where a page names the provider that its data names. */
const named = (path: string) =>
  providers.some(({ name }) => path.startsWith(`${name} `)) ? path.replace(/^\S+/, '<provider>') : path;

/** Those that do something: a mere group takes no options. */
function doing(command: Command, path: string): readonly string[] {
  const shown = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
  return [
    ...(shown.length === 0 || command.options.length > 0 ? [path] : []),
    ...shown.flatMap((one) => doing(one, `${path} ${one.name()}`)),
  ];
}

test('every command stands beside what does the same in the console, or has its reason to be elsewhere', async () => {
  const text = all.replaceAll(/\$\{[\w.]*provider\}/g, '<provider>').replaceAll(/\s+/g, ' ');
  const program = await createProgram();
  const paths = program.commands.filter((one) => !one.name().startsWith('__')).flatMap((one) => doing(one, one.name()));
  assert.ok(paths.length > 60, 'the commands were found');
  const isThere = (path: string) => new RegExp(`pushdock ${named(path)}(?![\\w-])`).test(text);
  const missing = paths.filter((path) => !isThere(path));
  const topOf = (path: string) => path.split(' ')[0] ?? path;
  assert.deepEqual(
    missing.filter((path) => !(topOf(path) in commandsElsewhere)),
    [],
  );
  assert.deepEqual([...new Set(missing.map(topOf))].sort(), Object.keys(commandsElsewhere).sort(), 'exceptions');
});

type Parameter = { readonly name: string; readonly in: string };
type Operation = { readonly id: string; readonly path: string; readonly parameters: readonly Parameter[] };

function operations(): readonly Operation[] {
  const document = readBundle('gateway') as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
  };
  const resolved = (one: Parameter | { readonly $ref: string }) =>
    '$ref' in one ? document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.values(item).flatMap((one) => {
      const { operationId, parameters = [] } = one as {
        readonly operationId?: string;
        readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
      };
      return operationId === undefined
        ? []
        : [{ id: operationId, path, parameters: parameters.flatMap((parameter) => resolved(parameter) ?? []) }];
    }),
  );
}

const calls = (id: string, path: string) => (text: string) =>
  new RegExp(`\\bapi\\.${id}\\b`).test(text) || text.includes(`}${path}`);

test('every operation of the API is called by the console, or has its reason to be elsewhere', () => {
  const found = operations();
  assert.ok(found.length > 50, 'the operations were found');
  const isCalled = ({ id, path }: Operation) => calls(id, path)(all);
  assert.deepEqual(
    found.filter((one) => !isCalled(one) && !(one.id in operationsElsewhere)).map(({ id }) => id),
    [],
  );
  for (const id of Object.keys(operationsElsewhere))
    assert.ok(
      found.some((one) => one.id === id && !isCalled(one)),
      `${id}: take it out of the exceptions`,
    );
});

test('every parameter of what the console calls is named where it is called, or by a page of that', () => {
  const importsOf = ({ file, text }: (typeof files)[number]) =>
    [...text.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => relative(folder, join(folder, dirname(file), path)));
  const missing = operations().flatMap(({ id, path, parameters }) => {
    const callers = files.filter(({ text }) => calls(id, path)(text));
    const near = [
      ...callers,
      ...files.filter((one) => importsOf(one).some((path) => callers.some(({ file }) => file === path))),
    ];
    const text = near.map((one) => one.text).join('\n');
    return near.length === 0
      ? []
      : parameters
          .filter((one) => one.in === 'query' && !new RegExp(`\\b${one.name}\\b`).test(text))
          .map(({ name }) => `${id} ${name}`);
  });
  assert.deepEqual(missing.sort(), Object.keys(parametersElsewhere).sort());
});
