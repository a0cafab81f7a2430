/** The list of commands, and that a command line loads only what it names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Command, InvalidArgumentError } from 'commander';
import { commands } from '../../src/cli/commands.ts';
import { createProgram } from '../../src/cli/program.ts';

test('the help begins with first steps and shows every command once, under a heading and in one line', async () => {
  let text = '';
  const program = await createProgram(['--help']);
  program.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  program.outputHelp();
  assert.match(text, /^Usage: pushdock .*\n\nPushdock takes [\s\S]*?\n\nFirst steps:\n {2}pushdock init /);
  for (const { name, group, summary, hidden } of commands) {
    if (hidden) continue;
    const under = text.slice(text.indexOf(`\n${group}\n`));
    assert.match(under, new RegExp(`\\n  ${name} .*${summary.slice(0, 20)}`));
  }
  assert.deepEqual(
    text.split('\n').filter((line) => line.length > 100),
    [],
  );
  assert.equal(text.match(/^ {2}tail /gm)?.length, 1);
});

test('a command line loads only the command that it names', async () => {
  const optionsOf = async (args: readonly string[]) => {
    const program = await createProgram(args);
    return program.commands.flatMap((one) => (one.options.length + one.commands.length > 0 ? [one.name()] : []));
  };
  assert.deepEqual(await optionsOf(['--help']), []);
  assert.deepEqual(await optionsOf(['messages', 'list', '--json']), ['messages']);
  assert.deepEqual(await optionsOf(['help', 'zettle']), ['zettle']);
});

test('every option that takes a number refuses what is none, before anybody is asked', async () => {
  const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
  const counted = all(await createProgram()).flatMap((command) =>
    command.options
      .filter(({ flags }) => /<(n|ms|days|port)>/.test(flags))
      .map(({ flags, parseArg }) => ({ what: `${command.parent?.name()} ${command.name()} ${flags}`, parseArg })),
  );
  assert.ok(counted.length >= 12, `${counted.length}`);
  for (const { what, parseArg } of counted)
    for (const text of ['abc', '', '-1', '1e99'])
      assert.throws(() => parseArg?.(text, undefined), InvalidArgumentError, `${what} takes ${JSON.stringify(text)}`);
});
