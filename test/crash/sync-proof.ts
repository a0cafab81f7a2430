/**
 * No ack goes out before its commit is synced, shown in two ways on one gateway:
 *
 * held   The disk is held back (the shim blocks every sync of the log), then pushes arrive on as many connections. As long as it
 *        is held none may hear a byte, although the gateway goes on answering its operator. Let go, all hear their ack.
 * order  Under load, every single ack is held against the order of writes, syncs and answers (`sync-trace.ts`).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPreload } from '../support/preload.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { send, startLoad } from './clients.ts';
import { makePush, openMarks } from './pushes.ts';
import { readTrace, type Trace } from './sync-trace.ts';

export type SyncProof = {
  /** Pushes sent while the disk was held, and the answers that left the gateway before and after it was let go. */
  readonly held: number;
  readonly answersWhileHeld: number;
  readonly answersAfter: number;
  /** Of the whole run. */
  readonly acks: number;
  readonly syncs: number;
  /** Marks of the pushes whose ack went out before their commit was synced. */
  readonly early: readonly string[];
  /** Every ack was seen by the shim, none of them early, and none left while the disk was held. */
  readonly sound: boolean;
};

const HELD_PUSHES = 50;
// How many answers of the operator's listener stand for "the gateway has had its time": each is a turn of the same event loop.
const TURNS_WHILE_HELD = 40;

export async function proveSyncs(options: {
  /** See `TryOptions`. */
  readonly program: readonly string[];
  readonly clients: number;
  /** How many pushes are sent under load. */
  readonly pushes: number;
}): Promise<SyncProof | { readonly missing: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-syncs-'));
  const built = buildPreload(join(import.meta.dirname, 'sync-shim.c'), folder);
  if ('missing' in built) return built;
  const traceFile = join(folder, 'trace');
  const holdFile = join(folder, 'hold');
  const gateway = await startTryGateway({
    program: options.program,
    env: { LD_PRELOAD: built.shim, SYNC_TRACE: traceFile, SYNC_HOLD: holdFile },
  });
  const trace = () => readTrace(readFileSync(traceFile, 'utf8'));
  try {
    const acksHeld = await heldBack(gateway, trace, holdFile);
    const acksLoaded = await underLoad(gateway, options);
    const { acked, early, syncs, answersWhileHeld } = trace();
    const seen = new Set(acked);
    const allSeen = [...acksHeld, ...acksLoaded].every((mark) => seen.has(mark));
    return {
      held: HELD_PUSHES,
      answersWhileHeld,
      answersAfter: acksHeld.length - answersWhileHeld,
      acks: acksHeld.length + acksLoaded.length,
      syncs,
      early,
      sound: allSeen && early.length === 0 && answersWhileHeld === 0 && syncs > 0 && acksHeld.length === HELD_PUSHES,
    };
  } finally {
    rmSync(holdFile, { force: true }); // A gateway that is held back would never stop.
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Marks of the pushes that were acknowledged in the end. */
async function heldBack(gateway: RunningGateway, trace: () => Trace, holdFile: string): Promise<string[]> {
  writeFileSync(holdFile, '');
  const nextMark = openMarks();
  const pushes = Array.from({ length: HELD_PUSHES }, () => makePush('paazl-json', nextMark(), ''));
  const agent = new Agent({ keepAlive: true });
  const replies = pushes.map((push) => send(gateway.publicUrl, push, agent));
  await gateway.eventually(() => {
    const { read, holds } = trace();
    return holds > 0 && pushes.every(({ mark }) => read.has(mark));
  }, 'not every push was read while the disk was held back');
  for (let turn = 0; turn < TURNS_WHILE_HELD; turn += 1) await fetch(`${gateway.operatorUrl}/health/live`);
  rmSync(holdFile);
  const heard = await Promise.all(replies);
  agent.destroy();
  return pushes.filter((_, index) => heard[index]?.status === 200).map(({ mark }) => mark);
}

async function underLoad(
  gateway: RunningGateway,
  { clients, pushes }: { readonly clients: number; readonly pushes: number },
): Promise<string[]> {
  const nextMark = openMarks();
  let count = 0;
  const load = startLoad({
    publicUrl: gateway.publicUrl,
    clients,
    pushesMax: pushes,
    next: () => {
      count += 1;
      return makePush(count % 2 === 0 ? 'zettle' : 'paazl-json', nextMark(), '');
    },
  });
  await gateway.eventually(
    () => load.sent.length >= pushes,
    () => `only ${load.sent.length} pushes were sent`,
  );
  await load.stop();
  for (const { push, reply } of load.refused) throw new Error(`${push.kind} ${push.mark} heard ${reply.status}`);
  return load.acknowledged.map(({ mark }) => mark);
}
