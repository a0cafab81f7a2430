/** What a look into a store of a million messages costs: times, identities, texts, fields, and pulls. `ROWS=n node --import tsx test/bench/searching.ts` */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseFieldPath } from '../../src/formats/field-path.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Page, PageRequest } from '../../src/store/store.ts';
import { filledStore } from './filled-store.ts';

const ROUNDS = 9;
const rows = Number(process.env.ROWS ?? 1_000_000);
// As filled-store.ts writes them: one a millisecond.
const firstMs = 1_700_000_000_000;

const data = await filledStore(rows);
const store = await openSqliteStore({ path: join(data, 'pushdock.db') });
const limit = 50;
const field = (text: string, value: string) => {
  const path = parseFieldPath(text);
  if (!path.ok) throw new Error(path.sentence);
  return [{ path: path.steps, value }];
};
const page = { limit };
const hour = { fromMs: firstMs + rows / 2, toMs: firstMs + rows / 2 + 1_000 };
const old = { toMs: firstMs + 100 };
const subjects = {
  'newest page': () => store.listMessages({}, page),
  'a second in the middle': () => store.listMessages(hour, page),
  'the oldest tenth of a second': () => store.listMessages(old, page),
  'the oldest tenth of a second, of a source': () => store.listMessages({ ...old, source: 'shipping' }, page),
  'events of a second in the middle': () => store.listEvents(hour, page),
  'events of a verdict that none has': () => store.listEvents({ verdict: 'drift' }, page),
  'messages with an event of a type that none has': () => store.listMessages({ type: 'com.none' }, page),
  'what is about one order': () => store.listMessages({ reference: `REF${rows / 2}` }, page),
  'what is about a barcode that none has': () => store.listMessages({ reference: 'nobody' }, page),
  'counts of a day': () => store.countMessages({ fromMs: firstMs, toMs: firstMs + 86_400_000, stepMs: 3_600_000 }),
  'an identity that none has': () => store.listMessages({ identity: { kind: 'body', key: 'none' } }, page),
  'a text, one call that finds nothing': () => store.listMessages({ search: { text: 'nowhere' } }, page),
  'a field, one call that finds nothing': () =>
    store.listMessages({ search: { fields: field('/status', 'gone') } }, page),
  'a field, one call that must parse everything': () =>
    store.listMessages({ search: { fields: field('/barcode', 'CREATED') } }, page),
  'a text in one second': () => store.listMessages({ ...hour, search: { text: 'nowhere' } }, page),
  'pull of 50 in the middle': async () => {
    const { cursor } = await middle;
    return store.pullEvents({}, { cursor }, limit);
  },
  'pull that finds nothing new': () => store.pullEvents({}, { after: 'newest' }, limit),
};
const middle = store.pullEvents({ fromMs: hour.fromMs }, { after: 'oldest' }, 1);

const median = (all: readonly number[]) => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
for (const [name, ask] of Object.entries(subjects)) {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startMs = performance.now();
    await ask();
    took.push(performance.now() - startMs);
  }
  process.stdout.write(`${name}: ${median(took).toFixed(1)} ms (${Math.min(...took).toFixed(1)} at best)\n`);
}

async function all(list: (page: PageRequest) => Promise<Page<unknown>>): Promise<number> {
  let calls = 0;
  let cursor: string | undefined;
  do {
    cursor = (await list({ limit, ...(cursor !== undefined && { cursor }) })).nextCursor;
    calls += 1;
  } while (cursor !== undefined);
  return calls;
}
const startMs = performance.now();
const calls = await all((one) => store.listMessages({ search: { text: 'nowhere' } }, one));
process.stdout.write(
  `a text that stands nowhere, to the end: ${calls} calls, ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`,
);

await store.close();
rmSync(data, { recursive: true });
