/** `pushdock messages count`: how many messages arrived, by hour or day. */
import { Command, Option } from 'commander';
import type { MessageCount } from '../../generated/gateway/models.ts';
import { bySource, queryOf, since, until, withFilters } from './filters.ts';
import { printItems, type QueryOf } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { printJson, printText } from './print.ts';

const filters = {
  source: bySource('messages'),
  from: since(),
  to: until(),
  step: new Option('--step <step>', 'count by the hour or by the day').choices(['hour', 'day']),
};

export const countCommand = (): Command =>
  withFilters(
    withOperator(
      new Command('count').description(
        'Count the messages that arrived, by source, state and verdict (default: the last 24 hours).',
      ),
    ),
    filters,
  )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock messages count --source shipping\n  pushdock messages count --since 30d --step day --json',
    )
    .action(count);

async function count(options: OperatorOptions & { readonly json?: boolean }): Promise<void> {
  const query = queryOf<QueryOf<'countMessages'>>(filters, options);
  const counts = await answered(openOperatorClient(options).countMessages({ query }));
  if (options.json) return printJson(counts);
  if (counts.items.length === 0) return printText('No message arrived in that time.');
  printItems<MessageCount>(counts.items, {
    SINCE: ({ at }) => at,
    SOURCE: ({ source }) => source,
    STATE: ({ state }) => state,
    VERDICT: ({ verdict = '-' }) => verdict,
    COUNT: ({ count }) => count,
  });
}
