/** Connections to one database: transactions that are tried again after a lost race, and a pool that recovers by itself. */
import pg from 'pg';
import type { Log } from '../../../log.ts';
import { StoreUnavailable } from '../../store.ts';
import { type Durability, durabilitySql, whyNotDurable } from '../durability.ts';
import { explained, isLostRace, isReadOnly, missingDay, notUsable, ofBegin } from './failures.ts';
import { bounded, naming, type Session, sessionOn, TOOK_TOO_LONG } from './session.ts';
import type { Settings } from './settings.ts';

const limits = {
  // A statement of ours takes milliseconds. One that takes this long waits for a lock or a disk that has stopped, and its caller wants to know.
  statement_ms: 30_000,
  lock_ms: 10_000,
  // A process that stops in the middle of a transaction holds its locks no longer than this.
  idle_in_transaction_ms: 60_000,
  // Beyond the statement's own end, which an answer may not tell us of: a network that has stopped without breaking the connection.
  answer_ms: 35_000,
  // A commit takes milliseconds. One that takes this long waits for a standby that is away, and senders should rather hear 503.
  commit_ms: 8_000,
  races_max: 20,
} as const;

const timeouts = `SET LOCAL statement_timeout = ${limits.statement_ms}; SET LOCAL lock_timeout = ${limits.lock_ms};
  SET LOCAL idle_in_transaction_session_timeout = ${limits.idle_in_transaction_ms}; SET LOCAL jit = off`;
// Of a transaction and not of a connection: a pooler in transaction mode gives the next transaction another connection.
// The settings come back with it, at no further round trip: an administrator can change them while we run, and a failover or a pooler can lead elsewhere.
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${timeouts}; ${durabilitySql}, pg_catalog.pg_backend_pid() AS pid`;
// What ALTER ROLE or ALTER DATABASE set is left out as well. transaction_timeout is there from PostgreSQL 17 on.
const noTimeouts = `SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = ${limits.lock_ms}; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL extra_float_digits = 1;
  SELECT pg_catalog.set_config(name, '0', true) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout'`;
const BEGIN_UNTIMED = `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${noTimeouts}; ${durabilitySql}, pg_catalog.pg_backend_pid() AS pid`;
const BEGIN_READING = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${timeouts}`;
const BEGIN_READING_UNTIMED = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${noTimeouts}`;

type Kind = {
  readonly begin: string;
  readonly writes: boolean;
  /** For each statement. Absent: as long as it takes. */
  readonly answerMs?: number;
  readonly commitMs?: number;
};
const kinds = {
  writing: { begin: BEGIN, writes: true, answerMs: limits.answer_ms, commitMs: limits.commit_ms },
  reading: { begin: BEGIN_READING, writes: false, answerMs: limits.answer_ms, commitMs: limits.commit_ms },
  writingUntimed: { begin: BEGIN_UNTIMED, writes: true },
  readingUntimed: { begin: BEGIN_READING_UNTIMED, writes: false },
} as const satisfies Readonly<Record<string, Kind>>;

export type Connections = {
  /** One transaction. It runs again after a lost race, so `use` must not change anything of its own. */
  write<T>(use: (session: Session) => Promise<T>): Promise<T>;
  /** One snapshot: a message and its events belong to the same moment. */
  read<T>(use: (session: Session) => Promise<T>): Promise<T>;
  /** As `write`, for what takes minutes: neither a statement nor the commit is given up. Waiting for a lock is. */
  writeUntimed<T>(use: (session: Session) => Promise<T>): Promise<T>;
  /** As `read`, for what takes minutes. */
  readUntimed<T>(use: (session: Session) => Promise<T>): Promise<T>;
  /** The database, as a person names it: without its password. */
  readonly place: string;
  close(): Promise<void>;
};

