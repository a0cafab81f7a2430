/** `pushdock alerts`: who is told of conditions, and a test of it. */
import { Command } from 'commander';
import type { AlertTargetStanding } from '../../generated/gateway/models.ts';
import { wholeListCommand } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText, relativeTime } from './print.ts';

export function alertsCommand(): Command {
  return new Command('alerts')
    .description('Show who is told of conditions, and test it.')
    .addHelpText('after', '\nThe guide spec/guides/conditions.md says what each condition means and how urgent it is.')
    .addCommand(
      wholeListCommand<AlertTargetStanding>({
        description: 'List the targets of alerts, what waits for each, and why it takes nothing.',
        example: '\nExample:\n  pushdock alerts list',
        read: (operator) => answered(operator.listAlertTargets({})),
        none: 'The configuration names nobody: add targets under alerts.',
        columns: {
          TARGET: ({ name }) => name,
          TYPE: ({ type }) => type,
          OPEN: ({ open }) => open,
          WAITING: ({ waiting }) => waiting,
          'LAST SENT': ({ lastSentAt }, now) => relativeTime(lastSentAt, now),
          FAULT: ({ fault }) => fault,
        },
      }),
    )
    .addCommand(
      withOperator(
        new Command('test')
          .description('Send a test to a target, now and once.')
          .argument('<target>', 'name of the target'),
      )
        .addHelpText('after', '\nExample:\n  pushdock alerts test on-call')
        .action(test),
    );
}

async function test(name: string, options: OperatorOptions & { readonly json?: boolean }): Promise<void> {
  const tested = await answered(openOperatorClient(options).testAlertTarget({ path: { name } }));
  if (options.json) printJson(tested);
  else printText(`${name} has taken the test.`);
}
