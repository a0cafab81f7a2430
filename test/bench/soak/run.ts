/**
 * `make soak`: a gateway under a mixed load, with sinks that fail in turns, reloads and retention, for ten minutes. Ends with a table, and with
 * exit code 1 where something grew or was lost. `SECONDS=120 PER_SECOND=100 make soak` is shorter; below two minutes memory says little.
 */
import { type CountingSink, type Mood, openCountingSink } from '../counting-sink.ts';
import { markdown, number, percentile } from '../figures.ts';
import { pace } from '../paced.ts';
import { storeBytes } from '../server.ts';
import { growth, none, type Window } from './checks.ts';
import { type SoakGateway, startSoakGateway } from './gateway.ts';
import { drained, prune, reload } from './meanwhile.ts';
import { type SoakPush, soakPush } from './mixed-pushes.ts';

const seconds = Number(process.env.SECONDS || 600);
const perSecond = Number(process.env.PER_SECOND || 200);
const WINDOWS = 20;
const windowSeconds = seconds / WINDOWS;
const keepSeconds = Math.max(5, Math.round(seconds / 10));
const moods: readonly Mood[] = ['failing', 'hanging', 'closing'];
const tokenOf = (round: number): string => `bench-only-paazl-token-${String(round).padStart(4, '0')}`;

const arrived = new Map<string, Set<string>>();
const arrivedAt = new Map<string, number>();
async function openSink(name: string): Promise<CountingSink> {
  const marks = new Set<string>();
  arrived.set(name, marks);
  return openCountingSink((body) => {
    const [mark] = /SOAK-\d{8}/.exec(body.toString('latin1')) ?? [];
    if (mark === undefined) return;
    marks.add(mark);
    if (name === 'steady' && !arrivedAt.has(mark)) arrivedAt.set(mark, performance.now());
  });
}
const sinks = {
  steady: await openSink('steady'),
  first: await openSink('first'),
  second: await openSink('second'),
  third: await openSink('third'),
};
const inTurns = [sinks.first, sinks.second, sinks.third];

const gateway = await startSoakGateway(sinks, keepSeconds, tokenOf(0));
const acked = new Map<string, number>();
const windows: Window[] = [];
/** By kind and status. */
const refused = new Map<string, number>();
let [sent, remembered, wronglyTaken, reloadsMissed] = [0, 0, 0, 0];
try {
  for (let round = 0; round < WINDOWS; round += 1) {
    inTurns.forEach((sink, index) => {
      sink.become(
        round % inTurns.length === index
          ? (moods[Math.floor(round / inTurns.length) % moods.length] ?? 'failing')
          : 'well',
      );
    });
    // The gateway takes the token of before as well, so nothing that comes during the reload may be refused.
    const [before, next] = [tokenOf(round), tokenOf(round + 1)];
    const [window, missed] = await Promise.all([playWindow(gateway, before), reload(gateway, next), prune(gateway)]);
    windows.push(window);
    reloadsMissed += missed;
    const last = windows.at(-1);
    process.stderr.write(
      `${round + 1}/${WINDOWS}: ${Object.entries(last ?? {})
        .map(([name, value]) => `${name} ${number(value)}`)
        .join(', ')}\n`,
    );
  }
  for (const sink of inTurns) sink.become('well');
  await drained(gateway);
  await new Promise((done) => setTimeout(done, (keepSeconds + 1) * 1000));
  const overdue = await prune(gateway);
  const missing = [...arrived.values()].flatMap((marks) => [...acked.keys()].filter((mark) => !marks.has(mark)));
  const checks = [
    ...growth(windows),
    none(
      `good pushes without a 2xx${[...refused].map(([of, count]) => `, ${of}: ${count}`).join('')}`,
      [...refused.values()].reduce((sum, one) => sum + one, 0),
    ),
    none('pushes with a wrong proof that were taken', wronglyTaken),
    none('acknowledged pushes that a sink never got', missing.length),
    none('dead letters', await gateway.metric('pushdock_sink_dead_letters')),
    none('reloads that did not take up the new token', reloadsMissed),
    none('things older than retention after its pass', overdue),
  ];
  process.stdout.write(
    `${sent} pushes in ${seconds} s, kept for ${keepSeconds} s; ${sinks.steady.arrived()} events to the steady sink.\n\n${markdown(
      ['', 'first half, warm', 'second half', 'bound', ''],
      checks.map(({ what, early, late, bound, ok }) => [what, early, late, bound, ok ? 'holds' : '**does not hold**']),
    )}\n`,
  );
  if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  await gateway.stop();
  for (const sink of Object.values(sinks)) sink.close();
}

async function playWindow({ url, marketHost, ...server }: SoakGateway, token: string): Promise<Window> {
  const pushes: SoakPush[] = [];
  const waits: number[] = [];
  const begin = sent;
  await pace({
    url,
    perSecond,
    seconds: windowSeconds,
    next: (number) => {
      const push = soakPush(begin + number, token, marketHost);
      pushes[number] = push;
      return push.asked;
    },
    answered: (number, status, waitedMs) => {
      const { kind, fault, mark } = pushes[number] ?? {};
      const isTaken = status !== undefined && status < 300;
      if (fault === 'wrong-proof') wronglyTaken += isTaken ? 1 : 0;
      else if (!isTaken) refused.set(`${kind} ${status}`, (refused.get(`${kind} ${status}`) ?? 0) + 1);
      else if (mark !== undefined) acked.set(mark, performance.now());
      if (kind !== 'appdirect') waits.push(waitedMs); // Its answer is the outcome, and waits for a call.
    },
  });
  sent += pushes.length;
  remembered += pushes.filter(({ kind }) => kind === 'zettle').length;
  const toSink = pushes.flatMap(({ mark }) => {
    const [at, there] = [acked.get(mark ?? ''), arrivedAt.get(mark ?? '')];
    return at === undefined || there === undefined ? [] : [Math.max(0, there - at)];
  });
  const { p99Ms } = await server.loop();
  return {
    ackP99Ms: percentile(waits, 0.99),
    sinkP99Ms: percentile(toSink, 0.99),
    loopP99Ms: p99Ms,
    residentMb: server.residentMb(),
    storeMb: storeBytes(server.data) / 2 ** 20,
    remembered,
  };
}
