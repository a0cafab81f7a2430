/** The first seconds after a start, on a quiet machine and on a busy one: nothing is compiled yet, and pushes come from the first moment on. */
import { spawn } from 'node:child_process';
import { type Figure, percentile } from '../figures.ts';
import { eachRound } from '../machine.ts';
import { gateway } from '../subjects.ts';
import { openWatchedSink } from '../watched-sink.ts';
import type { Part } from './part.ts';

const QUIET_PER_SECOND = 1_000;
const BUSY_PER_SECOND = 200;
// As many processes that only count as there are cores.
const SPINNERS = 2;

type Cold = { readonly ackP99Ms: number; readonly sinkP99Ms: number };

export const cold: Part = async ({ rounds: times, seconds }) => {
  const quiet: Cold[] = [];
  const busy: Cold[] = [];
  const rounds = await eachRound('cold', times, async () => {
    quiet.push(await firstSeconds(QUIET_PER_SECOND, seconds, 0));
    busy.push(await firstSeconds(BUSY_PER_SECOND, seconds, SPINNERS));
    return undefined;
  });
  const figures: Figure[] = [
    { what: `constant ${QUIET_PER_SECOND}/s, cold: ack p99`, unit: 'ms', values: quiet.map((one) => one.ackP99Ms) },
    {
      what: `constant ${QUIET_PER_SECOND}/s, cold: ack → sink p99`,
      unit: 'ms',
      values: quiet.map((one) => one.sinkP99Ms),
    },
    {
      what: `constant ${BUSY_PER_SECOND}/s, cold, beside ${SPINNERS} processes that take all they can get: ack p99`,
      aim: { most: 500 },
      unit: 'ms',
      values: busy.map((one) => one.ackP99Ms),
    },
  ];
  return { figures, rounds };
};

async function firstSeconds(perSecond: number, seconds: number, spinners: number): Promise<Cold> {
  const sink = await openWatchedSink();
  const busy = Array.from({ length: spinners }, () =>
    spawn(process.execPath, [
      '-e',
      `setTimeout(() => process.exit(), ${(seconds + 60) * 1000}); (function spin() { const end = Date.now() + 20; while (Date.now() < end); setImmediate(spin); })()`,
    ]),
  );
  const server = await gateway.start({ sinkUrl: sink.url });
  try {
    const { acks, sinkMs } = await sink.watch({ url: server.url, perSecond, seconds });
    return { ackP99Ms: acks.p99Ms, sinkP99Ms: percentile(sinkMs, 0.99) };
  } finally {
    for (const one of busy) one.kill();
    await server.stop();
    sink.close();
  }
}
