/** `pushdock contracts`: the contracts as others see them. These commands read and write files; no gateway has to run. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Change } from '../contracts/diff/change.ts';
import { publishedFolder } from '../contracts/publish/folder.ts';
import { publication } from '../contracts/publish/publication.ts';
import { writePublication } from '../contracts/publish/write.ts';
import { type Review, release, review } from '../contracts/releases.ts';
import { ContractError } from '../contracts/schema.ts';
import { publishedNames } from '../contracts/snapshot.ts';
import { packageRoot } from '../package-root.ts';
import { CommandFailed } from './failure.ts';
import { printJson, printTable, printText } from './print.ts';

export function contractsCommand(): Command {
  return new Command('contracts')
    .description('the contracts as others see them: what changed, releases, publishing')
    .addCommand(diffCommand())
    .addCommand(releaseCommand())
    .addCommand(publishCommand());
}

function diffCommand(): Command {
  return new Command('diff')
    .description('what changed since the last release of each contract, and whom it breaks')
    .argument('[contract...]', 'such as `events`; all of them without')
    .option('--json', 'as JSON')
    .option('--root <folder>', 'the checkout', packageRoot())
    .addHelpText(
      'after',
      '\nFails when a change asks for a higher version than the contract has. The rules: spec/published/README.md.',
    )
    .action((names: readonly string[], { json = false, root }: { json?: boolean; root: string }) => {
      const reviews = chosen(resolve(root), names).map((name) => reading(() => review(resolve(root), name)));
      if (json) printJson(reviews.map(asData));
      else for (const one of reviews) printReview(one);
      const faults = reviews.flatMap(({ fault }) => fault ?? []);
      if (faults.length > 0) throw new CommandFailed('failed', faults.join('\n'));
    });
}

function releaseCommand(): Command {
  return new Command('release')
    .description('write what spec/ says now to spec/published/<contract>/<version>, to be committed')
    .argument('<contract...>', 'such as `events`')
    .option('--root <folder>', 'the checkout', packageRoot())
    .action((names: readonly string[], { root }: { root: string }) => {
      for (const name of chosen(resolve(root), names)) {
        const released = reading(() => release(resolve(root), name));
        if (!released.ok) throw new CommandFailed('failed', released.sentence);
        printText(`${released.folder} written; commit it`);
      }
    });
}

function publishCommand(): Command {
  return new Command('publish')
    .description('everything for partner teams, as files and pages that need no network')
    .option('--root <folder>', 'the checkout', packageRoot())
    .option(
      '--out <folder>',
      'what is replaced; dist/contracts of the checkout without it, which the gateway serves at /contracts/',
    )
    .action(({ root, out }: { root: string; out?: string }) => {
      const folder = resolve(out ?? publishedFolder(resolve(root)));
      const made = reading(() => publication(resolve(root)));
      if (!made.ok) throw new CommandFailed('failed', made.faults.join('\n'));
      writePublication(made.files, folder);
      printText(`${made.files.size} files in ${folder}`);
    });
}

/** The named ones, or all. */
function chosen(root: string, names: readonly string[]): readonly string[] {
  const known = publishedNames(root);
  const [unknown] = names.filter((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new CommandFailed('not found', `${unknown} is no contract that is published; there are ${known.join(', ')}`);
  return names.length > 0 ? names : known;
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContractError) throw new CommandFailed('failed', error.message);
    throw error;
  }
}

function asData({ snapshot, released, changes, needed, publishedAs, fault }: Review) {
  const last = released.at(-1)?.version;
  return { contract: snapshot.name, version: snapshot.version, last, needed, publishedAs, changes, fault };
}

function printReview({ snapshot, released, changes, publishedAs }: Review): void {
  const last = released.at(-1)?.version;
  const since = last === undefined ? 'never released' : changes.length === 0 ? 'as released' : `since ${last}:`;
  printText(`${snapshot.name} ${publishedAs}, ${since}`);
  if (changes.length > 0)
    printTable(
      ['  breaks', 'rule', 'where', 'what'],
      changes.map((change) => [`  ${whom(change)}`, change.rule, where(change), change.what]),
    );
}

const whom = ({ breaks }: Change): string => (breaks.length === 0 ? 'nobody' : breaks.join(', '));
const where = ({ place, path }: Change): string => [place, path].filter((part) => part !== '').join(' ');
