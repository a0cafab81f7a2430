/** `pushdock contracts`: the contracts as others see them. These commands read and write files; no gateway has to run. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../package-root.ts';
import { contractsCheckCommand } from './contracts-check.ts';

export function contractsCommand(): Command {
  return new Command('contracts')
    .description(
      'The contracts as others see them: stored messages judged anew, what changed, releases, publishing, packages.',
    )
    .addCommand(contractsCheckCommand())
    .addCommand(diffCommand())
    .addCommand(releaseCommand())
    .addCommand(publishCommand())
    .addCommand(packageCommand());
}

// Loaded when it is needed: judging and publishing bring much along that no other command wants.
const actions = () => import('./contract-files.ts');

const inCheckout = (name: string, description: string): Command =>
  new Command(name).description(description).option('--root <folder>', 'the checkout', packageRoot());

function diffCommand(): Command {
  return inCheckout('diff', 'What changed since the last release of each contract, and whom it breaks.')
    .argument('[contract...]', 'such as `events`; all of them without')
    .option('--json', 'print JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  pushdock contracts diff\n  pushdock contracts diff events --json\n\nFails when a change asks for a higher version than the contract has. The rules: spec/published/README.md.',
    )
    .action(async (names: readonly string[], { json = false, root }: { json?: boolean; root: string }) =>
      (await actions()).printDifferences(resolve(root), names, json),
    );
}

function releaseCommand(): Command {
  return inCheckout('release', 'Write what spec/ says now to spec/published/<contract>/<version>, to be committed.')
    .argument('<contract...>', 'such as `events`')
    .addHelpText(
      'after',
      '\nExample:\n  pushdock contracts release events\n\nRefused when the version is too low for what changed, or released already.',
    )
    .action(async (names: readonly string[], { root }: { root: string }) =>
      (await actions()).writeReleases(resolve(root), names),
    );
}

function publishCommand(): Command {
  return inCheckout('publish', 'Write everything for partner teams, as files and as pages that need no network.')
    .option(
      '--out <folder>',
      'what is replaced; dist/contracts of the checkout without it, which the gateway serves at /contracts/',
    )
    .addHelpText('after', '\nExample:\n  pushdock contracts publish --out /srv/contracts')
    .action(async ({ root, out }: { root: string; out?: string }) => (await actions()).publish(resolve(root), out));
}

function packageCommand(): Command {
  return inCheckout(
    'package',
    'Write an npm package of a contract for the team at the other end: types, validators, signing.',
  )
    .argument('[contract...]', 'such as `events`; all of them without')
    .option(
      '--out <folder>',
      'where a folder for each package is written, ready for npm pack; dist/packages of the checkout without it',
    )
    .addHelpText('after', '\nExample:\n  pushdock contracts package events && npm pack ./dist/packages/pushdock-events')
    .action(async (names: readonly string[], { root, out }: { root: string; out?: string }) =>
      (await actions()).writePackages(resolve(root), names, out),
    );
}
