/** What is in the store and in the file of events, read without asking the gateway. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { markPattern } from './pushes.ts';

export type Evidence = {
  /** Ids of the messages that hold a mark: one, if nothing is lost and nothing doubled. */
  readonly messages: ReadonlyMap<string, readonly { readonly id: string; readonly state: string }[]>;
  /** By message: its events, each with the lines that say it. A crash may repeat a line, never change it. */
  readonly events: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
};

/** `folder` is the data folder of a gateway, which may be running. */
export function readEvidence(folder: string): Evidence {
  return { messages: readMessages(join(folder, 'pushdock.db')), events: readEvents(join(folder, 'events.ndjson')) };
}

/** How many messages are not settled, and how many events are not in every sink. */
export function countWaiting(folder: string): number {
  const db = open(join(folder, 'pushdock.db'));
  try {
    const count = (from: string) => Number(db.prepare(`SELECT count(*) FROM ${from}`).pluck().get());
    const waits = 'due_at_ms IS NOT NULL';
    // Without a row among the work, a message is work as long as it is `received`. Asked first: it may get its row meanwhile, and never loses it.
    const unclaimed = `messages WHERE state = 'received' AND sequence NOT IN (SELECT message_sequence FROM work)`;
    return count(unclaimed) + count(`work WHERE ${waits}`) + count(`deliveries WHERE ${waits}`);
  } finally {
    db.close();
  }
}

// How long a gateway may take for what it finds after a restart, on a busy machine.
const SETTLED_MS_MAX = 60_000;

/** The evidence once nothing waits any more, or after a bound what there is by then: what is missing is then reported as lost. */
export async function settled(folder: string): Promise<Evidence> {
  for (const end = Date.now() + SETTLED_MS_MAX; countWaiting(folder) > 0 && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 50));
  return readEvidence(folder);
}

const open = (path: string) => new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });

type Row = { readonly id: string; readonly state: string; readonly target: string; readonly bytes: Uint8Array };

function readMessages(path: string): Map<string, { id: string; state: string }[]> {
  const db = open(path);
  try {
    const rows = db.prepare<[], Row>(
      'SELECT id, state, target, bytes FROM messages JOIN contents ON message_sequence = sequence',
    );
    const found = new Map<string, { id: string; state: string }[]>();
    for (const { id, state, target, bytes } of rows.iterate()) {
      const mark = markPattern.exec(`${target} ${Buffer.from(bytes).toString('latin1')}`)?.[0];
      if (mark === undefined) continue;
      found.set(mark, [...(found.get(mark) ?? []), { id, state }]);
    }
    return found;
  } finally {
    db.close();
  }
}

function readEvents(path: string): Map<string, Map<string, string[]>> {
  const found = new Map<string, Map<string, string[]>>();
  if (!existsSync(path)) return found;
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const { id, pushdockmessage } = envelope(line);
    const ofMessage = found.get(pushdockmessage) ?? new Map<string, string[]>();
    ofMessage.set(id, [...(ofMessage.get(id) ?? []), line]);
    found.set(pushdockmessage, ofMessage);
  }
  return found;
}

function envelope(line: string): { id: string; pushdockmessage: string } {
  const parsed: unknown = JSON.parse(line);
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'id' in parsed &&
    'pushdockmessage' in parsed &&
    typeof parsed.id === 'string' &&
    typeof parsed.pushdockmessage === 'string'
  )
    return { id: parsed.id, pushdockmessage: parsed.pushdockmessage };
  throw new TypeError(`no event: ${line}`);
}
