/** Pushes every mutant to a gateway, and tells what became of each that must not. */
import { Agent } from 'node:http';
import fc from 'fast-check';
import type { Json, JsonValue } from '../../../src/formats/json.ts';
import { isObject, itemsOf } from '../../../src/formats/values.ts';
import type { Finding } from '../../../src/store/store.ts';
import { until } from '../../support/until.ts';
import { type Message, messagesOf, readOperations } from '../cases/messages.ts';
import { pointerOf } from '../cases/mutations.ts';
import type { PushCase } from '../cases/push-case.ts';
import { pushOf, tokenOf } from '../cases/pushing.ts';
import { type Kept, keptMessages, placesOf } from '../cases/run.ts';
import { send } from '../cases/send.ts';
import type { Subject } from '../cases/subject.ts';
import { elementsOf } from '../cases/xml-text.ts';
import { faultsOfEvent } from './event-schemas.ts';
import type { Joined } from './joined.ts';
import { jsonMutants, type Mutant, xmlMutants } from './mutants.ts';

export type Pushed = { readonly message: Message; readonly mutant: Mutant };

/** All mutants of all examples; what several examples could show, the first of them does. The examples themselves come first, as they are. */
export function mutantsOf(provider: Joined): {
  readonly examples: readonly Message[];
  readonly mutants: readonly Pushed[];
} {
  const examples = examplesOf(provider);
  const mutants = new Map<string, Pushed>();
  for (const message of examples)
    for (const mutant of ofMessage(message)) {
      const key = `${message.mediaType} ${kindOf(message)} ${mutant.what}`;
      if (!mutants.has(key)) mutants.set(key, { message, mutant });
    }
  return { examples, mutants: [...mutants.values()] };
}

function examplesOf({ contract, fetched, leftOut = () => false }: Joined): readonly Message[] {
  const push = readOperations(contract);
  const own = push.operations.flatMap((operation) => messagesOf(push, operation));
  if (fetched === undefined) return own.filter((message) => !leftOut(message));
  const other = readOperations(fetched.contract);
  const answered = other.operations
    .filter(({ id }) => id === fetched.operation)
    .flatMap((operation) => messagesOf(other, operation, true));
  return [...own, ...answered].filter((message) => !leftOut(message));
}

const isXml = ({ mediaType }: Message): boolean => /xml$/.test(mediaType);

/** Zettle's event name, AppDirect's type, the root element: fields of one name in two of them are two fields. */
const kindOf = (message: Message): string =>
  isXml(message) ? elementsOf(message.text).name : (/"(?:eventName|type)"\s*:\s*"(\w+)"/.exec(message.text)?.[1] ?? '');

function ofMessage(message: Message): readonly Mutant[] {
  if (!isXml(message)) return [...jsonMutants(message.text), ...insidePayload(message.text)];
  const schema = message.schemaOf(elementsOf(message.text).name); // None under a root that a first change has put there.
  return xmlMutants(
    message.text,
    (steps) => schema !== undefined && message.schemas.at(schema, steps).some((one) => one.type === 'array'),
  );
}

/** Zettle's envelope holds its payload as a text, and that is mutated like any other message. */
function insidePayload(text: string): readonly Mutant[] {
  const envelope: unknown = JSON.parse(text);
  const payload: unknown = Object(envelope).payload;
  if (typeof payload !== 'string') return [];
  return jsonMutants(payload).map(({ what, path, gone, text: mutated }) => ({
    what: `payload ${what}`,
    path: `/payload${path}`,
    gone,
    text: JSON.stringify({ ...Object(envelope), payload: mutated }),
  }));
}

/** One sentence for each fault. */
export async function runMutants(provider: Joined, subject: Subject): Promise<readonly string[]> {
  const { examples, mutants } = mutantsOf(provider);
  const whole = examples.map(
    (message): Pushed => ({
      message,
      mutant: { what: 'as it is', path: '', gone: false, text: message.text },
    }),
  );
  const all = [...whole, ...mutants];
  const kept = await pushAll(all, provider, subject);
  const faults: string[] = [];
  for (const [index, pushed] of all.entries()) {
    const base = kept[examples.indexOf(pushed.message)];
    const name = `${pushed.message.operation}, ${pushed.message.mediaType}, ${pushed.message.example}, ${pushed.mutant.what}`;
    for (const fault of faultsOf(pushed.mutant, kept[index], base, provider)) faults.push(`${name}: ${fault}`);
    if (isUnsent(pushed.mutant, kept[index], base, provider))
      faults.push(`${name}: the event is the same without it, so no event carries this field`);
  }
  return faults;
}

