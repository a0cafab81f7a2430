/** `pushdock contracts check --corpus`: judges stored messages again under the contracts of this checkout, before anything is deployed. */
import { Command } from 'commander';
import { type Configuration, loadConfiguration } from '../config.ts';
import type { Difference } from '../deliver/recheck.ts';
import { packageRoot } from '../running/package-root.ts';
import { StoreUnavailable } from '../store/store.ts';
import { CommandFailed } from './failure.ts';
import { byProvider, bySource, queryOf } from './filters.ts';
import { configurationDefault, configurationFor } from './find-configuration.ts';
import { wholeNumber } from './option-values.ts';
import { printJson, printText } from './print.ts';

type CheckOptions = {
  readonly config?: string;
  readonly corpus?: boolean;
  readonly limit: number;
  readonly exitCode?: boolean;
  readonly json?: boolean;
};

// More changed lines of one event than this say only that it is a different event.
const LINES_SHOWN = 20;

const corpusFilters = { provider: byProvider('messages'), source: bySource('messages') };

export function contractsCheckCommand(): Command {
  return new Command('check')
    .description(
      'Check that generated/ was made from spec/, and with --corpus what these contracts say of stored messages.',
    )
    .option(
      '--config <file>',
      `the configuration (YAML), which names the store and the sources (${configurationDefault})`,
    )
    .option(
      '--corpus',
      'judge stored messages again and show what would change; the store is only read, so a gateway may run',
    )
    .addOption(corpusFilters.provider)
    .addOption(corpusFilters.source)
    .option('--limit <n>', 'judge at most this many, newest first', wholeNumber, 1000)
    .option('--exit-code', 'end with exit code 1 if anything would change')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExample:\n  git apply drift.patch && make generate build\n  pushdock contracts check --corpus --config pushdock.yaml\n\nThe contracts are those of the checkout that this command belongs to. The command fetches nothing and answers no provider.',
    )
    .action(check);
}

async function check(options: CheckOptions): Promise<void> {
  const configuration = loadConfiguration(configurationFor(options.config), process.env);
  const { whyStale } = await import('../publishing/stale.ts');
  const stale = whyStale(packageRoot());
  if (stale !== undefined) throw new CommandFailed('failed', stale);
  if (!options.corpus) return printText('generated/ was made from what spec/ says now.');

  const counts = { judged: 0, same: 0, differ: 0, skipped: 0 };
  const differences: Difference[] = [];
  const reasons = new Map<string, number>();
  for await (const { rechecked, id } of rechecks(configuration, options)) {
    counts.judged += 1;
    if (rechecked.kind === 'same') counts.same += 1;
    else if (rechecked.kind === 'skipped') {
      counts.skipped += 1;
      reasons.set(rechecked.reason, (reasons.get(rechecked.reason) ?? 0) + 1);
    } else {
      counts.differ += 1;
      if (options.json) differences.push(rechecked.difference);
      else printDifference(id, rechecked.difference);
    }
  }
  if (options.json) printJson({ ...counts, skippedBecause: Object.fromEntries(reasons), differences });
  else {
    printText(
      `${counts.judged} messages: ${counts.same} as before, ${counts.differ} would differ, ${counts.skipped} could not be judged.`,
    );
    for (const [reason, count] of reasons) printText(`  ${count} not judged: ${reason}`);
  }
  if (options.exitCode && counts.differ > 0)
    throw new CommandFailed('failed', `${counts.differ} messages would differ`);
}

async function* rechecks(configuration: Configuration, options: CheckOptions) {
  // Loaded here: these are most of the gateway, and other commands do without.
  const { openRechecker } = await import('./recheck.ts');
  try {
    yield* openRechecker(configuration, queryOf(corpusFilters, options), options.limit);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new CommandFailed('failed', error.message);
    throw error;
  }
}

function printDifference(id: string, { source, provider, state, verdict, findings, events }: Difference): void {
  const changed = (before: string | undefined, after: string | undefined) =>
    before === after ? (after ?? '-') : `${before ?? '-'} → ${after ?? '-'}`;
  printText(
    `${id}  ${provider}/${source}  ${changed(state.before, state.after)}  ${changed(verdict.before, verdict.after)}`,
  );
  for (const finding of findings.gone) printText(`  no longer found: ${finding}`);
  for (const finding of findings.added) printText(`  new: ${finding}`);
  for (const line of events.slice(0, LINES_SHOWN)) printText(`  ${line}`);
  if (events.length > LINES_SHOWN) printText(`  … and ${events.length - LINES_SHOWN} more lines`);
}
