/** `pushdock appdirect`: the business results that AppDirect was promised for later, and giving them by hand. */
import { Command } from 'commander';
import type { BusinessResult, OwedResult } from '../../../generated/gateway/models.ts';
import { CommandFailed } from '../../cli/failure.ts';
import { bySource } from '../../cli/filters.ts';
import { idCell, idHelp } from '../../cli/ids.ts';
import { listCommand, type QueryOf } from '../../cli/list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from '../../cli/operator.ts';
import { printFields, printJson, printText, relativeTime } from '../../cli/print.ts';

type Options = OperatorOptions & { readonly json?: boolean };
type CompleteOptions = Options & {
  readonly success?: boolean;
  readonly account?: string;
  readonly user?: string;
  readonly error?: string;
  readonly message?: string;
};

export function appdirectCommand(): Command {
  return new Command('appdirect')
    .description('Show and give the results that AppDirect waits for.')
    .addCommand(
      listCommand<OwedResult, QueryOf<'listOwedResults'>>({
        name: 'pending',
        description: 'List the events that still need a result, newest first.',
        example: '\nExample:\n  pushdock appdirect pending --source market',
        filters: { source: bySource('events') },
        read: (operator, query) => answered(operator.listOwedResults({ query })),
        none: 'No event needs a result.',
        columns: {
          MESSAGE: ({ message }) => idCell(message),
          SOURCE: ({ source }) => source,
          ASKED: ({ receivedAt }, now) => relativeTime(receivedAt, now),
          TYPE: ({ question }) => textOf(question?.type),
          'EVENT TOKEN': tokenOf,
          WHY: ({ reason }) => reason,
        },
      }),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('Show the result of one event, and whether the event still needs one.')
          .argument('<message>', `the message: ${idHelp}`),
      )
        .addHelpText(
          'after',
          '\nExample:\n  pushdock appdirect show 5d2c8e6a1b37\n\nAdd --json to print the whole event.',
        )
        .action(show),
    )
    .addCommand(
      withOperator(
        new Command('complete')
          .description('Give the result of one event. The gateway posts it to the marketplace.')
          .argument('<message>', `the message: ${idHelp}`),
      )
        .option('--success', 'the event succeeded')
        .option('--account <identifier>', 'identifier of the account; a successful order needs one')
        .option('--user <identifier>', 'identifier of the user')
        .option('--error <code>', 'the event failed, with a code such as ACCOUNT_NOT_FOUND')
        .option('--message <text>', 'a sentence that people at the marketplace read')
        .addHelpText(
          'after',
          '\nExample:\n  pushdock appdirect complete 5d2c8e6a1b37 --success --account ACC-1001\n  pushdock appdirect complete 5d2c8e6a1b37 --error ACCOUNT_NOT_FOUND --message "No such account."\n\nThe first result is kept. A second one changes nothing, and the command says so.',
        )
        .action(complete),
    );
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
    throw new CommandFailed('usage', 'give either --success or --error <code>');
  const body: BusinessResult = {
    success: success === true,
    ...(account !== undefined && { accountIdentifier: account }),
    ...(user !== undefined && { userIdentifier: user }),
    ...(error !== undefined && { errorCode: error }),
    ...(message !== undefined && { message }),
  };
  const done = await answered(openOperatorClient(options).completeResult({ path: { id }, body }));
  if (options.json) return printJson(done);
  if (done.outcome === 'completed')
    return printText('The result is stored. The gateway now posts it to the marketplace.');
  printText('The event already has a result, which is kept:');
  printFields(resultFields(done.result));
}

function resultFields(result: BusinessResult | undefined): (readonly [string, string | undefined])[] {
  if (result === undefined) return [];
  return [
    ['Success', String(result.success)],
    ['Account', result.accountIdentifier],
    ['User', result.userIdentifier],
    ['Error', result.errorCode],
    ['Message', result.message],
  ];
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function tokenOf({ question }: Pick<OwedResult, 'question'>): string | undefined {
  const data: unknown = question?.data;
  return typeof data === 'object' && data !== null && 'eventToken' in data ? textOf(data.eventToken) : undefined;
}
