/** `pushdock mock`: providers that push as the real ones do, for whoever tests a gateway. */
import { Command } from 'commander';
import { downCommand } from './mock-down.ts';
import { emitCommand } from './mock-emit.ts';
import { logCommand } from './mock-log.ts';
import { recordCommand, replayCommand } from './mock-recording.ts';
import { resetCommand } from './mock-reset.ts';
import { scenarioCommand } from './mock-scenario.ts';
import { upCommand } from './mock-up.ts';

export function mockCommand(): Command {
  return new Command('mock')
    .description('Mock providers: they sign, retry, give up and fail as the real ones do.')
    .addCommand(upCommand())
    .addCommand(downCommand())
    .addCommand(emitCommand())
    .addCommand(logCommand())
    .addCommand(recordCommand())
    .addCommand(replayCommand())
    .addCommand(resetCommand())
    .addCommand(scenarioCommand());
}