/**
 * One mutant of a mutant each, drawn with `seed`. Of two changes nobody can say what may be missing; all the same it is acknowledged, breaks
 * nothing of ours, and its event fits.
 */
export async function runPairs(
  provider: Joined,
  subject: Subject,
  { seed, pairs }: { readonly seed: number; readonly pairs: number },
): Promise<readonly string[]> {
  const examples = examplesOf(provider);
  // Fractions, because how many mutants there are is known only when the first one is made.
  const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const drawn = fc.sample(fc.tuple(fraction, fraction, fraction), { seed, numRuns: pairs });
  const all = drawn.flatMap(([one, first, second]) => {
    const message = examples[Math.floor(one * examples.length)];
    const once = message && pick(ofMessage(message), first);
    if (message === undefined || once === undefined) return [];
    const twice = pick(ofMessage({ ...message, text: once.text }), second);
    const what = `${once.what}, then ${twice?.what ?? 'nothing'}`;
    return [{ message, mutant: { ...(twice ?? once), what } }];
  });
  const kept = await pushAll(all, provider, subject);
  return all.flatMap(({ message, mutant }, index) =>
    [...breachesOf(kept[index])].map((fault) => `${message.operation}, ${message.example}, ${mutant.what}: ${fault}`),
  );
}

const pick = <T>(all: readonly T[], fraction: number): T | undefined => all[Math.floor(fraction * all.length)];

type Outcome = { readonly status: number; readonly message?: Kept; readonly events: readonly Event[] };
type Event = { readonly type: string; readonly data: Json };

