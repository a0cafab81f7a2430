/**
 * What the console costs: acks with three open pages beside acks with none, in pairs on one gateway; every page's data with many messages stored; and the
 * processor that the record of answers, which health is made of, takes a push.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newPart } from '../../../src/health/part.ts';
import { note } from '../../../src/health/record.ts';
import { type Figure, median, number, quotient, ratios } from '../figures.ts';
import { filledStore } from '../filled-store.ts';
import { measure } from '../load.ts';
import { eachRound } from '../machine.ts';
import { openConsoles, pageMs, pagesOf } from '../open-consoles.ts';
import { paazlJson, withNumber } from '../pushes.ts';
import { gateway } from '../subjects.ts';
import type { Part } from './part.ts';

const STORED = Number(process.env.MESSAGES || 1_000_000);
const WARM_SECONDS = 2;
const LOOKS = 5;
const NOTED = 200_000;

export const consoles: Part = async ({ rounds: times, seconds }) => {
  const data = await filledStore(STORED);
  addDeliveries(data);
  // They are years old.
  const more = 'policy: { retention: { messages: forever, events: forever, bodies: forever } }\n';
  const stored = await gateway.start({ data, more });
  const pages = new Map<string, number[]>();
  const closed: number[] = [];
  const open: number[] = [];
  const recordUs: number[] = [];
  let looks = 0;
  try {
    const { operatorUrl } = stored;
    const asked = pagesOf(await newestOf(operatorUrl));
    const rounds = await eachRound('console', times, async (round) => {
      for (const [page, paths] of Object.entries(asked)) {
        const took: number[] = [];
        for (let look = 0; look < LOOKS; look += 1) took.push(await pageMs(operatorUrl, paths));
        pages.set(page, [...(pages.get(page) ?? []), median(took)]);
      }
      recordUs.push(recordMicroseconds());
      const server = await gateway.start();
      try {
        await measure({ url: server.url, push: paazlJson, seconds: WARM_SECONDS });
        const three = [asked.health, ['messages?limit=50&masked=true', 'counts'], asked.sinks];
        const without = async () => (await measure({ url: server.url, push: paazlJson, seconds })).perSecond;
        const beside = async () => {
          const consoles = await openConsoles(server.operatorUrl, three);
          const acks = await without();
          looks += consoles.looks();
          await consoles.close();
          return acks;
        };
        // A store that fills and a process that warms up change what comes later: both come first as often as last.
        const order = round % 2 === 0 ? [without, beside, beside, without] : [beside, without, without, beside];
        const sums = { without: 0, beside: 0 };
        for (const take of order) sums[take === beside ? 'beside' : 'without'] += (await take()) / 2;
        closed.push(sums.without);
        open.push(sums.beside);
      } finally {
        await server.stop();
      }
      return undefined;
    });
    const ackUs = closed.map((perSecond) => 1_000_000 / perSecond);
    const figures: Figure[] = [
      {
        what: 'acks with three open consoles ÷ with none',
        aim: { least: 0.97 },
        unit: '',
        values: ratios(open, closed),
        beside: `${quotient(open, closed, 'acks/s')}; ${number(looks / (times * 2 * seconds))} looks a second`,
      },
      ...[...pages].map(
        ([page, values]): Figure => ({
          what: `console, ${page}: its data, ${STORED.toLocaleString('en')} messages stored`,
          aim: { most: 200 },
          unit: 'ms',
          values,
        }),
      ),
      {
        what: "health's record of an accepted push ÷ the time of an ack, saturated",
        aim: { most: 0.01 },
        unit: '',
        values: ratios(recordUs, ackUs),
        beside: quotient(recordUs, ackUs, 'µs'),
      },
    ];
    return { figures, rounds };
  } finally {
    await stored.stop();
  }
};

/** One a message, as they are when all is done: one in a thousand is a dead letter. */
function addDeliveries(data: string): void {
  const db = new Database(join(data, 'pushdock.db'));
  db.exec(`
    INSERT INTO deliveries (event_sequence, sink, place, state, since_ms, settled_at_ms, attempts, detail)
      SELECT sequence, 'service', message_sequence, CASE sequence % 1000 WHEN 0 THEN 'dead' ELSE 'delivered' END, created_at_ms, created_at_ms, 1, 'answered'
      FROM events
  `);
  db.close();
}

/** A message of the store, and its event. */
async function newestOf(operatorUrl: string): Promise<{ readonly id: string; readonly event: string }> {
  const answer = await fetch(`${operatorUrl}/api/messages?limit=1`);
  const { items } = (await answer.json()) as { items: readonly { readonly id: string }[] };
  const id = items[0]?.id ?? '';
  return { id, event: `${id}-0` };
}

/** Of one accepted push, each another one: health cannot be switched off, so this is measured beside the ack and not without it. */
function recordMicroseconds(): number {
  const atMs = Date.UTC(2026, 0, 15, 12);
  const part = newPart(atMs);
  const headers = { ...paazlJson.headers, 'user-agent': 'Paazl' };
  const requests = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ remoteAddress: '192.0.2.7', headers, query: '' },
    bytes: Buffer.from(withNumber(paazlJson.body, index)),
  }));
  const noting = { part, anyFailsElsewhere: false, failsElsewhere: () => false, floorMs: 60_000, timeoutMs: 10_000 };
  const answer = (index: number) =>
    note(
      {
        ...{ provider: 'paazl', source: 'shipping', outcome: 'accepted', tookMs: 1 },
        request: requests[index % requests.length] ?? missing(),
      } as const,
      // 10,000 a second.
      atMs + index / 10,
      noting,
    );
  for (let warm = 0; warm < NOTED / 10; warm += 1) answer(warm);
  const startedMs = performance.now();
  for (let index = 0; index < NOTED; index += 1) answer(index);
  return ((performance.now() - startedMs) * 1_000) / NOTED;
}

function missing(): never {
  throw new Error('there is a request for each place');
}
