/**
 * `make crash`: KILLS kills (30) in a row, then ROUNDS rounds (20) of kill -9 under load against what `make build` made, then the proof that no ack goes out before its
 * commit is synced. SEED=n plans the same rounds again. Ends with 1 when anything that was acknowledged is missing.
 */
import { existsSync } from 'node:fs';
import { compiled, startTryGateway } from '../support/try-gateway.ts';
import { sentence } from './losses.ts';
import { openMarks, type Push } from './pushes.ts';
import { randomFrom } from './random.ts';
import { playRound, type Round } from './round.ts';
import { playStorm } from './storm.ts';
import { proveSyncs } from './sync-proof.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

async function playRounds(rounds: number, seed: number): Promise<boolean> {
  print(`${rounds} rounds of kill -9 under load, SEED=${seed}`);
  const gateway = await startTryGateway({ program: compiled });
  const random = randomFrom(seed);
  const nextMark = openMarks();
  const promised: Push[] = [];
  let kept = true;
  try {
    for (let number = 1; kept && number <= rounds; number += 1) {
      const round = await playRound(gateway, random, nextMark, promised);
      print(`  ${String(number).padStart(3)}  ${describe(round)}`);
      for (const loss of round.losses) print(`       LOST: ${sentence(loss)}`);
      kept = round.losses.length === 0;
    }
  } finally {
    // What is there after a loss is the evidence: it is left where it is.
    if (kept) await gateway.stop();
    else {
      await gateway.kill('SIGTERM');
      print(`The store and the events are left in ${gateway.folder}`);
    }
  }
  print(
    kept
      ? `Nothing was lost: all ${promised.length} acknowledged pushes are one message and one event each.`
      : `A PROMISE WAS BROKEN. Plan the same rounds again with SEED=${seed}.`,
  );
  return kept;
}

function describe({ killedAfterMs, killedAgainAfterMs, sent, acknowledged, resent, waiting }: Round): string {
  const again = killedAgainAfterMs === undefined ? '' : ` and ${killedAgainAfterMs} ms after the restart`;
  return `${sent} sent, ${acknowledged} acknowledged, killed after ${killedAfterMs} ms${again}; ${waiting} still to become events after the restart, ${resent} were sent again`;
}

async function playKills(kills: number, seed: number): Promise<boolean> {
  if (kills === 0) return true;
  print(`${kills} kills in a row, with a slow order API, a hanging sink and a module that rejects`);
  const storm = await playStorm({ kills, lifeMs: [300, 2_500], random: randomFrom(seed), program: compiled });
  const { tookMs, recoveredMs, acknowledged, losses, failed, dead, waiting } = storm;
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
  print(
    `  ${acknowledged} acknowledged in ${seconds(tookMs)}; ${seconds(recoveredMs)} later ${waiting} still owed, ${losses.length} lost, ${failed.length} failed, dead letters: ${JSON.stringify(dead)}`,
  );
  for (const loss of losses) print(`       LOST: ${sentence(loss)}`);
  for (const reason of failed) print(`       FAILED: ${reason}`);
  return waiting + losses.length + failed.length === 0 && Object.keys(dead).every((sink) => sink === 'module');
}

async function playSyncs(): Promise<boolean> {
  const proof = await proveSyncs({ program: compiled, clients: 64, pushes: 2_000 });
  if ('missing' in proof) {
    print(`The order of syncs and acks was not checked: ${proof.missing}.`);
    return true;
  }
  print(
    `${proof.held} pushes with the disk held back: ${proof.answersWhileHeld} answers; after letting it go: ${proof.answersAfter}.`,
  );
  print(
    `${proof.acks} acks under load from 64 clients, ${proof.syncs} syncs of the log: ${proof.early.length} acks before the sync of their commit.`,
  );
  return proof.sound;
}

function count(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number`);
  return value;
}

if (!existsSync(compiled[0] ?? '')) throw new Error('there is no dist/; run `make build` first');
const seed = count('SEED', Math.floor(Math.random() * 1_000_000));
const survived = await playKills(count('KILLS', 30), seed);
const kept = await playRounds(count('ROUNDS', 20), seed);
const synced = await playSyncs();
print(survived && kept && synced ? 'make crash: everything held.' : 'make crash: FAILED.');
process.exitCode = survived && kept && synced ? 0 : 1;