async function pushAll(all: readonly Pushed[], provider: Joined, subject: Subject): Promise<readonly Outcome[]> {
  const pushes = all.map(({ message, mutant }, index) => {
    const body = mutant.text;
    subject.serve(tokenOf(provider.contract, index), { body, contentType: message.mediaType });
    const ids = /^\/message(?:Uui|I)d$/.test(mutant.path);
    const one: PushCase = {
      ...{ contract: provider.contract, operation: message.operation, mediaType: message.mediaType },
      ...{ example: message.example, why: mutant.what, contentType: message.mediaType },
      body: message.contract === provider.contract ? body : (provider.notification ?? body),
      must: ids ? { be: 'flagged', at: mutant.path } : { be: 'kept' },
    };
    return pushOf(one, index, subject.marketplace);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const answers = await Promise.all(pushes.map((push) => send(subject.publicUrl, push, agent)));
  agent.destroy();
  await until(async () => await isSettled(subject), { msMax: 110_000 });
  const kept = await keptMessages(subject);
  const events = await eventsOf(subject);
  return pushes.map((push, index) => {
    const status = push.proven ? (answers[index]?.status ?? 0) : 200;
    const message = kept.get(push.method === 'GET' ? push.target : push.body);
    return { status, ...(message && { message }), events: (message && events.get(message.id)) ?? [] };
  });
}

/** A message that asks again later has been looked at, and says why. */
async function isSettled({ store }: Subject): Promise<boolean> {
  for (let cursor: string | undefined; ; ) {
    const page = await store.listMessages(
      { state: 'received' },
      { limit: 200, ...(cursor !== undefined && { cursor }) },
    );
    if (page.items.some(({ reason }) => reason === undefined)) return false;
    if (page.nextCursor === undefined) return true;
    cursor = page.nextCursor;
  }
}

/** By the id of their message. In pages: the store bounds how many reads wait. */
async function eventsOf({ store }: Subject): Promise<ReadonlyMap<string, readonly Event[]>> {
  const events = new Map<string, readonly Event[]>();
  for (let cursor: string | undefined; ; ) {
    const page = await store.listEvents({}, { limit: 200, ...(cursor !== undefined && { cursor }) });
    for (const { messageId, type, envelope } of page.items)
      events.set(messageId, [...(events.get(messageId) ?? []), { type, data: envelope.data ?? null }]);
    if (page.nextCursor === undefined) return events;
    cursor = page.nextCursor;
  }
}

/** What must not be, whatever arrived. */
function* breachesOf(outcome: Outcome | undefined): Generator<string> {
  if (outcome === undefined || outcome.status < 200 || outcome.status > 299)
    return yield `it was answered ${outcome?.status}`;
  const { message, events } = outcome;
  if (message?.reason?.includes('fault in the gateway')) yield message.reason;
  for (const { type, data } of events)
    for (const fault of faultsOfEvent(type, data)) yield `its event ${type} breaks its schema: ${fault}`;
}

function* faultsOf(
  mutant: Mutant,
  outcome: Outcome | undefined,
  base: Outcome | undefined,
  provider: Joined,
): Generator<string> {
  yield* breachesOf(outcome);
  if (outcome?.message === undefined) return; // Its proof covered what is gone, so it had none.
  const { message, events } = outcome;
  if (events.length === 0) {
    const said = message.findings.length > 0 || message.state !== 'processed' || (base?.events.length ?? 0) === 0;
    if (!said) yield 'it became no event, and nothing says why';
    return;
  }
  const lost = lostOf(base?.events[0]?.data, events[0]?.data ?? null);
  for (const path of lost) {
    if (isExplained(mutant, path, provider) || message.findings.some((finding) => speaksOf(finding, mutant.path)))
      continue;
    yield `${path} is not in its event, and no finding says why (verdict ${message.verdict})`;
  }
}

/** Whether a field of the example reaches no event: without it the event is what it was. A field that the contract gained must go on to the event. */
function isUnsent(
  { what, path }: Mutant,
  outcome: Outcome | undefined,
  base: Outcome | undefined,
  { unsent }: Joined,
): boolean {
  if (!what.endsWith(': removed') || !outcome?.events.length || !base?.events.length) return false;
  if (unsent.some((pattern) => pattern.test(path))) return false;
  const dataOf = ({ events }: Outcome) => JSON.stringify(events.map(({ data }) => data));
  return dataOf(outcome) === dataOf(base);
}

/** Places of values that the example's event has, and this one has not. */
function lostOf(before: Json | undefined, after: Json): readonly string[] {
  const left = new Map(leavesOf(after));
  if (before === undefined) return [];
  return leavesOf(before).flatMap(([path, value]) => (left.has(path) || isCarried(path, value, left) ? [] : [path]));
}

/** Where a schema leaves open what it holds, what was wrapped is handed on as it came: the same value, under more names. */
function isCarried(path: string, value: JsonValue, left: ReadonlyMap<string, JsonValue>): boolean {
  const steps = namesOf(path);
  return [...left].some(([other, found]) => String(found) === String(value) && isWithin(steps, namesOf(other)));
}

const namesOf = (path: string): readonly string[] =>
  path.split('/').filter((step) => step !== '' && !/^\d+$/.test(step));

/** Whether all of `steps` occur among `others`, in their order. */
function isWithin(steps: readonly string[], others: readonly string[]): boolean {
  let at = 0;
  for (const other of others) if (other === steps[at]) at += 1;
  return at === steps.length;
}

function leavesOf(value: JsonValue, steps: readonly string[] = []): readonly (readonly [string, JsonValue])[] {
  if (isObject(value)) return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...steps, name]));
  if (Array.isArray(value)) return itemsOf(value).flatMap((inner, index) => leavesOf(inner, [...steps, String(index)]));
  return value === null ? [] : [[pointerOf(steps), value]];
}

/** What is gone from the message is gone from the event, and so is what is made of it. Of a list's item the list's other items move up. */
function isExplained({ gone, path }: Mutant, lost: string, { derived }: Joined): boolean {
  const names = namesOf(path).slice(/\/\d+$/.test(path) ? -2 : -1);
  const named = names.some((name) => new RegExp(`/${name}(/|$)`, 'i').test(lost));
  return (gone && named) || names.some((name) => (derived[name] ?? []).some((other) => lost.includes(`/${other}`)));
}

/** A finding at the place, at what holds it, or at what it holds. */
const speaksOf = (finding: Finding, path: string): boolean =>
  placesOf(finding).some((place) => path.startsWith(place) || place.startsWith(path));
