/** `pushdock mock`: providers that push as the real ones do, to test a gateway with. */
import { Command } from 'commander';
import { whoHolds } from '../simulate/control/client.ts';
import { CommandFailed } from './failure.ts';
import { actCommand, outageCommand } from './mock-act.ts';
import { clockCommand } from './mock-clock.ts';
import { type ControlOptions, controlled, controlOf, haveEnded, withControl } from './mock-control.ts';
import { emitCommand } from './mock-emit.ts';
import { explainCommand } from './mock-explain.ts';
import { listCommand } from './mock-list.ts';
import { logCommand } from './mock-log.ts';
import { recordCommand, replayCommand } from './mock-recording.ts';
import { scenarioCommand } from './mock-scenario.ts';
import { showCommand } from './mock-show.ts';
import { statusCommand } from './mock-status.ts';
import { upCommand } from './mock-up.ts';
import { printJson, printText } from './print.ts';

export function mockCommand(): Command {
  return new Command('mock')
    .description('Mock providers: they sign, retry, give up and fail as the real ones do.')
    .addCommand(upCommand())
    .addCommand(downCommand())
    .addCommand(listCommand())
    .addCommand(statusCommand())
    .addCommand(emitCommand())
    .addCommand(explainCommand())
    .addCommand(logCommand())
    .addCommand(showCommand())
    .addCommand(clockCommand())
    .addCommand(outageCommand())
    .addCommand(actCommand())
    .addCommand(recordCommand())
    .addCommand(replayCommand())
    .addCommand(resetCommand())
    .addCommand(scenarioCommand());
}

function downCommand(): Command {
  return withControl(new Command('down').description('End the mocks that `pushdock mock up` started.'))
    .addHelpText(
      'after',
      '\nExample:\n  pushdock mock up --wait && pushdock mock emit paazl shipment-status && pushdock mock down',
    )
    .action(down);
}

/** Returns when their ports are free, so that the next start finds them so. */
async function down(options: ControlOptions & { readonly json?: boolean }): Promise<void> {
  const control = controlOf(options);
  // Who is slow to answer is asked once more: told to end, the mocks of a gateway would.
  const status = (await whoHolds(control)) ?? (await controlled(control.getMock({})));
  if (status.besideGateway)
    throw new CommandFailed(
      'failed',
      `the mocks at ${control.baseUrl} belong to a gateway in development (process ${status.pid}) and end with it`,
    );
  const said = await controlled(control.stop({}));
  if (!(await haveEnded(control, status)))
    throw new CommandFailed('failed', `the mocks at ${control.baseUrl} were told to end, and still answer after 10 s`);
  if (options.json) return printJson(said);
  printText('The mocks have ended.');
}

function resetCommand(): Command {
  return withControl(
    new Command('reset').description(
      'Forget what was sent, what waits, the faults and the state of every mock provider.',
    ),
  )
    .addHelpText('after', '\nExample:\n  pushdock mock reset')
    .action(reset);
}

async function reset(options: ControlOptions & { readonly json?: boolean }): Promise<void> {
  const said = await controlled(controlOf(options).reset({}));
  if (options.json) return printJson(said);
  printText(said.done);
}
