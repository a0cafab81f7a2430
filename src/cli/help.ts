/** `pushdock help <command...>`: the help of any command, however deep it lies; commander's own goes one level down. */
import { Command } from 'commander';
import { didYouMean } from '../config/did-you-mean.ts';
import { CommandFailed } from './failure.ts';

/** `root`: the program, once it has its commands. */
export function helpCommand(root: Command): Command {
  return new Command('help')
    .description('Show the help of a command.')
    .argument('[command...]', 'the command, such as: messages list')
    .addHelpText('after', '\nExample:\n  pushdock help messages list')
    .action((names: readonly string[]) => named(root, names).outputHelp());
}

function named(root: Command, names: readonly string[]): Command {
  let found = root;
  for (const [index, name] of names.entries()) {
    const next = found.commands.find((one) => one.name() === name || one.aliases().includes(name));
    if (next === undefined) {
      const near = didYouMean(
        name,
        found.commands.map((one) => one.name()),
      );
      const before = ['pushdock', ...names.slice(0, index)].join(' ');
      throw new CommandFailed(
        'usage',
        `${before} has no command ${name}${near === undefined ? '' : `; did you mean ${near}?`}; run ${before} --help for a list`,
      );
    }
    found = next;
  }
  return found;
}
