/** The command line: one file per command. Each asks the operator API but for those that start or check a gateway, and those of the mocks. */

import { Command, CommanderError } from 'commander';
import { didYouMean } from '../config/did-you-mean.ts';
import { packageVersion } from '../running/package-version.ts';
import { visibleLines } from '../running/visible.ts';
import { commands } from './commands.ts';
import { asFailure, CommandFailed, exitCodes } from './failure.ts';
import { writePaged } from './pager.ts';
import { printAside } from './print.ts';

/**
 * The program for one command line. Each command line needs a new one, because commander keeps what it parsed. `args` is what comes after the program's name.
 * Only the command that `args` names is loaded; help lists the others by name and summary. Without `args` all commands are loaded.
 */
export async function createProgram(args?: readonly string[]): Promise<Command> {
  const program = new Command('pushdock')
    .description(firstSteps)
    .version(packageVersion())
    // So that options after `replay list` are those of `list`.
    .enablePositionalOptions()
    .showHelpAfterError('(run pushdock --help for a list of commands)')
    .addHelpText(
      'after',
      `\nExit codes: ${Object.entries(exitCodes)
        .map(([name, code]) => `${code} ${name}`)
        .join(', ')}.\nThe guides are at /contracts/ of a running gateway, and in the package's folder spec/guides.`,
    )
    .helpCommand(false);
  const wanted = args && wantedIn(args);
  for (const { name, group, summary, load, hidden = false } of commands) {
    const command = args === undefined || name === wanted ? await load() : new Command(name);
    program.addCommand(command.summary(summary).helpGroup(group), { hidden });
  }
  program.addCommand(helpCommand(program).helpGroup('Start here:'));

  const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(program)) {
    command.exitOverride();
    // It quotes what it does not understand, and a command line may have been copied from anywhere.
    command.configureOutput({ writeOut: writePaged, outputError: (text, write) => write(visibleLines(text)) });
  }

  return program;
}

const firstSteps = `Pushdock takes the pushes of providers, stores each before it answers, and hands it on as an event.

First steps:
  pushdock init                       write a first configuration
  pushdock serve                      run it
  pushdock tail                       see what arrives, in another terminal`;

/** The command of a command line: the first word that is not an option, or the one after `help`. */
function wantedIn(args: readonly string[]): string | undefined {
  const words = args.filter((word) => !word.startsWith('-'));
  return words[0] === 'help' ? words[1] : words[0];
}

/** Runs one command line (what comes after the program's name) to its end, and says its exit code. A bug is thrown. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await (await createProgram(args)).parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    const failed = asFailure(error);
    if (failed !== undefined) {
      printAside(`pushdock: ${failed.message}`);
      return exitCodes[failed.kind];
    } else if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : exitCodes.usage; // Commander has printed what is wrong.
    } else throw error;
  }
}

/** `pushdock help <command...>`, at any depth; commander's own goes one level down. `root`: the program, once it has its commands. */
function helpCommand(root: Command): Command {
  return new Command('help')
    .description('Show the help of a command.')
    .summary('Show the help of a command')
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
