/** `pushdock drift propose`: findings as a patch of the contracts, for review. It reads `spec/` and writes the patch, nothing else. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Body, DriftEntry, Message } from '../../generated/gateway/models.ts';
import type { ToPropose } from '../publishing/propose/propose.ts';
import { packageRoot } from '../running/package-root.ts';
import { visibleLines } from '../running/visible.ts';
import { CommandFailed } from './failure.ts';
import {
  answered,
  type Operator,
  type OperatorOptions,
  openOperatorClient,
  reached,
  withOperator,
} from './operator.ts';
import { printAside, printJson, printText } from './print.ts';

type ProposeOptions = OperatorOptions & { readonly json?: boolean; readonly out?: string; readonly root?: string };

export function proposeCommand(): Command {
  return withOperator(
    new Command('propose').description(
      'Write a patch for spec/ with which the sample messages would match their contract.',
    ),
  )
    .argument('[id...]', 'ids of findings, as drift list shows them (default: all that are new or acknowledged)')
    .option('--out <file>', 'write the patch to this file instead of to standard output')
    .option(
      '--root <folder>',
      'the checkout, with spec/ and generated/ in it (default: the current folder, if it has them)',
    )
    .addHelpText(
      'after',
      '\nExample:\n  pushdock drift propose 12 13 --out drift.patch\n  git apply drift.patch && make generate && make test\n\nThe patch is a proposal: read it before you apply it. Notes about what is left to do go to standard error.',
    )
    .action(run);
}

async function run(ids: readonly string[], options: ProposeOptions): Promise<void> {
  const operator = openOperatorClient(options);
  const root = resolve(options.root ?? (existsSync('spec/providers') ? '.' : packageRoot()));
  if (!existsSync(join(root, 'spec', 'providers')))
    throw new CommandFailed('failed', `${root} has no folder spec/providers; name the checkout with --root`);
  const { whyStale } = await import('../publishing/stale.ts');
  // Samples are judged by generated/, and the patch is one of spec/.
  const stale = whyStale(root);
  if (stale !== undefined) throw new CommandFailed('failed', stale);
  const entries = ids.length > 0 ? await named(operator, ids) : await open(operator);
  const findings: ToPropose[] = [];
  for (const entry of entries)
    findings.push({ name: entry.id, finding: entry.finding, parts: await sampleOf(operator, entry) });
  // Loaded here: it judges samples, which no other command of the client does.
  const { propose } = await import('../publishing/propose/propose.ts');
  const { patch, settled, notes } = propose(findings, root);

  if (options.out !== undefined && patch !== '') writeFileSync(options.out, patch);
  if (options.json) return printJson({ patch, settled, notes });
  for (const { name, note } of notes) printAside(`finding ${name}: ${note}`);
  if (patch === '') printAside('No finding needs a patch.');
  // To a pipe or a file as it is: git apply reads it.
  else if (options.out === undefined) process.stdout.write(process.stdout.isTTY ? visibleLines(patch) : patch);
  else
    printText(
      `${options.out} settles ${settled.length} of ${findings.length} findings. Read it, then run git apply and make generate.`,
    );
}

async function named(operator: Operator, ids: readonly string[]): Promise<readonly DriftEntry[]> {
  const entries: DriftEntry[] = [];
  for (const id of ids) entries.push(await answered(operator.getDrift({ path: { id } })));
  return entries;
}

/** All pages; the ledger is bounded. */
async function open(operator: Operator): Promise<readonly DriftEntry[]> {
  const entries: DriftEntry[] = [];
  for (const state of ['new', 'acknowledged'] as const) {
    let cursor: string | undefined;
    do {
      const query = { state, limit: 200, ...(cursor !== undefined && { cursor }) };
      const page = await answered(operator.listDrift({ query }));
      entries.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
  return entries;
}

/** Nothing if the message or its bytes were forgotten. */
async function sampleOf(operator: Operator, { messageId: id }: DriftEntry): Promise<readonly Uint8Array[]> {
  const answer = await reached(operator.getMessage({ path: { id } }));
  if (answer.status === 404) return [];
  const { body, documents }: Message = await answered(Promise.resolve(answer));
  return [body, ...documents.map((document) => document.body)].map(bytesOf).filter(({ byteLength }) => byteLength > 0);
}

const bytesOf = ({ encoding, content }: Body): Uint8Array =>
  Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64');
