/** `pushdock nodes`: the gateways that share the store. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printTable, relativeTime } from './print.ts';

export function nodesCommand(): Command {
  return withOperator(new Command('nodes').description('Show the gateways that share the store.'))
    .addHelpText(
      'after',
      '\nExample:\n  pushdock nodes\n\nA node that has been silent for 15 seconds is gone: the others do its work again. A store on SQLite has one node.\nPUSHDOCK_NODE in the environment of pushdock serve gives a node its name; otherwise it has that of its host.',
    )
    .action(async (options: OperatorOptions & { readonly json?: boolean }) => {
      const page = await answered(openOperatorClient(options).listNodes({}));
      if (options.json) return printJson(page);
      const nowMs = systemClock.now();
      printTable(
        ['NODE', 'EPOCH', 'ROLE', 'STATE', 'STARTED', 'SEEN', 'VERSION', ''],
        page.items.map((one) => [
          one.id,
          one.epoch,
          one.role,
          one.state,
          relativeTime(one.startedAt, nowMs),
          relativeTime(one.seenAt, nowMs),
          one.version,
          one.own ? 'answers here' : undefined,
        ]),
      );
    });
}
