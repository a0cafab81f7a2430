/** Constant rates, one gateway that is warm: what a push costs on an ordinary day, how long acks and events take, and what heavy messages do to others. */
import { join } from 'node:path';
import { type Figure, number, percentile } from '../figures.ts';
import { eachRound } from '../machine.ts';
import { asked, type Paced, pace } from '../paced.ts';
import { heavyXml } from '../pushes.ts';
import { syncsIn } from '../server.ts';
import { folder, type Gateway, gateway } from '../subjects.ts';
import { openWatchedSink } from '../watched-sink.ts';
import type { Part } from './part.ts';

const ORDINARY_PER_SECOND = 100;
const BUSY_PER_SECOND = 1_000;
// Heavy messages come one each half second, ten in a row, among so many ordinary ones.
const HEAVY_COUNT = 10;
const HEAVY_SECONDS = 5;
const BESIDE_PER_SECOND = 500;

export const steady: Part = async ({ rounds: times, seconds, shim }) => {
  const syncs = join(folder(), 'syncs');
  const sink = await openWatchedSink();
  const server = await gateway.start({
    sinkUrl: sink.url,
    ...(shim && { env: { LD_PRELOAD: shim, DISK_SYNCS: syncs } }),
  });
  const ordinary: { cpuMs: number; syncs: number }[] = [];
  const busy: Paced[] = [];
  const toSink: number[] = [];
  const beside: Paced[] = [];
  try {
    await pace({ url: server.url, perSecond: BUSY_PER_SECOND / 2, seconds: 2.5 * seconds });
    await server.calm();
    const rounds = await eachRound('steady', times, async (round) => {
      const before = { ...server.cost(), syncs: syncsIn(syncs) };
      await sink.watch({ url: server.url, perSecond: ORDINARY_PER_SECOND, seconds });
      await server.calm();
      const pushes = ORDINARY_PER_SECOND * seconds;
      ordinary.push({
        cpuMs: ((server.cost().cpuSeconds - before.cpuSeconds) * 1000) / pushes,
        syncs: (syncsIn(syncs) - before.syncs) / pushes,
      });
      const { acks, sinkMs } = await sink.watch({ url: server.url, perSecond: BUSY_PER_SECOND, seconds });
      busy.push(acks);
      toSink.push(percentile(sinkMs, 0.99));
      beside.push(await besideHeavy(server, round));
      return undefined;
    });
    const figures: Figure[] = [
      {
        what: `CPU a push at ${ORDINARY_PER_SECOND}/s`,
        aim: { most: 1.5 },
        unit: 'ms',
        values: ordinary.map(({ cpuMs }) => cpuMs),
      },
      ...(shim
        ? [
            {
              what: `fsyncs a push at ${ORDINARY_PER_SECOND}/s`,
              aim: { most: 1.2 },
              unit: '',
              values: ordinary.map((one) => one.syncs),
            },
          ]
        : []),
      {
        what: `constant ${number(BUSY_PER_SECOND)}/s, warm: ack p99`,
        aim: { most: 8 },
        unit: 'ms',
        values: busy.map(({ p99Ms }) => p99Ms),
        beside: `p50 ${number(
          percentile(
            busy.map(({ p50Ms }) => p50Ms),
            0.5,
          ),
        )} ms`,
      },
      {
        what: `constant ${number(BUSY_PER_SECOND)}/s, warm: ack → sink p99`,
        aim: { most: 20 },
        unit: 'ms',
        values: toSink,
      },
      {
        what: `worst ack of ${BESIDE_PER_SECOND}/s beside ${HEAVY_COUNT} authentic messages of ${Math.round(heavyXml.body.length / 1000)} kB with 9,000 unknown elements`,
        aim: { most: 100 },
        unit: 'ms',
        values: beside.map(({ worstMs }) => worstMs),
        beside: `p99 ${number(
          percentile(
            beside.map(({ p99Ms }) => p99Ms),
            0.5,
          ),
        )} ms`,
      },
    ];
    return { figures, rounds };
  } finally {
    await server.stop();
    sink.close();
  }
};

async function besideHeavy(server: Gateway, round: number): Promise<Paced> {
  const heavy = pace({
    url: server.url,
    perSecond: HEAVY_COUNT / HEAVY_SECONDS,
    seconds: HEAVY_SECONDS,
    next: (number) => asked(heavyXml, `heavy-${round}-${number}`),
  });
  const ordinary = await pace({ url: server.url, perSecond: BESIDE_PER_SECOND, seconds: HEAVY_SECONDS });
  const { refused } = await heavy;
  if (refused + ordinary.refused > 0)
    throw new Error(
      `beside heavy messages ${ordinary.refused} ordinary and ${refused} heavy pushes were not acknowledged`,
    );
  await server.calm();
  return ordinary;
}
