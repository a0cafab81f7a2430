/** `pushdock refused`: what was turned away, for the question "why does nothing arrive?". */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printTable, printText, relativeTime } from './print.ts';

export function refusedCommand(): Command {
  return new Command('refused')
    .description('Show requests that were refused.')
    .addCommand(
      withOperator(
        new Command('list').description(
          'List the requests refused since the start, latest first, by address, path and reason.',
        ),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock refused list\n\nThe gateway keeps no query and no header of these requests. A part of a path that may be a key is shown as ***.\nAn address that was told to wait (429) has a line with the path *.',
        )
        .action(list),
    );
}

async function list(options: OperatorOptions & { json?: boolean }): Promise<void> {
  const { items } = await answered(openOperatorClient(options).listRefused({}));
  if (options.json) return printJson(items);
  if (items.length === 0) return printText('The gateway has refused no request since it started.');
  const now = systemClock.now();
  printTable(
    ['LAST', 'COUNT', 'LIMITED', 'REASON', 'FROM', 'REQUEST', 'NOTE'],
    items.map((one) => [
      relativeTime(one.lastSeenAt, now),
      one.count,
      one.limited,
      one.code,
      one.address,
      `${one.method} ${one.path}`,
      one.nearest === undefined ? one.detail : `did you mean ${one.nearest}?`,
    ]),
  );
}
