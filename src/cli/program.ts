/** The command line: one file per command. Each asks the operator API but for those that start or check a gateway, and those of the mocks. */

import { Command, CommanderError } from 'commander';
import { didYouMean } from '../config/did-you-mean.ts';
import { providers } from '../providers/list.ts';
import { packageVersion } from '../running/package-version.ts';
import { alertsCommand } from './alerts.ts';
import { auditCommand } from './audit.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { certificateCommand } from './certificate.ts';
import { conformanceCommand } from './conformance.ts';
import { consumersCommand } from './consumers.ts';
import { contractsCommand } from './contracts.ts';
import { deadLettersCommand, deliveriesCommand } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import { eventsCommand } from './events.ts';
import { asFailure, CommandFailed, exitCodes } from './failure.ts';
import { forwardCommand } from './forward.ts';
import { healthCommand } from './health.ts';
import { initCommand } from './init/init.ts';
import { messagesCommand } from './messages.ts';
import { migrateCommand } from './migrate.ts';
import { mockCommand } from './mock.ts';
import { nodesCommand } from './nodes.ts';
import { printAside } from './print.ts';
import { pruneCommand } from './prune.ts';
import { refusedCommand } from './refused.ts';
import { reloadCommand } from './reload.ts';
import { replayCommand } from './replay.ts';
import { serveCommand } from './serve.ts';
import { sinksCommand } from './sinks.ts';
import { sourcesCommand } from './sources.ts';
import { tailCommand } from './tail.ts';
import { visibleLines } from './visible.ts';

/** Every command. Made once for each command line: commander keeps what it parsed. */
export async function createProgram(): Promise<Command> {
  const own = await Promise.all(
    providers.map(async ({ commands }) => (commands === undefined ? [] : [await commands()])),
  );
  const program = new Command('pushdock')
    .description('A contract-first gateway for inbound pushes.')
    .version(packageVersion())
    // So that options after `replay list` are those of `list`.
    .enablePositionalOptions()
    .showHelpAfterError('(run pushdock --help for a list of commands)')
    .addCommand(initCommand())
    .addCommand(serveCommand())
    .addCommand(tailCommand())
    .addCommand(messagesCommand())
    .addCommand(eventsCommand())
    .addCommand(forwardCommand())
    .addCommand(consumersCommand())
    .addCommand(deliveriesCommand())
    .addCommand(deadLettersCommand())
    .addCommand(replayCommand())
    .addCommand(sinksCommand())
    .addCommand(sourcesCommand())
    .addCommand(healthCommand())
    .addCommand(alertsCommand())
    .addCommand(driftCommand())
    .addCommand(nodesCommand())
    .addCommand(refusedCommand())
    .addCommand(auditCommand())
    .addCommand(pruneCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(migrateCommand())
    .addCommand(reloadCommand())
    .addCommand(certificateCommand())
    .addCommand(contractsCommand())
    .addCommand(doctorCommand())
    .addCommand(mockCommand())
    .addCommand(conformanceCommand())
    .addHelpText(
      'after',
      `\nExit codes: ${Object.entries(exitCodes)
        .map(([name, code]) => `${code} ${name}`)
        .join(', ')}.`,
    )
    .helpCommand(false);
  for (const command of own.flat()) program.addCommand(command);
  program.addCommand(helpCommand(program));

  const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(program)) {
    command.exitOverride();
    // It quotes what it does not understand, and a command line may have been copied from anywhere.
    command.configureOutput({ outputError: (text, write) => write(visibleLines(text)) });
  }

  return program;
}

/** Runs one command line (what comes after the program's name) to its end, and says its exit code. A bug is thrown. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await (await createProgram()).parseAsync(args, { from: 'user' });
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
