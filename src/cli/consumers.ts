/** `pushdock consumers`: shows who pulls events, and how far each consumer is. */
import { Command } from 'commander';
import type { Consumer } from '../../generated/gateway/models.ts';
import { wholeListCommand } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };

// What the gateway counts up to.
const WAITING_COUNTED_MAX = 10_000;

export function consumersCommand(): Command {
  return new Command('consumers')
    .description('Show who pulls events (GET /api/events?consumer=…), and how far each consumer has come.')
    .addCommand(
      wholeListCommand<Consumer>({
        description: 'List every consumer with the number of events that wait for it.',
        example: '\nExample:\n  pushdock consumers list',
        read: (operator) => answered(operator.listConsumers({})),
        none: 'No consumer has acknowledged an event yet.',
        columns: {
          CONSUMER: ({ name }) => name,
          ACKNOWLEDGED: ({ acknowledgedAt }, now) => relativeTime(acknowledgedAt, now),
          WAITING: ({ waiting }) => (waiting < WAITING_COUNTED_MAX ? waiting : `${waiting} or more`),
          OLDEST: ({ oldestWaitingAt }, now) => relativeTime(oldestWaitingAt, now),
          MISSED: ({ forgottenUntil }) =>
            forgottenUntil === undefined ? '' : `events up to ${forgottenUntil} were forgotten before it pulled them`,
        },
      }),
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

async function remove(name: string, options: Options): Promise<void> {
  const consumer = await answered(openOperatorClient(options).deleteConsumer({ path: { name } }));
  if (options.json) return printJson(consumer);
  printText(`${name} is forgotten; its cursor was ${consumer.cursor}.`);
}
