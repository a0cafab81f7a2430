/** The gateway with SQLite, and one, two and three on one PostgreSQL, in the same round: saturated with an HTTP sink, then at 500 pushes a second. */
import { noPostgres, postgresBinaries } from '../../support/postgres-server.ts';
import { openCountingSink } from '../counting-sink.ts';
import { type Database, startDatabase } from '../database.ts';
import { type Figure, median, number, quotient, ratios } from '../figures.ts';
import { measure } from '../load.ts';
import { eachRound } from '../machine.ts';
import { pace } from '../paced.ts';
import { paazlJson } from '../pushes.ts';
import { gateway } from '../subjects.ts';
import type { Part } from './part.ts';

type Run = {
  readonly acks: number;
  readonly events: number;
  /** CPU of an event, in ms, from its push to the sink. */
  readonly gatewayMs: number;
  readonly databaseMs: number;
  readonly walBytes: number;
  readonly pacedP99Ms: number;
};

const WARM_SECONDS = 2;
const DRAIN_MS_MAX = 120_000;
const PACED_PER_SECOND = 500;

export const postgres: Part = async ({ rounds: times, seconds }) => {
  if (postgresBinaries() === undefined) {
    process.stderr.write(`postgres: not measured, ${noPostgres}\n`);
    return { figures: [], rounds: [] };
  }
  const sqlite: Run[] = [];
  const nodes: readonly [Run[], Run[], Run[]] = [[], [], []];
  const rounds = await eachRound('postgres', times, async () => {
    sqlite.push(await run(1, undefined, seconds));
    for (const [index, runs] of nodes.entries()) {
      const database = await startDatabase();
      try {
        runs.push(await run(index + 1, database, seconds));
      } finally {
        await database.end();
      }
    }
    return undefined;
  });
  return { figures: figuresOf(sqlite, nodes), rounds };
};

function figuresOf(sqlite: readonly Run[], [one, two, three]: readonly [Run[], Run[], Run[]]): readonly Figure[] {
  const of = (runs: readonly Run[], key: keyof Run) => runs.map((each) => each[key]);
  const cpu = (runs: readonly Run[]) => runs.map(({ gatewayMs, databaseMs }) => gatewayMs + databaseMs);
  const parts = (runs: readonly Run[]) =>
    `${number(median(of(runs, 'gatewayMs')))} gateways + ${number(median(of(runs, 'databaseMs')))} database`;
  const beside = (runs: readonly Run[], key: keyof Run, unit: string) => quotient(of(runs, key), of(sqlite, key), unit);
  const many = (runs: readonly Run[], name: string): Figure[] => [
    { what: `${name}: acks`, unit: '/s', values: of(runs, 'acks') },
    { what: `${name}: events to the sink`, unit: '/s', values: of(runs, 'events') },
    {
      what: `${name}: CPU an event ÷ that of one gateway`,
      unit: '',
      values: ratios(cpu(runs), cpu(one)),
      beside: `${parts(runs)}, ms`,
    },
  ];
  return [
    { what: 'PostgreSQL: durable acks, with an HTTP sink', aim: { least: 4000 }, unit: '/s', values: of(one, 'acks') },
    { what: 'PostgreSQL: events to the sink', aim: { least: 2000 }, unit: '/s', values: of(one, 'events') },
    { what: 'PostgreSQL: ack p99 at 500/s', aim: { most: 60 }, unit: 'ms', values: of(one, 'pacedP99Ms') },
    { what: 'PostgreSQL: CPU an event', unit: 'ms', values: cpu(one), beside: parts(one) },
    { what: 'PostgreSQL: log of the database an event', unit: 'bytes', values: of(one, 'walBytes') },
    {
      what: 'acks, PostgreSQL ÷ SQLite',
      unit: '',
      values: ratios(of(one, 'acks'), of(sqlite, 'acks')),
      beside: beside(one, 'acks', 'acks/s'),
    },
    {
      what: 'events to the sink, PostgreSQL ÷ SQLite',
      unit: '',
      values: ratios(of(one, 'events'), of(sqlite, 'events')),
      beside: beside(one, 'events', 'events/s'),
    },
    {
      what: 'CPU an event, PostgreSQL ÷ SQLite',
      unit: '',
      values: ratios(cpu(one), cpu(sqlite)),
      beside: quotient(cpu(one), cpu(sqlite), 'ms'),
    },
    ...many(two, 'two gateways'),
    ...many(three, 'three gateways'),
  ];
}

async function run(count: number, database: Database | undefined, seconds: number): Promise<Run> {
  const sink = await openCountingSink();
  const setting = { sinkUrl: sink.url, ...(database && { store: database.url }) };
  const servers: Awaited<ReturnType<typeof gateway.start>>[] = [];
  try {
    for (let index = 0; index < count; index += 1)
      servers.push(await gateway.start({ ...setting, env: { PUSHDOCK_NODE: `bench-${index}` } }));
    const load = (long: number) =>
      Promise.all(servers.map(({ url }) => measure({ url, push: paazlJson, seconds: long })));
    const arrival = async (wanted: number) => {
      const endsAt = performance.now() + DRAIN_MS_MAX;
      while (sink.arrived() < wanted && performance.now() < endsAt) await new Promise((done) => setTimeout(done, 5));
      if (sink.arrived() < wanted) throw new Error(`${wanted - sink.arrived()} of ${wanted} events have not arrived`);
    };
    const cpu = () => servers.reduce((sum, server) => sum + server.cost().cpuSeconds, 0);
    const requests = (all: Awaited<ReturnType<typeof load>>) => all.reduce((sum, one) => sum + one.requests, 0);
    await arrival(requests(await load(WARM_SECONDS)));
    const before = [cpu(), database?.cpuSeconds() ?? 0, (await database?.walBytes()) ?? 0, sink.arrived()] as const;
    const begin = performance.now();
    const measured = await load(seconds);
    const refused = measured.reduce((sum, one) => sum + one.notOk, 0);
    if (refused > 0) throw new Error(`${refused} pushes were not acknowledged`);
    await arrival(before[3] + requests(measured));
    const tookMs = performance.now() - begin;
    const events = sink.arrived() - before[3];
    const after = [cpu(), database?.cpuSeconds() ?? 0, (await database?.walBytes()) ?? 0] as const;
    const [first] = servers;
    if (!first) throw new Error('A run has a gateway');
    const paced = await pace({ url: first.url, perSecond: PACED_PER_SECOND, seconds });
    return {
      acks: measured.reduce((sum, one) => sum + one.perSecond, 0),
      events: (events / tookMs) * 1000,
      gatewayMs: ((after[0] - before[0]) * 1000) / events,
      databaseMs: ((after[1] - before[1]) * 1000) / events,
      walBytes: (after[2] - before[2]) / events,
      pacedP99Ms: paced.p99Ms,
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    sink.close();
  }
}
