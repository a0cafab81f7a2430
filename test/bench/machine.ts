/** What else the machine did while something was measured. Without it nobody can tell a slow gateway from a busy machine. */
import { readFileSync } from 'node:fs';
import { measure } from './load.ts';
import { paazlJson } from './pushes.ts';
import { bareAppend } from './subjects.ts';

export type Round = {
  readonly part: string;
  readonly number: number;
  /** Of the last minute, at the round's end. */
  readonly load: number;
  /** Per cent of the processors that the host gave to others. */
  readonly stealPercent: number;
  /** What the bare append managed in this round. */
  readonly bare: number;
};

function ticks(): { total: number; steal: number } {
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/);
  const eight = fields.slice(0, 8).map(Number); // Guests stand in user's time already.
  return { total: eight.reduce((sum, one) => sum + one, 0), steal: eight[7] ?? 0 };
}

/** `take` answers with the bare figure where it measures one itself; else it is measured at each round's end. */
export async function eachRound(
  part: string,
  times: number,
  take: (round: number) => Promise<number | undefined>,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let number = 1; number <= times; number += 1) {
    const before = ticks();
    const bare = (await take(number - 1)) ?? (await bareRate());
    const after = ticks();
    const load = Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
    const stealPercent = (100 * (after.steal - before.steal)) / (after.total - before.total);
    rounds.push({ part, number, load, stealPercent, bare });
    process.stderr.write(
      `${part} ${number}/${times}: load ${load}, steal ${stealPercent.toFixed(1)} %, bare ${Math.round(bare)}/s\n`,
    );
  }
  return rounds;
}

async function bareRate(): Promise<number> {
  const server = await bareAppend.start();
  try {
    return (await measure({ url: server.url, push: paazlJson, seconds: 1 })).perSecond;
  } finally {
    await server.stop();
  }
}
