/**
 * `make generate`: spec/ → generated/, and the composed schemas of spec/. Needs Java 11 or later; nothing else in this project does.
 *
 *     npx tsx spec/codegen/generate.ts [--root <folder that holds spec/>] [--out <folder>]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { PROVENANCE } from '../../src/contracts/inputs.ts';
import { composedSchemas } from './compose.ts';
import { configurationDocument } from './configuration.ts';
import { type Contract, findContracts } from './contracts.ts';
import { isTree, readDocument, type Tree, toJson } from './documents.ts';
import { eventsDocument } from './events.ts';
import { findJar, hasJava, home, readPin, runBatch } from './generator.ts';
import { bundling, outputsOf, typing } from './passes.ts';
import { prepare } from './prepare.ts';
import { describe } from './provenance.ts';
import { checkReferences } from './references.ts';
import { templateInput } from './template-input.ts';
import { format, pruneImports } from './tidy.ts';

/** Replaces `out` by what the contracts below `root` generate. */
export function generate(root: string, out: string): readonly Contract[] {
  const pin = readPin(root);
  const jar = findJar(pin);
  const contracts = findContracts(root);
  const work = mkdtempSync(join(tmpdir(), 'pushdock-codegen-'));
  try {
    const made = join(work, 'generated');
    bundle(root, jar, work, made, contracts);
    write(jar, work, made, contracts);
    format(made);
    writeFileSync(join(made, PROVENANCE), `${JSON.stringify(describe(root, made, pin), null, 2)}\n`);
    rmSync(out, { recursive: true, force: true });
    cpSync(made, out, { recursive: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return contracts;
}

/** Prepared contracts → generated/bundles, one self-contained document each. */
function bundle(root: string, jar: string, work: string, made: string, contracts: readonly Contract[]): void {
  mkdirSync(join(made, 'bundles'), { recursive: true });
  const target = (contract: Contract) => join(made, 'bundles', `${contract.name}.json`);
  const passes = new Map<string, object>();
  for (const contract of contracts) {
    if (contract.kind === 'events') writeFileSync(target(contract), toJson(eventsDocument(root)));
    else if (contract.kind === 'config') writeFileSync(target(contract), toJson(configurationDocument(root)));
    else {
      const prepared = prepare(root, contract.source, join(work, 'prepared', contract.name));
      passes.set(contract.name, bundling(prepared, join(work, 'bundled', contract.name)));
    }
  }
  runBatch(jar, join(work, 'bundling'), passes);
  for (const contract of contracts) {
    if (passes.has(contract.name)) cpSync(join(work, 'bundled', contract.name, 'bundle.json'), target(contract));
    checkReferences(contract.name, readBundle(target(contract)));
  }
}

/** Bundles → types, stubs and clients. */
function write(jar: string, work: string, made: string, contracts: readonly Contract[]): void {
  const passes = new Map<string, object>();
  mkdirSync(join(work, 'inputs'));
  for (const contract of contracts) {
    const document = readBundle(join(made, 'bundles', `${contract.name}.json`));
    const input = join(work, 'inputs', `${contract.name}.json`);
    writeFileSync(input, toJson(templateInput(document)));
    passes.set(contract.name, typing(contract, input, join(work, 'typed', contract.name), document));
  }
  runBatch(jar, join(work, 'typing'), passes);
  for (const contract of contracts) {
    for (const file of outputsOf(contract.kind)) {
      const target = join(made, contract.folder, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, pruneImports(readFileSync(join(work, 'typed', contract.name, file), 'utf8')));
    }
  }
  cpSync(join(home, 'spec/codegen/runtime'), join(made, 'runtime'), { recursive: true });
}

function readBundle(path: string): Tree {
  const document = readDocument(path);
  if (!isTree(document)) throw new Error(`${basename(path)} is not an object`);
  return document;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { root: { type: 'string' }, out: { type: 'string' } } });
  const root = resolve(values.root ?? home);
  const out = resolve(values.out ?? join(root, 'generated'));
  const composed = composedSchemas(root);
  for (const { path, text } of composed) writeFileSync(join(root, path), text);
  if (!hasJava()) {
    process.stderr.write('make generate needs Java 11 or later (`java` on the PATH); build, run and tests do not.\n');
    process.exit(1);
  }
  const contracts = generate(root, out);
  process.stdout.write(`generated/ made from ${contracts.map(({ name }) => name).join(', ')}\n`);
}
