/**
 * Dredd over one contract, in this process. Dredd sends the request that the contract's examples make once for each declared answer; the table says what is to
 * be changed about it, and the judge looks at what came. A run has failed where a transaction failed, was skipped, was never made, or has nothing
 * in the table.
 */
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import Dredd, { type Configuration, type Stats, type Test, type Transaction } from 'dredd';
import output from 'dredd/build/reporters/reporterOutputLogger.js';
import { openContract } from '../../../../src/contracts/contract.ts';
import { loadBundle } from '../../../../src/contracts/load.ts';
import type { JsonObject } from '../../../../src/formats/json.ts';
import { change, nameOf, wantedOf, wantedOfAll } from './change.ts';
import { declaredOperations } from './declared.ts';
import { faultsOf } from './judge.ts';
import { gaps, nothingMakesItTrue, type Table, type Wanted } from './table.ts';

export type Asked = {
  /** Name of its bundle, such as `paazl-push`. */
  readonly contract: string;
  /** In place of the bundle; for a part of it. */
  readonly document?: JsonObject;
  /** Base URL of what is held against it. */
  readonly url: string;
  readonly table: Table;
  /** Whether `; charset=…` may stand behind a media type: the contracts say nothing of it, and Dredd takes it for another media type. */
  readonly charset?: boolean;
  /** Of Dredd's own. */
  readonly options?: Readonly<Record<string, unknown>>;
};

export type Run = {
  readonly contract: string;
  readonly transactions: number;
  readonly passed: number;
  /** Sentences, each beginning with the operation and the status. Empty: everything is as declared. */
  readonly faults: readonly string[];
};

const hooks = fileURLToPath(new URL('hooks.cjs', import.meta.url));

// Three hundred lines of `pass:`, which no log level holds back. What failed is in the faults.
output.default.transports.console.silent = true;

export async function runDredd({
  contract: name,
  document = loadBundle(name),
  url,
  table,
  ...asked
}: Asked): Promise<Run> {
  const operations = declaredOperations(document);
  const contract = openContract(name);
  const wanted = new WeakMap<Transaction['request'], Wanted>();
  const judged = new WeakMap<Transaction['request'], readonly string[]>();
  const missing = new Set(wantedOfAll(operations).map(nameOf));
  const faults: string[] = [...gaps(table, operations)];

  async function arrange(transaction: Transaction): Promise<void> {
    const one = wantedOf(transaction, operations);
    wanted.set(transaction.request, one);
    missing.delete(nameOf(one));
    const own = table[one.operationId]?.[one.status];
    try {
      if (own === undefined) transaction.fail = nothingMakesItTrue;
      else change(transaction, await own(one));
    } catch (error) {
      transaction.fail = `cannot be made true: ${reasonOf(error)}`;
    }
  }

  async function judge({ request, expected, real }: Transaction): Promise<void> {
    const one = wanted.get(request);
    const operation = operations.find(({ operationId }) => operationId === one?.operationId);
    const answer = operation?.answers.find(({ status }) => status === one?.status);
    if (real === undefined || one === undefined || answer === undefined) return;
    const type = real.headers['content-type'];
    if (asked.charset && typeof type === 'string') real.headers['content-type'] = type.replace(/ *;.*/, '');
    // Prometheus reads a version behind its media types, and a contract declares no parameters.
    else if (typeof type === 'string')
      real.headers['content-type'] = type.replace(/; version=[\d.]+; charset=utf-8$/, '');
    try {
      judged.set(request, faultsOf(real, answer, one.produces, contract, document));
    } catch (error) {
      judged.set(request, [`cannot be judged: ${reasonOf(error)}`]);
    }
    // It would ask for every header that is declared; one that need not be there is judged above, where it is.
    const optional = answer.headers.filter(({ required }) => !required).map(({ name }) => name.toLowerCase());
    for (const name of Object.keys(expected.headers))
      if (optional.includes(name.toLowerCase())) delete expected.headers[name];
    // Of an example it would ask for every key, also where the schema leaves the field free.
    delete expected.body;
    delete expected.bodySchema;
  }

  const emitter = new EventEmitter();
  let passed = 0;
  const told = ({ request, title }: Test, fault: string) => {
    const one = request && wanted.get(request);
    // What has no line in the table was said already, once for all its media types.
    if (one !== undefined && table[one.operationId]?.[one.status] === undefined) return;
    faults.push(`${one === undefined ? title : nameOf(one)}: ${fault}`);
  };
  const ended = (test: Test, otherwise: string | undefined) => {
    const found = (test.request && judged.get(test.request)) ?? [];
    if (found.length > 0) told(test, found.join('; '));
    else if (otherwise !== undefined) told(test, otherwise.trim());
    else passed += 1;
  };
  emitter.on('test pass', (test: Test) => ended(test, undefined));
  emitter.on('test fail', (test: Test) => ended(test, test.message));
  emitter.on('test skip', (test: Test) => told(test, 'was skipped'));
  emitter.on('test error', (error: Error, test: Test) => told(test, `got no answer: ${error.message}`));

  try {
    const stats = await run({
      endpoint: url,
      apiDescriptions: [{ location: name, content: JSON.stringify(document) }],
      hookfiles: [hooks],
      emitter,
      loglevel: 'error',
      color: false,
      custom: { arrange, judge },
      ...asked.options,
    });
    for (const one of missing) faults.push(`${one}: is declared, and Dredd did not run it`);
    if (stats.passes !== stats.tests && faults.length === 0)
      faults.push(`of ${stats.tests} transactions Dredd lets ${stats.passes} pass`);
    return { contract: name, transactions: stats.tests, passed, faults };
  } finally {
    contract.close();
  }
}

function run(configuration: Configuration): Promise<Stats> {
  const dredd = new Dredd(configuration);
  return new Promise((resolve, reject) => {
    dredd.run((error, stats) => (error ? reject(error) : resolve(stats)));
  });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
