#!/usr/bin/env node
/** The command line. One file per command; each is a client of the operator API but for those that start or check a gateway. */
import { Command, CommanderError } from 'commander';
import { appdirectCommand } from './appdirect.ts';
import { certificateCommand } from './certificate.ts';
import { consumersCommand } from './consumers.ts';
import { contractsCommand } from './contracts.ts';
import { deadLettersCommand, deliveriesCommand } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import { eventsCommand } from './events.ts';
import { CommandFailed, exitCodes } from './failure.ts';
import { forwardCommand } from './forward.ts';
import { messagesCommand } from './messages.ts';
import { mockCommand } from './mock.ts';
import { oneshoppingcartCommand } from './oneshoppingcart.ts';
import { hearOutputFail } from './output.ts';
import { pruneCommand } from './prune.ts';
import { refusedCommand } from './refused.ts';
import { reloadCommand } from './reload.ts';
import { replayCommand } from './replay.ts';
import { serveCommand } from './serve.ts';
import { sinksCommand } from './sinks.ts';
import { sourcesCommand } from './sources.ts';
import { tailCommand } from './tail.ts';
import { version } from './version.ts';
import { zettleCommand } from './zettle/zettle.ts';

hearOutputFail();

const program = new Command('pushdock')
  .description('A contract-first gateway for inbound pushes.')
  .version(version())
  // So that options after `replay list` are those of `list`.
  .enablePositionalOptions()
  .showHelpAfterError('(pushdock --help shows what there is)')
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
  .addCommand(appdirectCommand())
  .addCommand(oneshoppingcartCommand())
  .addCommand(zettleCommand())
  .addCommand(driftCommand())
  .addCommand(refusedCommand())
  .addCommand(pruneCommand())
  .addCommand(reloadCommand())
  .addCommand(certificateCommand())
  .addCommand(contractsCommand())
  .addCommand(doctorCommand())
  .addCommand(mockCommand())
  .addHelpText(
    'after',
    `\nExit codes: ${Object.entries(exitCodes)
      .map(([name, code]) => `${code} ${name}`)
      .join(', ')}.`,
  );

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
for (const command of all(program)) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandFailed) {
    process.stderr.write(`pushdock: ${error.message}\n`);
    process.exitCode = exitCodes[error.kind];
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage; // Commander has printed what is wrong.
  } else throw error;
}
