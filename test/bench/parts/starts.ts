/** From the start of the process until it is ready, and what it takes up while nothing comes: with an empty store, and with a million messages in it. */
import { type Figure, quotient, ratios } from '../figures.ts';
import { filledStore } from '../filled-store.ts';
import { measure } from '../load.ts';
import { eachRound } from '../machine.ts';
import { paazlJson } from '../pushes.ts';
import { gateway } from '../subjects.ts';
import type { Part } from './part.ts';

const STORED = 1_000_000;
// After this nothing of the start goes on any more.
const REST_MS = 3_000;
const WARM_SECONDS = 2;

type Start = { readonly readyMs: number; readonly restMb: number; readonly acks: number };

export const starts: Part = async ({ rounds: times, seconds }) => {
  const data = await filledStore(STORED);
  const empty: Start[] = [];
  const filled: Start[] = [];
  const rounds = await eachRound('starts', times, async () => {
    empty.push(await start(seconds));
    filled.push(await start(seconds, data));
    return undefined;
  });
  const ready = (of: readonly Start[]) => of.map(({ readyMs }) => readyMs);
  const acks = (of: readonly Start[]) => of.map((one) => one.acks);
  const stored = `${STORED.toLocaleString('en')} messages stored`;
  const figures: Figure[] = [
    { what: 'start to ready', aim: { most: 800 }, unit: 'ms', values: ready(empty) },
    { what: `start to ready, ${stored}`, aim: { most: 800 }, unit: 'ms', values: ready(filled) },
    { what: 'memory at rest', aim: { most: 120 }, unit: 'MB', values: empty.map(({ restMb }) => restMb) },
    {
      what: `acks with ${stored} ÷ without`,
      aim: { least: 0.9 },
      unit: '',
      values: ratios(acks(filled), acks(empty)),
      beside: quotient(acks(filled), acks(empty), 'acks/s'),
    },
  ];
  return { figures, rounds };
};

async function start(seconds: number, data?: string): Promise<Start> {
  const server = await gateway.start(data === undefined ? {} : { data });
  try {
    await new Promise((done) => setTimeout(done, REST_MS));
    const restMb = server.residentMb();
    await measure({ url: server.url, push: paazlJson, seconds: WARM_SECONDS });
    const { perSecond } = await measure({ url: server.url, push: paazlJson, seconds });
    await server.calm();
    return { readyMs: server.readyMs, restMb, acks: perSecond };
  } finally {
    await server.stop();
  }
}
