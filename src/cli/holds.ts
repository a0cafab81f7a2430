/** `pushdock messages hold`, `release`, `held`: what stays whatever its age. */
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { idCell, idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printTable, printText, relativeTime } from './print.ts';

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
  return withOperator(new Command('held').description('List messages under legal hold, newest first.'))
    .option('--limit <n>', 'list at most this many', wholeNumber, 20)
    .option('--cursor <text>', 'continue after the page that printed it')
    .addHelpText('after', '\nExample:\n  pushdock messages held')
    .action(held);
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

async function held({ limit, cursor, ...options }: Options & { limit: number; cursor?: string }): Promise<void> {
  const query = { limit, ...(cursor !== undefined && { cursor }) };
  const page = await answered(openOperatorClient(options).listHeldMessages({ query }));
  if (options.json) return printJson(page);
  if (page.items.length === 0) return printText('No message is under legal hold.');
  const now = systemClock.now();
  printTable(
    ['MESSAGE', 'RECEIVED', 'PROVIDER', 'SOURCE', 'STATE', 'REASON'],
    page.items.map((one) => [
      idCell(one.id),
      relativeTime(one.receivedAt, now),
      one.provider,
      one.source,
      one.state,
      one.legalHold,
    ]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}