/** `makeDay`: makes the partitions of a day that a transaction missed. */
export function openConnections(settings: Settings, log: Log, makeDay: (day: number) => Promise<void>): Connections {
  const named = naming(settings.schema);
  const { place } = settings;
  let pool = makePool();
  let closed = false;

  function makePool(): pg.Pool {
    const made = new pg.Pool({ ...settings.client, max: settings.connectionsMax, idleTimeoutMillis: 30_000 });
    // An idle connection that breaks is replaced when somebody needs one.
    made.on('error', (error) => log.warn('store.connection_lost', { reason: error.message }));
    return made;
  }

  /** After a failover the open connections lead to a server that takes no writes. */
  function renew(): void {
    const old = pool;
    pool = makePool();
    old.end().catch(() => {});
  }

  async function withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (closed) throw new StoreUnavailable('The store is closed.', { fatal: true });
    const from = pool;
    let client: pg.PoolClient | undefined;
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    try {
      client = await from.connect().catch((error: unknown) => {
        throw notUsable(error, place);
      });
      client.on('error', onError);
      return await use(client);
    } catch (error) {
      if (isReadOnly(error) && from === pool) renew();
      const known = explained(error, place);
      if (known instanceof StoreUnavailable) broken ??= known;
      throw isLostRace(error) || missingDay(error) !== undefined ? error : known;
    } finally {
      client?.off('error', onError);
      // A connection whose state is not known is not used again.
      client?.release(broken);
    }
  }

  /**
   * A COMMIT that waits for its standby holds its connection, and the server would keep it so after we have gone. It ends with the warning 01000 when its wait
   * is cancelled. On a connection of its own, because those of the pool may all wait.
   */
  async function endWaitForStandby(pid: number): Promise<void> {
    const client = new pg.Client({ ...settings.client, query_timeout: limits.commit_ms });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(
        `SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND wait_event = 'SyncRep'`,
        [pid],
      );
    } catch (error) {
      log.warn('store.wait_not_ended', { reason: error instanceof Error ? error.message : String(error) });
    } finally {
      await client.end().catch(() => {});
    }
  }

  async function commit(client: pg.PoolClient, pid: number | undefined, commitMs: number | undefined): Promise<void> {
    try {
      await client.query(bounded('COMMIT', commitMs));
    } catch (error) {
      if (pid === undefined || !(error instanceof Error) || error.message !== TOOK_TOO_LONG) throw error;
      await endWaitForStandby(pid);
      throw new StoreUnavailable(
        `The store ${place} did not answer a COMMIT within ${commitMs} ms, as when a synchronous standby is away. The batch is refused.`,
        { fatal: false, cause: error },
      );
    }
  }

  async function transaction<T>(
    { begin, writes, answerMs, commitMs }: Kind,
    use: (session: Session) => Promise<T>,
  ): Promise<T> {
    return withClient(async (client) => {
      // A COMMIT that was cancelled while it waited for the standby says so by a warning (01000) and succeeds. Then nothing is promised.
      let warned: string | undefined;
      const onNotice = (notice: { code?: string | undefined; message?: string | undefined }) => {
        if (notice.code === '01000') warned = notice.message ?? 'a warning';
      };
      client.on('notice', onNotice);
      try {
        const begun = await client.query(bounded(begin, limits.answer_ms)).catch((error: unknown) => {
          throw ofBegin(error);
        });
        const pid = writes ? mustKeep(begun, place) : undefined;
        const answer = await use(sessionOn(client, named, answerMs));
        warned = undefined;
        await commit(client, pid, commitMs);
        if (warned !== undefined) {
          throw new StoreUnavailable(
            `The store ${place} committed without its standby: ${warned}. The batch is refused.`,
            {
              fatal: false,
            },
          );
        }
        return answer;
      } catch (error) {
        if (!(explained(error, place) instanceof StoreUnavailable)) await client.query('ROLLBACK');
        throw error;
      } finally {
        client.off('notice', onNotice);
      }
    });
  }

  async function untilWon<T>(kind: Kind, use: (session: Session) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transaction(kind, use);
      } catch (error) {
        const day = missingDay(error);
        if (tries >= limits.races_max || (day === undefined && !isLostRace(error))) throw explained(error, place);
        if (day !== undefined) await makeDay(day);
      }
    }
  }

  return {
    write: (use) => untilWon(kinds.writing, use),
    read: (use) => untilWon(kinds.reading, use),
    writeUntimed: (use) => untilWon(kinds.writingUntimed, use),
    readUntimed: (use) => untilWon(kinds.readingUntimed, use),
    place,
    async close() {
      closed = true;
      await pool.end();
    },
  };
}

/**
 * The server's process that runs the transaction. Throws `StoreUnavailable` where the transaction would not survive a crash; the callers that wait for it get that error,
 * and may try again.
 */
function mustKeep(begun: unknown, place: string): number {
  // Of several statements in one query `pg` gives a list of results.
  const results: readonly { readonly rows: readonly (Durability & { readonly pid: number })[] }[] = Array.isArray(begun)
    ? begun
    : [];
  const row = results.at(-1)?.rows[0];
  if (row === undefined) throw new Error('Settings are a row');
  const why = whyNotDurable(row);
  if (why !== undefined) throw new StoreUnavailable(`The store ${place} ${why}`, { fatal: false });
  return row.pid;
}
