/**
 * `make bench`: what the gateway does beside what this machine can do. Everything that is compared runs interleaved in one run, and medians
 * are quoted: machines are noisy. Prints a table and writes RESULTS.md. Nothing here asserts a time.
 *
 *   ROUNDS=5 SECONDS=5 make bench
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { buildPreload } from '../support/preload.ts';
import { type Journey, journey } from './journey.ts';
import { judgingRates } from './judging.ts';
import { type Measured, measure } from './load.ts';
import { type Paced, pacedLatency } from './paced.ts';
import {
  type Mix,
  paazlJsonPushes,
  paazlXmlPushes,
  wholeBodyPushes,
  withBadProof,
  withDuplicates,
  writeRequests,
  zettlePushes,
} from './requests.ts';
import { syncsIn } from './server.ts';
import { besideStrangers } from './strangers.ts';
import { bareAppend, expressValidation, folder, gateway, root, type Subject, webhook } from './subjects.ts';
import { sustained } from './sustained.ts';
import { median, medianRow, type Row, table } from './table.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 5);
const connections = 64;
const work = folder();
const pushesPerRun = 120_000; // More than any subject answers in a run; a signed push is never sent twice to one store.

const files = new Map<Mix, string>();
async function fileOf(mix: Mix): Promise<string> {
  let file = files.get(mix);
  if (file === undefined) {
    file = join(work, `${files.size}.requests`);
    await writeRequests(file, mix.lines);
    files.set(mix, file);
  }
  return file;
}

let runs = 0;
async function once(
  subject: Subject,
  mix: Mix,
  disk: { delayUs?: number; data?: string } = {},
): Promise<Row & { name: string }> {
  runs += 1;
  const syncs = join(work, `syncs-${runs}`);
  const probe = join(work, `loop-${runs}`);
  const shimmed =
    shim === undefined
      ? {}
      : { LD_PRELOAD: shim, DISK_SYNCS: syncs, ...(disk.delayUs && { DISK_DELAY_US: String(disk.delayUs) }) };
  const server = await subject.start({
    env: { LOOP_PROBE: probe, ...shimmed },
    ...(disk.data !== undefined && { data: disk.data }),
  });
  const before = { cpu: server.cpuSeconds(), bytes: server.writtenBytes(), syncs: syncsIn(syncs) };
  const measured: Measured = await measure({
    url: server.url + mix.path,
    requests: await fileOf(mix),
    seconds,
    connections,
    start: runs,
  });
  const acks = measured.requests / 1000;
  const row = {
    name: subject.name,
    ...measured,
    cpuSecondsPer1000: (server.cpuSeconds() - before.cpu) / acks,
    syncsPer1000: (syncsIn(syncs) - before.syncs) / acks,
    writtenKbPer1000: (server.writtenBytes() - before.bytes) / 1024 / acks,
    residentMb: server.residentMb(),
    readyMs: server.readyMs,
  };
  await server.stop();
  return { ...row, loopP99Ms: loopP99(probe) };
}

function loopP99(file: string): number | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).p99Ms;
  } catch {
    return undefined; // Only the gateway is preloaded with the probe.
  }
}

async function interleaved(
  cases: readonly (readonly [Subject, Mix, { delayUs?: number }?])[],
  times: number,
): Promise<Row[]> {
  const rows: Row[][] = cases.map(() => []);
  for (let round = 0; round < times; round += 1) {
    for (const [index, [subject, mix, disk]] of cases.entries()) {
      rows[index]?.push({ ...(await once(subject, mix, disk)), name: `${subject.name}, ${mix.name}` });
      process.stderr.write('.');
    }
  }
  return rows.map(medianRow);
}

const has = (command: string): boolean => spawnSync('which', [command]).status === 0;

if (!has('wrk')) {
  process.stderr.write('bench: skipped, because wrk is not installed (apt-get install wrk)\n');
  process.exit(0);
}
const built = buildPreload(join(import.meta.dirname, 'slow-disk.c'), work);
const shim = 'shim' in built ? built.shim : undefined;
const report: string[] = [];
const say = (text: string) => {
  report.push(text);
  process.stdout.write(`${text}\n`);
};

say(
  `Machine: ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; SQLite in better-sqlite3 ${version('better-sqlite3')}; ${execFileSync('uname', ['-sr']).toString().trim()}.`,
);
say(
  `${rounds} rounds of ${seconds} s, ${connections} connections, wrk on one of the cores; medians. Every push is unique and pre-signed.\n`,
);

say('## Durable acks, beside what the machine can do\n');
const compared = await interleaved(
  [
    [gateway, paazlJsonPushes],
    [bareAppend, paazlJsonPushes],
    [expressValidation, paazlJsonPushes],
    [gateway, paazlXmlPushes],
    [gateway, zettlePushes(pushesPerRun)],
    ...(has('webhook') ? ([[webhook, wholeBodyPushes(1000)]] as const) : []),
  ],
  rounds,
);
if (!has('webhook')) say("(c) is missing: Debian's webhook is not installed.");
say(table(compared));
const [ours, bare, express] = compared.map(({ perSecond }) => perSecond);
if (ours && bare && express)
  say(`\nPaazl JSON: ${(ours / bare).toFixed(2)} × (a), aim 0.7; ${(ours / express).toFixed(2)} × (b), aim 3.\n`);

say('## Slower disks\n');
if (shim === undefined) say('Left out: there is no C compiler for the shim.');
else
  say(
    table(
      await interleaved(
        [1000, 20_000].flatMap((delayUs) =>
          [gateway, bareAppend].map(
            (subject) => [subject, { ...paazlJsonPushes, name: `fsync + ${delayUs / 1000} ms` }, { delayUs }] as const,
          ),
        ),
        Math.min(rounds, 3),
      ),
    ),
  );

say('\n## Duplicates and bad proofs\n');
say(
  table(
    await interleaved(
      [
        [gateway, withDuplicates],
        [gateway, withBadProof],
      ],
      Math.min(rounds, 3),
    ),
  ),
);

const msOf = ({ p50Ms, p99Ms, p999Ms }: Omit<Paced, 'lost'>): string =>
  `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, p99.9 ${p999Ms.toFixed(1)} ms`;
/** Each of them turn about, and of each the run with the median p99. */
async function turnAbout<T>(times: number, p99Of: (run: T) => number, ...takes: (() => Promise<T>)[]): Promise<T[]> {
  const runs: T[][] = takes.map(() => []);
  for (let round = 0; round < times; round += 1)
    for (const [index, take] of takes.entries()) runs[index]?.push(await take());
  return runs.flatMap((of) => of.toSorted((a, b) => p99Of(a) - p99Of(b))[Math.floor(of.length / 2)] ?? []);
}
const few = Math.min(rounds, 3);

