/**
 * Findings as a change of the contracts: the enumeration gets the value, the object the field, the type is relaxed, so that the sample
 * would be judged `match`. A proposal for review, never applied by itself: whether the provider meant it, a person decides.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Contract, openContract } from '../../contracts/contract.ts';
import { ContractError } from '../../contracts/schema.ts';
import { noticeRules, unreadableRules } from '../../formats/readable.ts';
import type { Finding } from '../../store/store.ts';
import { type ByHand, type Files, openFiles } from './files.ts';
import { relax } from './relax.ts';
import { findDeparting } from './sample.ts';

export type ToPropose = {
  /** How the finding is called in notes. */
  readonly name: string;
  readonly finding: Finding;
  /** The sample's body and the documents that were fetched for it. */
  readonly parts: readonly Uint8Array[];
};

export type Proposal = {
  /** For `git apply`, relative to `root`; empty when there is nothing to propose. */
  readonly patch: string;
  /** Findings that the patch settles. */
  readonly settled: readonly string[];
  /** For each finding that it does not settle, or not wholly: why, and what is left to be done. */
  readonly notes: readonly { readonly name: string; readonly note: string }[];
};

/** `root` is the folder that holds `spec/` and `generated/`. */
export function propose(findings: readonly ToPropose[], root: string): Proposal {
  const files = openFiles(root);
  const contracts = new Map<string, Contract | undefined>();
  const notes: { name: string; note: string }[] = [];
  const settled: string[] = [];
  for (const { name, finding, parts } of inOrder(findings)) {
    const contractName = finding.contract?.name ?? '';
    if (!contracts.has(contractName)) contracts.set(contractName, open(contractName, root));
    const contract = contracts.get(contractName);
    const said = notOfContent(finding) ?? (contract === undefined ? noContract : one(finding, parts, contract, files));
    if (said === undefined) settled.push(name);
    for (const note of said ?? []) notes.push({ name, note });
  }
  for (const contract of contracts.values()) contract?.close();
  return { patch: files.patch(), settled, notes };
}

const noContract: ByHand = ['it was made by no contract that is here'];

function open(name: string, root: string): Contract | undefined {
  // A name comes over the wire, and becomes part of a path.
  if (!/^[a-z0-9]+-(push|api)$/.test(name)) return undefined;
  if (!readdirSync(join(root, 'generated', 'bundles')).includes(`${name}.json`)) return undefined;
  return openContract(name, { root });
}

/** What is left to do by hand; `undefined`: nothing. */
function one(finding: Finding, parts: readonly Uint8Array[], contract: Contract, files: Files): ByHand | undefined {
  if (finding.contract?.schema === undefined) return ['no schema describes it; describe the event first'];
  if (parts.length === 0) return ['its sample is no longer kept'];
  try {
    const departing = findDeparting(finding, parts, contract);
    if (departing === undefined) return ['the contract that is here takes its sample already'];
    return relax(departing, finding.contract.schema, contract, files);
  } catch (error) {
    if (error instanceof ContractError) return [error.message];
    throw error;
  }
}

/** Why no contract can take the sample: it says how the document is written, and a contract says what it holds. */
function notOfContent({ rule, severity, line, seen }: Finding): ByHand | undefined {
  const where = line === undefined ? '' : ` in line ${line}`;
  if (severity === 'violation' && unreadableRules.some((one) => one === rule))
    return [
      `the sample cannot be read (${rule}${where}: ${withoutStop(seen)}); no contract can describe that, so ask the sender to correct it`,
    ];
  if (noticeRules.some((one) => one === rule))
    return [
      `the sample was read all the same (${rule}${where}: ${withoutStop(seen)}); no contract can describe that, so accept the finding or ask the sender to correct it`,
    ];
  return undefined;
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

/** In the order of the message, where it has one: a new element may follow another new one. */
function inOrder(findings: readonly ToPropose[]): readonly ToPropose[] {
  const line = ({ finding }: ToPropose): number => finding.line ?? 0;
  return findings.toSorted((a, b) => line(a) - line(b));
}
