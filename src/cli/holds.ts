/** `pushdock messages hold`, `release`, `held`: legal holds, which keep a message whatever its age. */
import { Command } from 'commander';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import { idCell, idHelp } from './ids.ts';
import { listCommand, type QueryOf } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };

export function holdCommand(): Command {
  return withOperator(
    new Command('hold')
      .description('Put a message under legal hold: keep it with its bytes and events, whatever its age.')
      .argument('<id>', idHelp)
      .requiredOption('--reason <text>', 'why, for the next person who looks'),
  )
    .addHelpText('after', '\nExample:\n  pushdock messages hold 5d2c8e6a1b37 --reason "case 17"')
    .action(hold);
}

export function releaseCommand(): Command {
  return withOperator(
    new Command('release')
      .description('End a legal hold, so that the message is forgotten at its age.')
      .argument('<id>', idHelp),
  )
    .addHelpText('after', '\nExample:\n  pushdock messages release 5d2c8e6a1b37')
    .action(release);
}

export function heldCommand(): Command {
  return listCommand<MessageSummary, QueryOf<'listHeldMessages'>>({
    name: 'held',
    description: 'List messages under legal hold, newest first.',
    example: '\nExample:\n  pushdock messages held',
    filters: {},
    read: (operator, query) => answered(operator.listHeldMessages({ query })),
    none: 'No message is under legal hold.',
    columns: {
      MESSAGE: ({ id }) => idCell(id),
      RECEIVED: ({ receivedAt }, now) => relativeTime(receivedAt, now),
      PROVIDER: ({ provider }) => provider,
      SOURCE: ({ source }) => source,
      STATE: ({ state }) => state,
      REASON: ({ legalHold }) => legalHold,
    },
  });
}

async function hold(id: string, { reason, ...options }: Options & { reason: string }): Promise<void> {
  const message = await answered(openOperatorClient(options).holdMessage({ path: { id }, query: { reason } }));
  if (options.json) return printJson(message);
  printText(`${message.id} is under legal hold. To end it: pushdock messages release ${message.id}`);
}

async function release(id: string, options: Options): Promise<void> {
  const message = await answered(openOperatorClient(options).releaseMessage({ path: { id } }));
  if (options.json) return printJson(message);
  printText(`${message.id} is not under legal hold any more.`);
}
