/** One round: load, kill -9, start again on the same folder, and hold what was promised against what is there. */
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { RunningGateway } from '../support/try-gateway.ts';
import { isAck, send, startLoad } from './clients.ts';
import { countWaiting, settled } from './evidence.ts';
import { findLosses, type Loss } from './losses.ts';
import { kinds, makePush, type Push } from './pushes.ts';
import type { Random } from './random.ts';

const CLIENTS = 16;
// What one round may leave behind for the restarted gateway: a second or two of work.
const PUSHES_MAX = 2_000;

export type Round = {
  readonly killedAfterMs: number;
  /** Milliseconds after the restart at which it was killed once more, while it caught up. */
  readonly killedAgainAfterMs?: number;
  readonly sent: number;
  /** Of these, promised before the kill. */
  readonly acknowledged: number;
  /** Sent again after the restart, as providers do with what was not answered. */
  readonly resent: number;
  /** Not settled yet when the restarted gateway was ready. */
  readonly waiting: number;
  readonly losses: readonly Loss[];
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** `promised` holds the pushes acknowledged in earlier rounds and is added to: a later crash must not lose them either. */
export async function playRound(
  gateway: RunningGateway,
  random: Random,
  nextMark: () => string,
  promised: Push[],
): Promise<Round> {
  const appDirectHost = gateway.localise('127.0.0.1:4015');
  const data = join(gateway.folder, 'data');
  const killedAfterMs = random.between(300, 1500);
  const load = startLoad({
    publicUrl: gateway.publicUrl,
    clients: CLIENTS,
    pushesMax: PUSHES_MAX,
    next: () => makePush(random.pick(kinds), nextMark(), appDirectHost),
  });
  await pause(killedAfterMs);
  await gateway.kill('SIGKILL');
  await load.stop();
  for (const { push, reply } of load.refused)
    throw new Error(`${push.kind} ${push.mark} heard ${reply.status} from a healthy gateway: ${reply.body}`);
  const acknowledged = load.acknowledged.length;
  promised.push(...load.acknowledged);

  await gateway.restart();
  const waiting = countWaiting(data);
  const killedAgainAfterMs = random.next() < 0.3 ? random.between(0, 300) : undefined;
  if (killedAgainAfterMs !== undefined) {
    await pause(killedAgainAfterMs);
    await gateway.kill('SIGKILL');
    await gateway.restart();
  }

  const known = new Set(load.acknowledged);
  const unanswered = load.sent.filter((push) => !known.has(push));
  await sendAgain(gateway.publicUrl, unanswered, promised);
  const losses = findLosses(promised, await settled(data));
  return {
    killedAfterMs,
    ...(killedAgainAfterMs !== undefined && { killedAgainAfterMs }),
    sent: load.sent.length,
    acknowledged,
    resent: unanswered.length,
    waiting,
    losses,
  };
}

/** Some of these are in the store although nobody was told: they must become one message, not two. */
async function sendAgain(publicUrl: string, pushes: readonly Push[], promised: Push[]): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (const push of pushes) {
    const reply = await send(publicUrl, push, agent);
    if (reply === undefined || !isAck(push, reply))
      throw new Error(`${push.kind} ${push.mark}, sent again, heard ${reply?.status}: ${reply?.body}`);
    promised.push(push);
  }
  agent.destroy();
}
