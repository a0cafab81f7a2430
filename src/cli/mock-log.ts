/** `pushdock mock log`: shows what the mock providers sent, and how each message ended. */
import { Command } from 'commander';
import type { LoggedMessage } from '../../generated/mock/models.ts';
import { notOneOf } from '../simulate/not-one-of.ts';
import { CommandFailed } from './failure.ts';
import { type ControlOptions, controlled, controlOf, withControl } from './mock-control.ts';
import { watchMessages } from './mock-watch.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printTable, printText, type Row } from './print.ts';

type Options = ControlOptions & {
  readonly provider?: string;
  readonly limit: number;
  readonly events?: boolean;
  readonly calls?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
};

export function logCommand(): Command {
  return withControl(
    new Command('log')
      .description('List what was sent, attempt by attempt, oldest first.')
      .option('--provider <name>', 'list only messages of this provider')
      .option('--limit <n>', 'list at most this many messages, the latest ones', wholeNumber, 50)
      .option('--watch', 'print each attempt as it happens, until Ctrl-C')
      .option('--calls', "list the gateway's calls to the providers' APIs instead")
      .option('--events', 'list the events that can be sent instead, with their variants'),
  )
    .addHelpText('after', '\nExamples:\n  pushdock mock log --provider zettle\n  pushdock mock log --events')
    .action(log);
}

async function log(options: Options): Promise<void> {
  if (options.events) return events(options);
  const { provider, limit, json } = options;
  const control = controlOf(options);
  const query = { ...(provider === undefined ? {} : { provider }), limit };
  if (options.calls) return calls(options);
  if (options.watch && json)
    throw new CommandFailed('usage', '--watch prints lines as they come, and --json one document; choose one');
  if (options.watch) return watchMessages(control, undefined, provider);
  const { items } = await controlled(control.listLog({ query }));
  if (json) return printJson(items);
  if (items.length === 0) return printText('Nothing was sent yet.');
  printMessages(items);
}

async function calls(options: Options): Promise<void> {
  const { provider } = options;
  const { items } = await controlled(
    controlOf(options).listCalls({ query: provider === undefined ? {} : { provider } }),
  );
  if (options.json) return printJson(items);
  if (items.length === 0) return printText('The gateway has called no API yet.');
  printTable(
    ['AT', 'PROVIDER', 'CALL', 'ANSWER'],
    items.map(({ at, provider: of, method, path, status }) => [at, of, `${method} ${path}`, status]),
  );
}

async function events(options: Options): Promise<void> {
  const { providers } = await controlled(controlOf(options).getMock({}));
  const asked = providers.filter(({ name }) => (options.provider ?? name) === name);
  if (options.provider !== undefined && asked.length === 0) {
    const known = providers.map(({ name }) => name);
    throw new CommandFailed(
      'failed',
      `no mock is named ${options.provider}${notOneOf(options.provider, known, 'there are')}.`,
    );
  }
  if (options.json) return printJson(asked.map(({ name, events: choices }) => ({ name, events: choices })));
  printTable(
    ['PROVIDER', 'EVENT', 'VARIANTS'],
    asked.flatMap(({ name, events: choices }) =>
      choices.map(({ event, variants }) => [name, event, variants.join(', ')]),
    ),
  );
}

/** One line for each attempt, or for the message where there is none. */
export function printMessages(messages: readonly LoggedMessage[]): void {
  printTable(
    ['MESSAGE', 'EVENT', 'ATTEMPT', 'DUE', 'ANSWER', 'STATE', 'NOTE'],
    messages.flatMap((message): readonly Row[] => {
      const { id, provider, event, variant, emittedAt, state, note, deliveries } = message;
      const what = `${provider} ${event}${variant === undefined ? '' : ` (${variant})`}`;
      if (deliveries.length === 0)
        return [[id, what, undefined, emittedAt, undefined, state, note ?? message.faults.join(', ')]];
      return deliveries.flatMap((delivery): readonly Row[] => {
        if (delivery.attempts.length === 0)
          return [
            [
              delivery.id,
              what,
              undefined,
              delivery.nextAttemptAt,
              undefined,
              delivery.state,
              [...message.faults, delivery.note].filter((text) => text !== undefined).join('; '),
            ],
          ];
        return delivery.attempts.map((attempt, index) => [
          delivery.id,
          what,
          attempt.number,
          attempt.dueAt,
          attempt.status ?? attempt.noAnswer ?? attempt.outcome,
          index < delivery.attempts.length - 1 ? 'failed' : delivery.state,
          [
            ...attempt.faults,
            attempt.note,
            delivery.state === 'waiting' && index === delivery.attempts.length - 1
              ? `next ${delivery.nextAttemptAt}`
              : undefined,
            index === delivery.attempts.length - 1 ? delivery.note : undefined,
          ]
            .filter((text) => text !== undefined)
            .join('; '),
        ]);
      });
    }),
  );
}
