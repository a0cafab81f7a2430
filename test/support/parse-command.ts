/** Whether the real command line takes some words: every command, option and value is looked at, and nothing is carried out. */
import { Command } from 'commander';

// Before the commands are made: what they would do is replaced by nothing, so that only commander's and their own parsing is left.
const { action } = Command.prototype;
Command.prototype.action = function (this: Command) {
  return action.call(this, () => {});
};
const { run } = await import('../../src/cli/program.ts');

/** What it complains of; nothing when it takes them. */
export async function complaintAbout(words: readonly string[]): Promise<string | undefined> {
  const said: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array): boolean => {
    said.push(String(text));
    return true;
  };
  try {
    return (await run(words)) === 0 ? undefined : (said.join('').split('\n')[0] ?? 'refused');
  } finally {
    process.stderr.write = write;
  }
}
