/**
 * `make bench`: what the gateway does beside what this machine can do, as one table of aims. `README.md` says how to read it. Nothing here
 * asserts a time.
 *
 *   ROUNDS=5 SECONDS=4 make bench
 *   PARTS='steady strangers' make bench     some parts only, and RESULTS.md stays as it is
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { buildPreload } from '../support/preload.ts';
import { doubts } from './doubts.ts';
import { type Figure, markdown, number, tableOf } from './figures.ts';
import type { Round } from './machine.ts';
import { cold } from './parts/cold.ts';
import { consoles } from './parts/console.ts';
import { judging } from './parts/judging.ts';
import { manyWaiting } from './parts/many-waiting.ts';
import type { Length, Part } from './parts/part.ts';
import { postgres } from './parts/postgres.ts';
import { saturated } from './parts/saturated.ts';
import { starts } from './parts/starts.ts';
import { steady } from './parts/steady.ts';
import { strangers } from './parts/strangers.ts';
import { tracing } from './parts/tracing.ts';
import { folder, root } from './subjects.ts';

const parts: Readonly<Record<string, Part>> = {
  saturated,
  steady,
  cold,
  starts,
  strangers,
  judging,
  console: consoles,
  tracing,
  postgres,
  'many-waiting': manyWaiting,
};
const ofTheTable = ['saturated', 'steady', 'cold', 'starts'];

const wanted = process.env.PARTS?.split(/[ ,]+/).filter((name) => name !== '') ?? ofTheTable;
const unknown = wanted.filter((name) => parts[name] === undefined);
if (unknown.length > 0) fail(`there is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
if (spawnSync('which', ['wrk']).status !== 0) fail('wrk is not installed; run apt-get install wrk');

const built = buildPreload(join(import.meta.dirname, 'slow-disk.c'), folder());
const length: Length = {
  rounds: Number(process.env.ROUNDS || 5),
  seconds: Number(process.env.SECONDS || 4),
  ...('shim' in built && { shim: built.shim }),
};

const figures: Figure[] = [];
const rounds: Round[] = [];
const failed: string[] = [];
for (const name of wanted) {
  try {
    const measured = await parts[name]?.(length);
    figures.push(...(measured?.figures ?? []));
    rounds.push(...(measured?.rounds ?? []));
  } catch (thrown) {
    failed.push(`${name}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    process.stderr.write(`${failed.at(-1)}\n`);
    process.exitCode = 1;
  }
  // After each part, so that what was measured stays where the rest is given up.
  if (process.env.PARTS === undefined) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `${report()}\n`);
}
process.stdout.write(`${report()}\n`);

function report(): string {
  return [
    '# Results of `make bench`',
    'Written by the bench; [`README.md`](README.md) says how it measures and how to read this.',
    `Machine: ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; SQLite in better-sqlite3 ${version('better-sqlite3')}; ${execFileSync('uname', ['-sr']).toString().trim()}; Pushdock at ${commit()}. ${length.rounds} rounds, ${length.seconds} s a measurement.`,
    ...('missing' in built ? [`Without the slower disk and the count of fsyncs: ${built.missing}.`] : []),
    ...failed.map((one) => `**Not measured:** ${one.split('\n')[0]}`),
    ...doubts(rounds),
    tableOf(figures),
    '## The machine meanwhile',
    markdown(
      ['part', 'round', 'load average', 'steal', 'bare append'],
      rounds.map((one) => [
        one.part,
        String(one.number),
        one.load.toFixed(1),
        `${one.stealPercent.toFixed(1)} %`,
        `${number(one.bare)}/s`,
      ]),
    ),
  ].join('\n\n');
}

function version(name: string): string {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function commit(): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'an unknown commit';
}

function fail(reason: string): never {
  process.stderr.write(`bench: ${reason}\n`);
  process.exit(1);
}
