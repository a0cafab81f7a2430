/** Providers: each sends the pushes of one subject, the next when the one before is acknowledged, and repeats what was not. */
import { Agent } from 'node:http';
import { isAck, send } from '../clients.ts';
import { openMarks, type Push } from '../pushes.ts';

export type Senders = {
  /** Marks of what was acknowledged, by subject, in the order in which it was sent. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>;
  /** How many were acknowledged. */
  count(): number;
  /** Answers other than an ack, by status; 0: the connection broke. */
  readonly refused: ReadonlyMap<number, number>;
  /** Sends nothing new and resolves when nothing is under way. What was not acknowledged by then is given up. */
  stop(): Promise<void>;
};

const AGAIN_MS = 50;

/** `urls`: of gateways that are up; a push goes to one after the other until one acknowledges it. */
export function startSenders(options: { readonly subjects: number; readonly urls: () => readonly string[] }): Senders {
  const { subjects, urls } = options;
  const acknowledged = new Map<string, string[]>();
  const refused = new Map<number, number>();
  const nextMark = openMarks();
  const agent = new Agent({ keepAlive: true });
  let [stopped, turn] = [false, 0];

  async function sender(subject: string): Promise<void> {
    const heard: string[] = [];
    acknowledged.set(subject, heard);
    while (!stopped) {
      const push = pushOf(subject, nextMark());
      while (!(await taken(push))) {
        if (stopped) return;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
      heard.push(push.mark);
    }
  }

  async function taken(push: Push): Promise<boolean> {
    const up = urls();
    turn += 1;
    const url = up[turn % up.length];
    if (url === undefined) return false;
    const reply = await send(url, push, agent);
    if (reply && isAck(push, reply)) return true;
    const status = reply?.status ?? 0;
    refused.set(status, (refused.get(status) ?? 0) + 1);
    return false;
  }

  const all = Promise.all(Array.from({ length: subjects }, (_, index) => sender(`order-${index}`)));
  return {
    acknowledged,
    refused,
    count: () => [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0),
    async stop() {
      stopped = true;
      await all;
      agent.destroy();
    },
  };
}

export const pushOf = (subject: string, mark: string): Push => ({
  mark,
  kind: 'paazl-json',
  method: 'POST',
  target: '/push/paazl/shipping',
  headers: { authorization: 'Bearer development-paazl-token' },
  body: JSON.stringify({ orderReference: subject, webshop: 8, barcode: mark, status: 'SCANNED' }),
});
