/** The list of commands, and that a command line loads only what it names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
