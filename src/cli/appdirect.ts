/** `pushdock appdirect`: the business results that AppDirect was promised for later, and giving them by hand. */
import { Command } from 'commander';
import type { BusinessResult, OwedResult } from '../../generated/gateway/models.ts';
import { systemClock } from '../clock.ts';
import { CommandFailed } from './failure.ts';
import { idCell, idHelp } from './ids.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';

type Options = OperatorOptions & { readonly json?: boolean };
type PendingOptions = Options & { readonly source?: string; readonly limit: number; readonly cursor?: string };
type CompleteOptions = Options & {
  readonly success?: boolean;
  readonly account?: string;
  readonly user?: string;
  readonly error?: string;
  readonly message?: string;
};

export function appdirectCommand(): Command {
  return new Command('appdirect')
    .description('Results that AppDirect waits for.')
    .addCommand(
      withOperator(new Command('pending').description('Events whose result is owed, newest first.'))
        .option('--source <name>', 'of this source')
        .option('--limit <n>', 'how many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText('after', '\nExample:\n  pushdock appdirect pending --source market')
        .action(pending),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('The result of one event, and whether it is still owed.')
          .argument('<message>', `the message: ${idHelp}`),
      )
        .addHelpText('after', '\nExample:\n  pushdock appdirect show 5d2c8e6a1b37\n\n--json prints the whole question.')
        .action(show),
    )
    .addCommand(
      withOperator(
        new Command('complete')
          .description('Give the result of one event; it is posted to the marketplace.')
          .argument('<message>', `the message: ${idHelp}`),
      )
        .option('--success', 'it was done')
        .option('--account <identifier>', 'the account; an order that succeeds needs one')
        .option('--user <identifier>', 'the user')
        .option('--error <code>', 'it was not done: a code such as ACCOUNT_NOT_FOUND')
        .option('--message <text>', 'a sentence for people at the marketplace')
        .addHelpText(
          'after',
          '\nExample:\n  pushdock appdirect complete 5d2c8e6a1b37 --success --account ACC-1001\n  pushdock appdirect complete 5d2c8e6a1b37 --error ACCOUNT_NOT_FOUND --message "No such account."\n\nThe first result stays; completing again changes nothing and says so.',
        )
        .action(complete),
    );
}

async function pending({ source, limit, cursor, ...options }: PendingOptions): Promise<void> {
  const query = { limit, ...(source !== undefined && { source }), ...(cursor !== undefined && { cursor }) };
  const page = await answered(openOperatorClient(options).listOwedResults({ query }));
  if (options.json) return printJson(page);
  if (page.items.length === 0) return printText('No result is owed.');
  const now = systemClock.now();
  printTable(
    ['MESSAGE', 'SOURCE', 'ASKED', 'TYPE', 'EVENT TOKEN', 'WHY'],
    page.items.map((one) => [
      idCell(one.message),
      one.source,
      relativeTime(one.receivedAt, now),
      textOf(one.question?.type),
      tokenOf(one),
      one.reason,
    ]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

async function show(id: string, options: Options): Promise<void> {
  const found = await answered(openOperatorClient(options).getResult({ path: { id } }));
  if (options.json) return printJson(found);
  printFields([
    ['Message', found.message],
    ['Source', found.source],
    ['State', found.state],
    ['Type', textOf(found.question?.type)],
    ['Event token', tokenOf(found)],
    ...resultFields(found.result),
  ]);
}

async function complete(id: string, options: CompleteOptions): Promise<void> {
  const { success, account, user, error, message } = options;
  if ((success === true) === (error !== undefined))
    throw new CommandFailed('usage', 'say either --success or --error <code>');
  const body: BusinessResult = {
    success: success === true,
    ...(account !== undefined && { accountIdentifier: account }),
    ...(user !== undefined && { userIdentifier: user }),
    ...(error !== undefined && { errorCode: error }),
    ...(message !== undefined && { message }),
  };
  const done = await answered(openOperatorClient(options).completeResult({ path: { id }, body }));
  if (options.json) return printJson(done);
  if (done.outcome === 'completed') return printText(`Completed; the result goes to the marketplace.`);
  printText('It had a result already, which stays:');
  printFields(resultFields(done.result));
}

function resultFields(result: BusinessResult | undefined): (readonly [string, string | undefined])[] {
  if (result === undefined) return [];
  return [
    ['Success', String(result.success)],
    ['Account', result.accountIdentifier],
    ['User', result.userIdentifier],
    ['Error', result.errorCode],
    ['Says', result.message],
  ];
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function tokenOf({ question }: Pick<OwedResult, 'question'>): string | undefined {
  const data: unknown = question?.data;
  return typeof data === 'object' && data !== null && 'eventToken' in data ? textOf(data.eventToken) : undefined;
}
