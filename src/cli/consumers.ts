/** `pushdock consumers`: who pulls events, and how far they are. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printTable, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };

// What the gateway counts up to.
const WAITING_COUNTED_MAX = 10_000;

export function consumersCommand(): Command {
  return new Command('consumers')
    .description('Show who pulls events (GET /api/events?consumer=…), and how far each consumer has come.')
    .addCommand(
      withOperator(new Command('list').description('List every consumer with the number of events that wait for it.'))
        .addHelpText('after', '\nExample:\n  pushdock consumers list')
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('delete')
          .description(
            'Forget a consumer and its place. If it pulls again, it begins at the oldest event that is kept.',
          )
          .argument('<name>', 'name of the consumer'),
      )
        .addHelpText('after', '\nExample:\n  pushdock consumers delete billing')
        .action(remove),
    );
}

async function list(options: Options): Promise<void> {
  const { items } = await answered(openOperatorClient(options).listConsumers({}));
  if (options.json) return printJson(items);
  if (items.length === 0) return printText('No consumer has acknowledged an event yet.');
  const now = systemClock.now();
  printTable(
    ['CONSUMER', 'ACKNOWLEDGED', 'WAITING', 'OLDEST', 'MISSED'],
    items.map(({ name, acknowledgedAt, waiting, oldestWaitingAt, forgottenUntil }) => [
      name,
      relativeTime(acknowledgedAt, now),
      waiting < WAITING_COUNTED_MAX ? waiting : `${waiting} or more`,
      relativeTime(oldestWaitingAt, now),
      forgottenUntil === undefined ? '' : `events up to ${forgottenUntil} were forgotten before it pulled them`,
    ]),
  );
}

async function remove(name: string, options: Options): Promise<void> {
  const consumer = await answered(openOperatorClient(options).deleteConsumer({ path: { name } }));
  if (options.json) return printJson(consumer);
  printText(`${name} is forgotten; its cursor was ${consumer.cursor}.`);
}
