/** `pushdock messages`: what arrived, and what became of it. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Message, MessageSummary } from '../../generated/gateway/models.ts';
import { systemClock } from '../clock.ts';
import { answered, type Operator, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printFields, printJson, printTable, printText, relativeTime } from './print.ts';

type ListOptions = OperatorOptions & {
  readonly json?: boolean;
  readonly limit: number;
  readonly cursor?: string;
  readonly provider?: string;
  readonly source?: string;
  readonly state?: MessageSummary['state'];
  readonly verdict?: MessageSummary['verdict'];
};

export function messagesCommand(): Command {
  return new Command('messages')
    .description('What arrived, and what became of it.')
    .addCommand(
      withFilters(withOperator(new Command('list').description('Messages, newest first.')))
        .option('--limit <n>', 'how many', wholeNumber, 20)
        .option('--cursor <text>', 'continue after the page that printed it')
        .addHelpText(
          'after',
          '\nExamples:\n  pushdock messages list --state quarantined\n  pushdock messages list --source shipping --json | jq .items[].id',
        )
        .action(list),
    )
    .addCommand(
      withOperator(
        new Command('show')
          .description('One message with everything known of it.')
          .argument('<id>', 'its id, or eight or more of its first characters'),
      )
        .addHelpText('after', '\nExample:\n  pushdock messages show 019aa4d2')
        .action(show),
    )
    .addCommand(
      withFilters(
        withOperator(new Command('tail').description('Messages as they arrive and are processed, until interrupted.')),
      )
        .option('--interval <ms>', 'how often to ask', wholeNumber, 1000)
        .addHelpText('after', '\nExample:\n  pushdock messages tail --provider zettle')
        .action(tail),
    );
}

function withFilters(command: Command): Command {
  return command
    .option('--provider <name>')
    .option('--source <name>')
    .addOption(new Option('--state <state>').choices(['received', 'processed', 'quarantined', 'failed', 'recorded']))
    .addOption(new Option('--verdict <verdict>').choices(['match', 'drift', 'violation', 'unknown']));
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed.');
  return Number(text);
}

const filterOf = ({ provider, source, state, verdict }: ListOptions) => ({
  ...(provider !== undefined && { provider }),
  ...(source !== undefined && { source }),
  ...(state !== undefined && { state }),
  ...(verdict !== undefined && { verdict }),
});

async function list(options: ListOptions): Promise<void> {
  const { limit, cursor, json } = options;
  const page = await answered(
    openOperatorClient(options).listMessages({
      query: { ...filterOf(options), limit, ...(cursor !== undefined && { cursor }) },
    }),
  );
  if (json) return printJson(page);
  if (page.items.length === 0) return printText('No message fits.');
  const now = systemClock.now();
  printTable(
    ['MESSAGE', 'RECEIVED', 'PROVIDER', 'SOURCE', 'STATE', 'VERDICT', 'RECEIPTS', 'REASON'],
    page.items.map((one) => [
      one.id,
      relativeTime(one.receivedAt, now),
      one.provider,
      one.source,
      one.state,
      one.verdict ?? '-',
      one.receipts,
      one.reason,
    ]),
  );
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}

async function show(id: string, options: OperatorOptions & { json?: boolean }): Promise<void> {
  const message = await answered(openOperatorClient(options).getMessage({ path: { id } }));
  if (options.json) return printJson(message);
  printMessage(message);
}

function printMessage(message: Message): void {
  const now = systemClock.now();
  printFields([
    ['Message', message.id],
    [
      'Received',
      `${message.receivedAt} (${relativeTime(message.receivedAt, now)}), ${message.receipts} time${message.receipts === 1 ? '' : 's'}`,
    ],
    ['Source', `${message.provider}/${message.source}, ${message.operation}`],
    ['Request', `${message.method} ${message.target}, ${message.bodyBytes} bytes`],
    ['State', message.state],
    ['Reason', message.reason],
    ['Verdict', message.verdict],
    ['Possible repeat of', message.possibleRepeatOf],
    ['Conflicts with', message.conflictsWith],
    ['Events', message.eventIds.join(', ')],
  ]);
  for (const { severity, rule, path, expected, seen, line } of message.findings) {
    printText(
      `  ${severity}: ${rule} at ${path}${line === undefined ? '' : ` (line ${line})`}: expected ${expected}; seen ${seen}`,
    );
  }
  printText('');
  for (const [name, value] of Object.entries(message.headers)) printText(`${name}: ${value}`);
  printText(`\n${message.body.content}`);
  for (const { name, mediaType, fetchedAt, body } of message.documents)
    printText(`\n--- ${name}, ${mediaType}, fetched ${fetchedAt}\n${body.content}`);
}

/** Prints each message when it is first seen and again when its state changes. */
async function tail(options: ListOptions & { interval: number }): Promise<void> {
  const operator = openOperatorClient(options);
  const seen = new Map<string, string>();
  const newest = await latest(operator, options);
  for (const { id, state } of newest) seen.set(id, state);
  if (!options.json) printText('Waiting for messages; Ctrl-C ends this.');
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  while (!stopped.signal.aborted) {
    await systemClock.sleep(options.interval, stopped.signal);
    if (stopped.signal.aborted) return;
    for (const message of (await latest(operator, options)).toReversed()) {
      if (seen.get(message.id) === message.state) continue;
      seen.set(message.id, message.state);
      if (options.json) process.stdout.write(`${JSON.stringify(message)}\n`);
      else
        printText(
          `${message.receivedAt}  ${message.id}  ${message.provider}/${message.source}  ${message.state}  ${message.verdict ?? '-'}  ${message.reason ?? ''}`.trimEnd(),
        );
    }
    // Only the newest 200 are ever compared again; older ones need no memory.
    for (const id of [...seen.keys()].slice(0, Math.max(0, seen.size - 1000))) seen.delete(id);
  }
}

const latest = async (operator: Operator, options: ListOptions): Promise<readonly MessageSummary[]> =>
  (await answered(operator.listMessages({ query: { ...filterOf(options), limit: 200 } }))).items;
