/** `pushdock mock reset`: the mocks forget everything. */
import { Command } from 'commander';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printJson, printText } from './print.ts';

export function resetCommand(): Command {
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
