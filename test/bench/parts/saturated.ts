/** As many pushes as 64 connections get answered: the gateway beside three servers that do less. All of them in each round, each round in another order. */
import { type CountingSink, openCountingSink } from '../counting-sink.ts';
import { type Figure, median, number, quotient, ratios } from '../figures.ts';
import { type Measured, measure } from '../load.ts';
import { eachRound } from '../machine.ts';
import { paazlJson, paazlXml, type Template } from '../pushes.ts';
import { storeBytes } from '../server.ts';
import { bareAppend, expressValidation, gateway, type Setting, type Subject, sixtyLines } from '../subjects.ts';
import type { Part } from './part.ts';

type Case = { readonly subject: Subject; readonly push?: Template; readonly setting?: Setting };
type Delivering = {
  readonly acks: number;
  readonly p99Ms: number;
  readonly events: number;
  readonly cpuMs: number;
  readonly writtenKib: number;
  readonly diskBytes: number;
  readonly residentMb: number;
};

// The first pushes of a process are compiled.
const WARM_SECONDS = 2;
const DRAIN_MS_MAX = 30_000;

export const saturated: Part = async ({ rounds: times, seconds, shim }) => {
  const acking = {
    json: { subject: gateway },
    xml: { subject: gateway, push: paazlXml },
    bare: { subject: bareAppend },
    express: { subject: expressValidation },
    ...(shim && { slow: { subject: gateway, setting: { env: { LD_PRELOAD: shim, DISK_DELAY_US: '1000' } } } }),
  } satisfies Record<string, Case>;
  const acks = new Map<string, number[]>();
  const ours: Delivering[] = [];
  const theirs: Delivering[] = [];
  const note = (name: string, one: Case) => async () => {
    const { perSecond } = await onlyAcks(one, seconds);
    acks.set(name, [...(acks.get(name) ?? []), perSecond]);
  };
  const takes = [
    ...Object.entries(acking).map(([name, one]) => note(name, one)),
    async () => void ours.push(await delivering(gateway, seconds)),
    async () => void theirs.push(await delivering(sixtyLines, seconds)),
  ];
  const rounds = await eachRound('saturated', times, async (round) => {
    for (let place = 0; place < takes.length; place += 1) await takes[(place + round) % takes.length]?.();
    return acks.get('bare')?.at(-1);
  });

  const of = (name: string) => acks.get(name) ?? [];
  const both = (key: keyof Delivering) => [ours.map((one) => one[key]), theirs.map((one) => one[key])] as const;
  const compared = (what: string, key: keyof Delivering, unit: string, aim: NonNullable<Figure['aim']>): Figure => {
    const [over, under] = both(key);
    return { what, aim, unit: '', values: ratios(over, under), beside: quotient(over, under, unit) };
  };
  const ackRatio = (what: string, over: string, under: string, least: number): Figure => ({
    what,
    aim: { least },
    unit: '',
    values: ratios(of(over), of(under)),
    beside: quotient(of(over), of(under), 'acks/s'),
  });
  const [p99, theirP99] = both('p99Ms');
  const figures: Figure[] = [
    ackRatio('Paazl JSON, durable acks ÷ bare append', 'json', 'bare', 0.4),
    compared('acks ÷ 60 lines, both with an HTTP sink', 'acks', 'acks/s', { least: 1.3 }),
    compared('events to the sink ÷ 60 lines, until the last has arrived', 'events', 'events/s', { least: 1 }),
    compared('CPU per delivered event ÷ 60 lines', 'cpuMs', 'ms', { most: 1.2 }),
    ackRatio('acks ÷ Express + validation, nothing stored', 'json', 'express', 3),
    ackRatio('Paazl XML ÷ Paazl JSON', 'xml', 'json', 0.85),
    ...(shim ? [ackRatio('+ 1 ms a fsync ÷ without', 'slow', 'json', 0.8)] : []),
    { what: 'ack p99, saturated', unit: 'ms', values: p99, beside: `60 lines ${number(median(theirP99))} ms` },
    { what: 'written a push', aim: { most: 6 }, unit: 'KiB', values: both('writtenKib')[0] },
    { what: 'on disk a push', aim: { most: 1500 }, unit: 'bytes', values: both('diskBytes')[0] },
    { what: 'memory under load', aim: { most: 200 }, unit: 'MB', values: both('residentMb')[0] },
  ];
  return { figures, rounds };
};

async function onlyAcks({ subject, push = paazlJson, setting = {} }: Case, seconds: number): Promise<Measured> {
  const server = await subject.start(setting);
  try {
    await measure({ url: server.url, push, seconds: WARM_SECONDS });
    return sound(subject, await measure({ url: server.url, push, seconds }));
  } finally {
    await server.stop();
  }
}

async function delivering(subject: Subject, seconds: number): Promise<Delivering> {
  const sink = await openCountingSink();
  const server = await subject.start({ sinkUrl: sink.url });
  try {
    const warm = await measure({ url: server.url, push: paazlJson, seconds: WARM_SECONDS });
    await arrival(sink, warm.requests);
    const [before, first] = [server.cost(), sink.arrived()];
    const begin = performance.now();
    const load = sound(subject, await measure({ url: server.url, push: paazlJson, seconds }));
    const residentMb = server.residentMb();
    await arrival(sink, first + load.requests);
    const tookMs = performance.now() - begin;
    const { cpuSeconds, writtenBytes } = server.cost();
    const events = sink.arrived() - first;
    await server.stop();
    return {
      acks: load.perSecond,
      p99Ms: load.p99Ms,
      events: (events / tookMs) * 1000,
      cpuMs: ((cpuSeconds - before.cpuSeconds) * 1000) / events,
      writtenKib: (writtenBytes - before.writtenBytes) / 1024 / load.requests,
      diskBytes: storeBytes(server.data) / sink.arrived(),
      residentMb,
    };
  } finally {
    await server.stop();
    sink.close();
  }
}

/** wrk counts an answer only when it has read it, so a few more than `count` may come. */
async function arrival(sink: CountingSink, count: number): Promise<void> {
  const endsAt = performance.now() + DRAIN_MS_MAX;
  while (sink.arrived() < count) {
    if (performance.now() > endsAt) throw new Error(`${count - sink.arrived()} of ${count} events have not arrived`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

function sound(subject: Subject, load: Measured): Measured {
  if (load.notOk > 0)
    throw new Error(`${subject.name}: ${load.notOk} of ${load.requests} pushes were not acknowledged`);
  return load;
}
