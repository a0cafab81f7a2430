/** Replays: deliveries made again on purpose, and how far each replay has come. */
import type Database from 'better-sqlite3';
import type { NewEvent, Replayed, ReplayRequest, ReplayState } from '../../store.ts';
import { createDeliveries, orderKeyOf } from '../deliveries/create-deliveries.ts';
import type { MessageStates } from '../messages/states.ts';
import { reopening } from '../work/reopening.ts';

type Item = { readonly place: number; readonly replayed: Replayed };
type DeadRow = {
  id: number;
  replay: number | null;
  place: number;
  sink: string;
  subject: string | null;
  order_key: string | null;
};

// How many deliveries of a stopped replay one transaction withdraws.
const WITHDRAWN_AT_ONCE_MAX = 500;

export function replayCommands(db: Database.Database, states: MessageStates) {
  const { owe, mustWait, release } = createDeliveries(db);
  const { reopen } = reopening(db, states);
  const create = db.prepare<[string, number, number, number]>(
    'INSERT INTO replays (request, created_at_ms, total, until_sequence) VALUES (?, ?, ?, ?)',
  );
  const beginStep = db.prepare<[number]>('UPDATE replays SET unfinished = unfinished + 1 WHERE id = ?');
  const running = db.prepare<[string], { id: number; request: string; at_sequence: number; unfinished: number }>(
    `SELECT id, request, at_sequence, unfinished FROM replays WHERE id = ? AND state = 'running'`,
  );
  const advance = db.prepare<[number, number, number, number, string | null, number]>(
    `UPDATE replays SET unfinished = 0, at_sequence = ?, walked = walked + ?, skipped = skipped + ?, reopened = reopened + ?,
       last_skip = ifnull(?, last_skip) WHERE id = ?`,
  );
  const end = db.prepare<[string, number, string]>(
    `UPDATE replays SET state = ?, ended_at_ms = ? WHERE id = ? AND state = 'running'`,
  );
  const eventOf = db.prepare<[string], { sequence: number; envelope: string }>(
    'SELECT sequence, envelope FROM events WHERE id = ?',
  );
  const insertEvent = db.prepare<[string, number, string, string, string | null, number, string]>(
    'INSERT INTO events (id, message_sequence, type, source, subject, created_at_ms, envelope) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const deadOne = db.prepare<[number, string], DeadRow>(
    `SELECT d.id, d.replay, d.place, d.sink, e.subject, d.order_key FROM deliveries d JOIN events e ON e.sequence = d.event_sequence
     WHERE d.event_sequence = ? AND d.sink = ? AND d.state = 'dead'`,
  );
  const deadById = db.prepare<[string], DeadRow & { state: string }>(
    `SELECT d.id, d.replay, d.place, d.sink, e.subject, d.order_key, d.state
     FROM deliveries d JOIN events e ON e.sequence = d.event_sequence WHERE d.id = ?`,
  );
  const revive = db.prepare<(string | number | null)[]>(
    `UPDATE deliveries SET state = 'due', lane = 'replay', replay = ?, order_key = ?, behind = ?, due_at_ms = ?, since_ms = ?,
       settled_at_ms = NULL, attempts = 0, unfinished = 0, fence = fence + 1, envelope = ifnull(?, envelope) WHERE id = ?`,
  );
  const owedBy = db.prepare<
    [string, number],
    { id: number; copy: number; sink: string; order_key: string | null; behind: 0 | 1 }
  >(
    `SELECT id, copy, sink, order_key, behind FROM deliveries INDEXED BY deliveries_owed_by_replay
     WHERE replay = ? AND replay IS NOT NULL AND state = 'due' AND (behind = 1 OR due_at_ms = since_ms) ORDER BY behind DESC LIMIT ?`,
  );
  const withdrawCopy = db.prepare<[number]>('DELETE FROM deliveries WHERE id = ?');
  const withdrawRevived = db.prepare<[number, number]>(
    `UPDATE deliveries SET state = 'dead', behind = 0, due_at_ms = NULL, settled_at_ms = ?, fence = fence + 1 WHERE id = ?`,
  );

  /** The event's sequence, and its envelope if that differs from the stored one. */
  function known(event: NewEvent, place: number, nowMs: number): { sequence: number; envelope: string | null } {
    const envelope = JSON.stringify(event.envelope);
    const stored = eventOf.get(event.id);
    if (stored) return { sequence: stored.sequence, envelope: stored.envelope === envelope ? null : envelope };
    const { id, type, source, subject } = event;
    const { lastInsertRowid } = insertEvent.run(id, place, type, source, subject ?? null, nowMs, envelope);
    return { sequence: Number(lastInsertRowid), envelope: null };
  }

  function reviveDead(row: DeadRow, replay: number, orderKey: string | null, envelope: string | null, nowMs: number) {
    const behind = orderKey !== null && mustWait(row.sink, orderKey, row.place);
    revive.run(replay, orderKey, behind ? 1 : 0, behind ? null : nowMs, nowMs, envelope, row.id);
  }

  function send(item: Item & { replayed: { kind: 'events' } }, replay: number, dead: boolean, nowMs: number): void {
    const { events, deliveries } = item.replayed;
    const byId = new Map(events.map((event) => [event.id, known(event, item.place, nowMs)]));
    for (const { eventId, sink, orderKey } of deliveries) {
      const event = byId.get(eventId);
      if (!event) throw new Error(`A delivery names the event ${eventId}, which is not among those replayed`);
      if (dead) {
        const row = deadOne.get(event.sequence, sink);
        const key = orderKey === undefined ? null : orderKeyOf(orderKey, replay);
        if (row) reviveDead(row, replay, key, event.envelope, nowMs);
        continue;
      }
      const copy = { id: replay, envelope: event.envelope };
      owe({
        ...{ eventSequence: event.sequence, messageSequence: item.place, sink, nowMs, replay: copy },
        ...(orderKey !== undefined && { orderKey }),
      });
    }
  }

  return {
    createReplay({
      request,
      total,
      until,
      nowMs,
    }: {
      request: ReplayRequest;
      total: number;
      until: number;
      nowMs: number;
    }): string {
      return String(create.run(JSON.stringify(request), nowMs, total, until).lastInsertRowid);
    },

    beginReplayStep({ id }: { id: string }): number {
      const replay = running.get(id);
      if (replay) beginStep.run(replay.id);
      return replay?.unfinished ?? 0;
    },

    addReplayed({ id, items, nowMs }: { id: string; items: readonly Item[]; nowMs: number }): 'done' | 'fenced' {
      const replay = running.get(id);
      const [first, last] = [items[0], items.at(-1)];
      if (!replay || !first || !last || first.place <= replay.at_sequence) return 'fenced';
      const { filter } = JSON.parse(replay.request) as ReplayRequest;
      let reopened = 0;
      const skips: string[] = [];
      for (const { place, replayed } of items) {
        if (replayed.kind === 'events') send({ place, replayed }, replay.id, filter.dead === true, nowMs);
        else if (replayed.kind === 'skip') skips.push(replayed.reason);
        else if (reopen(place, ['failed', 'quarantined'], 'A replay processes it again.', nowMs)) reopened += 1;
        else skips.push('it is already being processed');
      }
      advance.run(last.place, items.length, skips.length, reopened, skips.at(-1) ?? null, replay.id);
      return 'done';
    },

    endReplay({ id, state, nowMs }: { id: string; state: Exclude<ReplayState, 'running'>; nowMs: number }): void {
      end.run(state, nowMs, id);
    },

    /** Withdraws a batch and returns how many. Call it until none is left. Those behind go first, so that none of them becomes a head. */
    withdrawReplayed({ id, nowMs }: { id: string; nowMs: number }): number {
      const rows = owedBy.all(id, WITHDRAWN_AT_ONCE_MAX);
      for (const row of rows) {
        if (row.copy === 0) withdrawRevived.run(nowMs, row.id);
        else withdrawCopy.run(row.id);
        if (row.order_key !== null && row.behind === 0) release(row.sink, row.order_key, nowMs);
      }
      return rows.length;
    },

    redeliver({ id, nowMs }: { id: string; nowMs: number }): { replay: string } | 'not_dead' | undefined {
      const row = deadById.get(id);
      if (!row) return undefined;
      if (row.state !== 'dead') return 'not_dead';
      const request: ReplayRequest = { filter: { dead: true }, sinks: [row.sink], mode: 'as_sent', perSecond: 1 };
      const replay = create.run(JSON.stringify({ ...request, delivery: id }), nowMs, 1, 0).lastInsertRowid;
      advance.run(row.place, 1, 0, 0, null, Number(replay));
      end.run('done', nowMs, String(replay));
      const ordered = row.order_key !== null && row.subject !== null;
      reviveDead(row, Number(replay), ordered ? orderKeyOf(row.subject ?? '', Number(replay)) : null, null, nowMs);
      return { replay: String(replay) };
    },
  };
}
