/** What traces cost: the CPU of a push with all of them recorded and with none, beside a gateway that makes none; and what a gateway that makes none pays for the questions. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Span, within } from '../../../src/tracing/tracer.ts';
import { type Figure, median, number, quotient, ratios } from '../figures.ts';
import { eachRound } from '../machine.ts';
import { pace } from '../paced.ts';
import { type Gateway, gateway } from '../subjects.ts';
import type { Part } from './part.ts';

const PER_SECOND = 500;
const WARM_SECONDS = 5;
// One push, its processing and its attempt: so many times code asks whether there is a tracer or a span, and so many pieces of work may be within one.
const QUESTIONS = 24;
const WITHIN = 4;
const TIMES = 200_000;

export const tracing: Part = async ({ rounds: times, seconds }) => {
  const receiver = await openReceiver();
  const telemetry = (sample: number) => `telemetry: { otlp: "${receiver.url}", sample: ${sample} }`;
  const subjects: readonly { readonly gateway: Gateway; readonly cpuMs: number[] }[] = await inTurn(
    [undefined, undefined, telemetry(0), telemetry(1)],
    async (written) => ({
      gateway: await gateway.start(written === undefined ? {} : { more: written }),
      cpuMs: [],
    }),
  );
  const questionsUs: number[] = [];
  try {
    await inTurn(subjects, (one) => pace({ url: one.gateway.url, perSecond: PER_SECOND, seconds: WARM_SECONDS }));
    const rounds = await eachRound('tracing', times, async (round) => {
      for (let place = 0; place < subjects.length; place += 1) {
        const one = subjects[(place + round) % subjects.length];
        one?.cpuMs.push(await cpuOfPush(one.gateway, seconds));
      }
      questionsUs.push(await questions());
      return undefined;
    });
    if (receiver.requests() === 0) throw new Error('no span has arrived at the receiver');
    const [off = [], again = [], none = [], all = []] = subjects.map(({ cpuMs }) => cpuMs);
    const compared = (what: string, over: readonly number[]): Figure => ({
      what: `CPU a push at ${PER_SECOND}/s, ${what} ÷ without telemetry`,
      ...{ unit: '', values: ratios(over, off), beside: quotient(over, off, 'ms') },
    });
    return {
      rounds,
      figures: [
        {
          what: 'without telemetry: what its questions take of the CPU of a push',
          ...{
            aim: { most: 1 },
            unit: '%',
            values: questionsUs.map((us, round) => us / 10 / (off[round] ?? Number.NaN)),
          },
          beside: `${number(median(questionsUs))} µs`,
        },
        compared('a second gateway without telemetry (what the machine adds)', again),
        compared('sample: 0 (nothing recorded)', none),
        compared('sample: 1 (every push recorded and exported)', all),
      ],
    };
  } finally {
    for (const one of subjects) await one.gateway.stop();
    receiver.close();
  }
};

async function cpuOfPush(server: Gateway, seconds: number): Promise<number> {
  await server.calm();
  const before = server.cost().cpuSeconds;
  const { refused } = await pace({ url: server.url, perSecond: PER_SECOND, seconds });
  if (refused > 0) throw new Error(`${refused} pushes were not acknowledged`);
  await server.calm();
  return ((server.cost().cpuSeconds - before) * 1_000) / (PER_SECOND * seconds);
}

/** Microseconds a push. */
async function questions(): Promise<number> {
  const work = async () => 1;
  const spans: (Span | undefined)[] = Array.from({ length: 8 }, () => undefined);
  const withThem = await took(async (turn) => {
    for (let asked = 0; asked < QUESTIONS; asked += 1) spans[(asked + turn) % spans.length]?.set({ turn });
    for (let step = 0; step < WITHIN; step += 1) await within(spans[step], 'judge', {}, work);
  });
  const without = await took(async () => {
    for (let step = 0; step < WITHIN; step += 1) await work();
  });
  return Math.max(0, withThem - without);
}

async function took(once: (turn: number) => Promise<void>): Promise<number> {
  for (let turn = 0; turn < TIMES / 10; turn += 1) await once(turn);
  const begin = performance.now();
  for (let turn = 0; turn < TIMES; turn += 1) await once(turn);
  return ((performance.now() - begin) * 1_000) / TIMES;
}

/** A collector that reads and throws away. Its own work is in no figure. */
async function openReceiver() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function inTurn<One, Made>(all: readonly One[], make: (one: One) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}
