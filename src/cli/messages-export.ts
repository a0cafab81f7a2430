/** `pushdock messages export`: a session of the gateway as lines of JSON, without personal data. `mock scenario from` makes scenarios of it. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { Command } from 'commander';
import { ofMessages, queryOf, since, until, withFilters } from './filters.ts';
import { gather, type QueryOf } from './list-command.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printText } from './print.ts';

const filters = { ...ofMessages, receivedFrom: since(), receivedTo: until() };

type Options = OperatorOptions & { readonly json?: boolean; readonly limit: number };

export const exportCommand = (): Command =>
  withFilters(
    withOperator(
      new Command('export')
        .description(
          'Write messages to a file as lines of JSON, oldest first, with personal data masked by the gateway.',
        )
        .argument('<file>', 'the file to write (NDJSON)'),
    ),
    filters,
  )
    .option('--limit <n>', 'write at most this many, the newest ones', wholeNumber, 200)
    .addHelpText(
      'after',
      '\nExample:\n  pushdock messages export session.ndjson --source shipping --since 2h && pushdock mock scenario from session.ndjson',
    )
    .action(exportMessages);

async function exportMessages(file: string, options: Options): Promise<void> {
  const operator = openOperatorClient(options);
  const { limit } = options;
  const { items } = await gather({ limit }, (slice) =>
    answered(
      operator.listMessages({
        query: { ...queryOf<QueryOf<'listMessages'>>(filters, options), ...slice, masked: true },
      }),
    ),
  );
  // Nobody reads half a session.
  const written = `${file}.${process.pid}.part`;
  const descriptor = openSync(written, 'w', 0o600);
  try {
    for (const { id } of items.toReversed()) writeSync(descriptor, `${JSON.stringify(await lineOf(operator, id))}\n`);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  renameSync(written, file);
  if (options.json) return printJson({ file, messages: items.length });
  printText(
    `${items.length} ${items.length === 1 ? 'message is' : 'messages are'} in ${file}, with personal data masked.`,
  );
}

/** The message, and what the business said of it, where the provider asks for that. */
async function lineOf(operator: Operator, id: string): Promise<object> {
  const message = await answered(operator.getMessage({ path: { id }, query: { masked: true } }));
  const result = await operator.getResult({ path: { id }, query: { masked: true } });
  return result.status === 200 && result.body.result !== undefined
    ? { ...message, result: result.body.result }
    : message;
}
