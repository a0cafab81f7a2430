/** `pushdock audit`: who did what by the operator API, and who read personal data. */
import { Command, Option } from 'commander';
import type { AuditEntry } from '../../generated/gateway/models.ts';
import { gather, printItems } from './list-command.ts';
import { answered, type OperatorOptions, openOperatorClient, withOperator } from './operator.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printText, relativeTime } from './print.ts';

type Shown = OperatorOptions & {
  readonly json?: boolean;
  readonly output?: 'text' | 'json';
  readonly limit: number;
  readonly cursor?: string;
  readonly reveal?: boolean;
};

export function auditCommand(): Command {
  return new Command('audit')
    .description('Show who did what, and who read personal data.')
    .addCommand(listAudit(), { isDefault: true });
}

const listAudit = (): Command =>
  withOperator(new Command('list').description('List what was done by the operator API, newest first.'))
    .addOption(new Option('--output <format>', 'the same as --json, by name').choices(['text', 'json']))
    .option('--limit <n>', 'list at most this many', wholeNumber, 20)
    .option('--cursor <text>', 'continue after the page that printed it')
    .option('--reveal', 'show addresses and searched words too; the audit log notes that')
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock audit\n  pushdock audit --limit 1000 --output json\n\nEvery change, every sign-in, and every reading of personal data is in it, for 400 days.',
    )
    .action(list);

async function list(options: Shown): Promise<void> {
  const operator = openOperatorClient(options);
  const masked = !options.reveal;
  const page = await gather(options, async (query) => answered(operator.listAudit({ query: { ...query, masked } })));
  if (options.json || options.output === 'json') return printJson(page);
  if (page.items.length === 0) return printText('Nothing was done yet.');
  printItems<AuditEntry>(page.items, {
    WHEN: ({ at }, now) => relativeTime(at, now),
    WHO: ({ name }) => name,
    ROLE: ({ role }) => role,
    BY: ({ by }) => by,
    ACTION: ({ action }) => action,
    TARGET: ({ target }) => target,
    FROM: ({ address }) => address,
    STATUS: ({ status }) => status,
  });
  if (page.nextCursor !== undefined) printText(`\nThere are more: --cursor ${page.nextCursor}`);
}
