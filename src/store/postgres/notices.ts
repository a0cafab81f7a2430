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
} as const;

const kinds: readonly (Change | 'result')[] = ['due', 'events', 'result'];

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
  const waiting = new Set<Change | 'result'>();
  let client: pg.Client | undefined;
  let [sending, wasLost] = [false, false];

  function onNotice({ payload = '' }: pg.Notification): void {
    const [from, ...what] = payload.split(' ');
    if (from === process) return;
    for (const kind of kinds) if (what.includes(kind)) heard(kind);
  }

  /** Resolves when the connection is lost. */
  async function listen(): Promise<void> {
    const fresh = new pg.Client({ ...direct, application_name: 'pushdock hints', query_timeout: limits.answer_ms });
    const lost = new Promise<void>((resolve) => fresh.once('end', resolve));
    fresh.on('error', () => {});
    fresh.on('notification', onNotice);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${schema}`);
      client = fresh;
      wasLost = false;
      // What was told while nobody listened.
      for (const kind of kinds) heard(kind);
      closing.signal.addEventListener('abort', () => void fresh.end().catch(() => {}), { once: true });
      if (closing.signal.aborted) await fresh.end();
      await lost;
    } finally {
      client = undefined;
      await fresh.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      let reason = 'the connection was closed';
      try {
        await listen();
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
      if (closing.signal.aborted) return;
      if (!wasLost) log.warn('store.hints_lost', { reason });
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
    } catch {
      // Nobody hears it, and everybody polls. A connection that does not answer is opened again.
      await client?.end().catch(() => {});
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
