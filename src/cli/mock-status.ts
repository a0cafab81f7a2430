/** `pushdock mock status`: how each mock provider stands, and what its clock says. */
import { Command } from 'commander';
import type { MockStatus } from '../../generated/mock/models.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { printJson, printTable, printText } from './print.ts';

export function statusCommand(): Command {
  return withControl(
    new Command('status').description(
      'Show how each mock provider stands, what a person there could do, and what the clock of the mocks says.',
    ),
  )
    .addHelpText('after', '\nExample:\n  pushdock mock status')
    .action(status);
}

async function status(options: ControlOptions & { readonly json?: boolean }): Promise<void> {
  const { now, timeScale, waiting, nextAttemptAt, providers, ...rest } = await controlled(
    controlOf(options).getMock({}),
  );
  if (options.json) return printJson({ now, timeScale, waiting, nextAttemptAt, providers, ...rest });
  const pace =
    timeScale === 0 ? 'stands still' : timeScale === 1 ? 'runs in real time' : `runs ${timeScale} times as fast`;
  const next = nextAttemptAt === undefined ? '' : `, the next at ${nextAttemptAt}`;
  printText(`The clock ${pace}: ${now}. Attempts that wait: ${waiting}${next}.\n`);
  printTable(
    ['PROVIDER', 'STATE', 'AFTER ITS LAST ATTEMPT', 'RECEIVER', 'ACTIONS'],
    providers.map(({ name, summary, downUntil, actions, ...one }) => [
      name,
      summary ?? 'running',
      endOf(one),
      downUntil === undefined ? 'up' : `down until ${downUntil}`,
      actions.join(', '),
    ]),
  );
}

function endOf({ attemptsMax, givingUp }: Pick<MockStatus['providers'][number], 'attemptsMax' | 'givingUp'>): string {
  if (attemptsMax === undefined) return 'it tries without end';
  return `${attemptsMax}: ${givingUp ?? 'it gives up'}`;
}
