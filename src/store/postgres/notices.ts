/**
 * Hints between processes (LISTEN, NOTIFY), on one connection past every pooler. Only hints: what waits polls all the same, so a lost one costs the time to
 * the next poll. In the transactions themselves a NOTIFY halves their rate, so hints gather, and go out at most every 20 ms.
 */
import pg from 'pg';
import type { Log } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import type { Change } from '../store.ts';
import type { Settings } from './connection/settings.ts';

export type Notices = {
  /** `result`: somewhere somebody may wait for one. */
  tell(what: Change | 'result'): void;
  close(): Promise<void>;
};

const limits = {
  gather_ms: 20,
  // After a failover somebody else answers at the address, a moment later.
  again_ms: 1_000,
  answer_ms: 5_000,
  // A network that has stopped takes no goodbye.
  end_ms: 1_000,
  reason_characters: 300,
} as const;

const kinds: readonly (Change | 'result')[] = ['work', 'deliveries', 'events', 'result'];

/** `process`: of this one, whose own hints are not news. */
export function openNotices(
  { direct, schema }: Pick<Settings, 'direct' | 'schema'>,
  parts: {
    readonly process: string;
    readonly clock: Clock;
    readonly log: Log;
    readonly heard: (what: Change | 'result') => void;
  },
): Notices {
  if (direct === undefined) return { tell: () => {}, close: async () => {} };
  const { process, clock, log, heard } = parts;
  const closing = new AbortController();
  const closed = new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()));
  const waiting = new Set<Change | 'result'>();
  let client: pg.Client | undefined;
  let [sending, wasLost] = [false, false];

  function onNotice({ payload = '' }: pg.Notification): void {
    const [from, ...what] = payload.split(' ');
    if (from === process) return;
    for (const kind of kinds) if (what.includes(kind)) heard(kind);
    // A gateway of an earlier version says this for both.
    if (what.includes('due')) for (const kind of ['work', 'deliveries'] as const) heard(kind);
  }

  /** Resolves when the connection is lost, with the reason if there is one, or when we close. */
  async function listen(): Promise<string | undefined> {
    const fresh = new pg.Client({ ...direct, application_name: 'pushdock hints', query_timeout: limits.answer_ms });
    let why: string | undefined;
    const lost = new Promise<void>((resolve) => fresh.once('end', resolve));
    // The first says why; what follows from it does not.
    fresh.on('error', (error) => {
      why ??= error.message;
    });
    fresh.on('notification', onNotice);
    try {
      await fresh.connect();
      // It is idle for as long as nothing happens, whatever ALTER ROLE says of that. It has the session for itself.
      await fresh.query('SET idle_session_timeout = 0');
      await fresh.query(`LISTEN "${schema}"`);
      client = fresh;
      wasLost = false;
      // What was told while nobody listened.
      for (const kind of kinds) heard(kind);
      await Promise.race([lost, closed]);
      return why;
    } finally {
      client = undefined;
      await endOf(fresh);
    }
  }

  async function endOf(old: pg.Client): Promise<void> {
    const ended = new AbortController();
    const tooLong = clock.sleep(limits.end_ms, ended.signal).then(() => old.connection.stream.destroy());
    // A server that is away says no goodbye.
    await Promise.race([old.end().catch(() => {}), tooLong]);
    ended.abort();
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      let reason = 'the connection was closed';
      try {
        reason = (await listen()) ?? reason;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
      if (closing.signal.aborted) return;
      if (!wasLost) log.warn('store.hints_lost', { reason: reason.slice(0, limits.reason_characters) });
      wasLost = true;
      await clock.sleep(limits.again_ms, closing.signal);
    }
  }
  const running = run();

  async function send(): Promise<void> {
    sending = true;
    try {
      while (waiting.size > 0 && client && !closing.signal.aborted) {
        const what = [...waiting];
        waiting.clear();
        await client.query('SELECT pg_catalog.pg_notify($1, $2)', [schema, [process, ...what].join(' ')]);
        await clock.sleep(limits.gather_ms, closing.signal);
      }
    } catch (error) {
      // Nobody hears it, and everybody polls. A connection that does not answer is opened again.
      client?.emit('error', error instanceof Error ? error : new Error(String(error)));
      if (client) await endOf(client);
    } finally {
      sending = false;
    }
  }

  return {
    tell(what) {
      waiting.add(what);
      if (!sending) void send();
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