say('\n## At a constant 1,000/s\n');
const [paced] = await turnAbout(
  few,
  ({ p99Ms }) => p99Ms,
  () => pacedLatency(gateway, 1000, seconds),
);
if (paced) say(`${msOf(paced)}; ${paced.lost} without a 200. Aim: p99 ≤ 10 ms.`);

say('\n## Beside strangers with wrong signatures\n');
const [strangers] = await turnAbout(
  few,
  ({ beside }) => beside.p99Ms,
  () => besideStrangers(500, seconds),
);
if (strangers) {
  const { alone, beside, strangersPerSecond } = strangers;
  say(`500 good pushes a second alone: ${msOf(alone)}; ${alone.lost} without a 200.\n`);
  say(
    `Beside ${Math.round(strangersPerSecond)} wrong signatures a second: ${msOf(beside)}; ${beside.lost} without a 200.`,
  );
}

say('\n## From the ack to an HTTP sink\n');
const ackP99 = ({ acks }: Journey): number => acks.p99Ms;
const [healthy, failing] = await turnAbout(
  few,
  ackP99,
  () => journey(1000, seconds),
  () => journey(1000, seconds, 500),
);
if (healthy && failing) {
  say(`1,000/s: ack to sink ${msOf(healthy.toSink)}; ${healthy.missing} missing. Aim: p99 ≤ 250 ms.\n`);
  say(`Acks meanwhile: ${msOf(healthy.acks)}. With a sink that answers 500 to everything: ${msOf(failing.acks)}.\n`);
}
for (const perSecond of [2000, 3000, 4000]) {
  const [run] = await turnAbout(
    few,
    ({ toSink }) => toSink.p99Ms,
    () => journey(perSecond, seconds),
  );
  if (run)
    say(
      `${perSecond}/s offered: ${Math.round(run.perSecond)} events a second arrived, ack to sink ${msOf(run.toSink)}; acks ${msOf(run.acks)}; ${run.missing} missing.\n`,
    );
}

say('Sustained, pushed by wrk and only counted by the sink (aim: 3,000/s):\n');
for (const perSecond of [3500, 4200, 5000]) {
  const [run] = await turnAbout(
    few,
    ({ drainMs }) => drainMs,
    () => sustained(perSecond, seconds),
  );
  if (run)
    say(
      `* ${Math.round(run.ackedPerSecond)} acks a second: ${Math.round(run.arrivedPerSecond)} events a second arrived meanwhile, the last one ${Math.round(run.drainMs)} ms after the last ack.`,
    );
}

say('\n## With 1,000,000 messages stored\n');
const { filledStore } = await import('./filled-store.ts');
const data = await filledStore(1_000_000);
const full: Row[] = [];
for (let round = 0; round < Math.min(rounds, 3); round += 1)
  full.push({ ...(await once(gateway, paazlJsonPushes, { data })), name: 'Pushdock, Paazl JSON, 1,000,000 stored' });
const filled = medianRow(full);
say(table([filled]));
if (ours)
  say(
    `\n${(filled.perSecond / ours).toFixed(2)} × empty, aim 0.9; start to ready ${median(full.map(({ readyMs }) => readyMs)).toFixed(0)} ms, aim 1000.`,
  );

say('\n## Judging\n');
for (const { name, perSecond } of judgingRates()) say(`${name}: ${Math.round(perSecond).toLocaleString('en')}/s`);

writeFileSync(
  join(import.meta.dirname, 'RESULTS.md'),
  `# Results of \`make bench\`\n\nWritten by the bench; \`test/bench/README.md\` says how it measures.\n\n${report.join('\n')}\n`,
);

function version(name: string): string {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
