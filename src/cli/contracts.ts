/** `pushdock contracts`: the contracts as others see them. These commands read and write files; no gateway has to run. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../running/clock.ts';
import { packageRoot } from '../running/package-root.ts';
import { contractsCheckCommand } from './contracts-check.ts';

export function contractsCommand(): Command {
  return new Command('contracts')
    .description('Work on the contracts: judge stored messages again, show changes, release, publish, make packages.')
    .addCommand(contractsCheckCommand())
    .addCommand(diffCommand())
    .addCommand(releaseCommand())
    .addCommand(publishCommand())
    .addCommand(packageCommand());
}

// Loaded when needed, because judging and publishing are large and no other command needs them.
const actions = () => import('./contract-files.ts');

const inCheckout = (name: string, description: string): Command =>
  new Command(name).description(description).option('--root <folder>', 'the folder of the checkout', packageRoot());

function diffCommand(): Command {
  return inCheckout('diff', 'Show what changed since the last release of each contract, and whom the change breaks.')
    .argument('[contract...]', 'names of contracts, such as `events` (default: all of them)')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock contracts diff\n  pushdock contracts diff events --json\n\nFails if a change needs a higher version than the contract has. The rules are in spec/published/README.md.',
    )
    .action(async (names: readonly string[], { json = false, root }: { json?: boolean; root: string }) =>
      (await actions()).printDifferences(resolve(root), names, json),
    );
}

function releaseCommand(): Command {
  return inCheckout('release', 'Write what spec/ says now to spec/published/<contract>/<version>. Commit that folder.')
    .argument('<contract...>', 'names of contracts, such as `events`')
    .option('--summary <text>', 'what it brings, in a sentence for the change log and the feed')
    .option('--migrate <text>', 'what users of the version before have to do; needed if a change breaks somebody')
    .addHelpText(
      'after',
      "\nExample:\n  pushdock contracts release events --summary 'Purchases name their till.'\n\nRefused if the version is too low for what changed, was already released, or breaks somebody without --migrate.",
    )
    .action(
      async (
        names: readonly string[],
        { root, summary, migrate }: { root: string; summary?: string; migrate?: string },
      ) =>
        (await actions()).writeReleases(resolve(root), names, {
          date: new Date(systemClock.now()).toISOString().slice(0, 10),
          ...(summary !== undefined && { summary }),
          ...(migrate !== undefined && { migrate }),
        }),
    );
}

function publishCommand(): Command {
  return inCheckout('publish', 'Write the contracts for partner teams, as files and as pages that need no network.')
    .option(
      '--out <folder>',
      'the folder to replace (default: dist/contracts of the checkout, which the gateway serves at /contracts/)',
    )
    .option(
      '--config <file>',
      'a configuration; the pages show its publicUrl as the address and its contact as whom to ask (its secrets are not needed)',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock contracts publish --config pushdock.yaml\n  pushdock contracts publish --out /srv/contracts',
    )
    .action(async ({ root, out, config }: { root: string; out?: string; config?: string }) =>
      (await actions()).publish(resolve(root), out, config),
    );
}

function packageCommand(): Command {
  return inCheckout(
    'package',
    'Write an npm package of each contract for partner teams, with types, validators and signing.',
  )
    .argument('[contract...]', 'names of contracts, such as `events` (default: all of them)')
    .option(
      '--out <folder>',
      'where to write a folder for each package, ready for npm pack (default: dist/packages of the checkout)',
    )
    .addHelpText('after', '\nExample:\n  pushdock contracts package events && npm pack ./dist/packages/pushdock-events')
    .action(async (names: readonly string[], { root, out }: { root: string; out?: string }) =>
      (await actions()).writePackages(resolve(root), names, out),
    );
}
