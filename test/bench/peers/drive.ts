/**
 * Sends the bench's push to any server and counts what its sink gets: one row of the table of `README.md`.
 *
 *   node --import tsx test/bench/peers/drive.ts --url http://127.0.0.1:8090/push/paazl/shipping --pids 123,456
 *
 * The server must deliver to http://127.0.0.1:9099/. `--pids`: all its processes, its database's included. `--body`: in place of the push of
 * Paazl, with `%d` where a number of its own belongs. `--rounds` 5, `--seconds` 5, `--warm` 2, `--sink-port` 9099; `--no-sink` for a server
 * that delivers nowhere.
 */
import { parseArgs } from 'node:util';
import { openCountingSink } from '../counting-sink.ts';
import { markdown, median, number } from '../figures.ts';
import { measure } from '../load.ts';
import { paazlJson } from '../pushes.ts';
import { costOf, residentMbOf } from '../server.ts';

const { values: given } = parseArgs({
  options: {
    url: { type: 'string' },
    pids: { type: 'string' },
    body: { type: 'string', default: paazlJson.body },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '2' },
    'sink-port': { type: 'string', default: '9099' },
    'no-sink': { type: 'boolean', default: false },
  },
});
if (given.url === undefined || given.pids === undefined) throw new Error('give --url and --pids');
const { origin, pathname, search } = new URL(given.url);
const pids = given.pids.split(',').map(Number);
const push = { ...paazlJson, path: pathname + search, body: given.body };
const sink = await openCountingSink(() => {}, Number(given['sink-port']));
// After this a server is taken to have lost what has not arrived.
const DRAIN_MS_MAX = 120_000;

async function load(seconds: number) {
  const first = sink.arrived();
  const before = costOf(pids);
  const begin = performance.now();
  const { perSecond, p50Ms, p99Ms, requests, notOk } = await measure({ url: origin, push, seconds });
  const mb = residentMbOf(pids);
  const acked = given['no-sink'] ? 0 : requests - notOk;
  while (sink.arrived() - first < acked && performance.now() - begin < seconds * 1000 + DRAIN_MS_MAX)
    await new Promise((done) => setTimeout(done, 5));
  const eventsPerSecond = ((sink.arrived() - first) / (performance.now() - begin)) * 1000;
  const { cpuSeconds, writtenBytes } = costOf(pids);
  return {
    acks: perSecond,
    p50Ms,
    p99Ms,
    notOk,
    eventsPerSecond,
    missing: Math.max(0, acked - (sink.arrived() - first)),
    cpuSeconds: ((cpuSeconds - before.cpuSeconds) * 1000) / requests,
    writtenKib: (writtenBytes - before.writtenBytes) / 1024 / requests,
    mb,
  };
}

await load(Number(given.warm));
const runs: Awaited<ReturnType<typeof load>>[] = [];
for (let round = 0; round < Number(given.rounds); round += 1) runs.push(await load(Number(given.seconds)));
sink.close();

const of = (key: keyof (typeof runs)[number]) => number(median(runs.map((run) => run[key])));
process.stdout.write(
  `${markdown(
    ['', 'acks/s', 'p50 / p99 ms', 'not 2xx', 'events/s', 'missing', 'CPU s / 1,000', 'KiB a push', 'MB'],
    [
      [
        given.url,
        of('acks'),
        `${of('p50Ms')} / ${of('p99Ms')}`,
        of('notOk'),
        of('eventsPerSecond'),
        of('missing'),
        of('cpuSeconds'),
        of('writtenKib'),
        of('mb'),
      ],
    ],
  )}\n`,
);
