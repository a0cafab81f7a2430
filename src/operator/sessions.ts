/**
 * Sessions of the console, kept in the store: they survive a restart, and hold at every node. The store has the hash of what the cookie holds, so
 * that nobody who reads it can sign in.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseJson } from '../formats/json.ts';
import { field, numberOf, textField } from '../formats/values.ts';
import type { Clock } from '../running/clock.ts';
import type { ListedKept, Store } from '../store/store.ts';

const SPACE = 'sessions';
/** So many browsers are signed in at once; the one that was longest away makes room. */
const SLOTS = 200;
/** A working day, and a week: who leaves a browser open loses the session over night. */
const IDLE_MS_MAX = 12 * 3_600_000;
const AGE_MS_MAX = 7 * 86_400_000;
/** A session that is used is written again this often, not at each call. */
const SEEN_EVERY_MS = 300_000;
const ROUNDS_MAX = 20;

export type Session = {
  readonly slot: string;
  /** Name of the token that began it. */
  readonly name: string;
  /** The hash of that token's hash: a token that was exchanged under the same name ends its sessions. */
  readonly token: string;
  /** What a page must show with each call that changes something. */
  readonly proof: string;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
};

type Stored = Session & { readonly secret: string; readonly seenAtMs: number };

export type Sessions = {
  /** `cookie` is what the browser keeps; it is nowhere else. Durable when it resolves. */
  begin(token: { readonly name: string; readonly digest: Buffer }): Promise<{ cookie: string; session: Session }>;
  /** The session of that cookie, unless it has ended. */
  find(cookie: string): Promise<Session | undefined>;
  /** Ends one, or all that this name began; how many there were. Durable when it resolves. */
  end(session: Session, everywhere: boolean): Promise<number>;
};

export const markOf = (digest: Buffer): string => createHash('sha256').update(digest).digest('hex');

export function openSessions(store: Pick<Store, 'kept' | 'listKept' | 'keep'>, clock: Clock): Sessions {
  async function find(cookie: string): Promise<Session | undefined> {
    const [, slot = '', secret = ''] = /^(\d{1,3})\.([\w-]{43})$/.exec(cookie) ?? [];
    if (slot === '') return undefined;
    const kept = await store.kept(SPACE, slot);
    const session = kept && read(slot, kept.value);
    if (kept === undefined || session === undefined || !same(session.secret, hashOf(secret))) return undefined;
    const nowMs = clock.now();
    if (isOver(session, nowMs)) return undefined;
    if (nowMs - session.seenAtMs > SEEN_EVERY_MS) {
      // Lost to another call: then that one has written it.
      await store.keep(SPACE, slot, { value: written({ ...session, seenAtMs: nowMs }), version: kept.version });
    }
    return session;
  }

  return {
    find,
    async begin({ name, digest }) {
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        const nowMs = clock.now();
        const { slot, version } = freeSlot(await store.listKept(SPACE), nowMs);
        const secret = randomBytes(32).toString('base64url');
        const session: Session = {
          slot,
          name,
          token: markOf(digest),
          proof: randomBytes(16).toString('base64url'),
          startedAtMs: nowMs,
          expiresAtMs: nowMs + AGE_MS_MAX,
        };
        const value = written({ ...session, secret: hashOf(secret), seenAtMs: nowMs });
        if ((await store.keep(SPACE, slot, { value, version })) === 'kept')
          return { cookie: `${slot}.${secret}`, session };
      }
      throw new Error(`no slot for a session was free in ${ROUNDS_MAX} rounds`);
    },
    async end(session, everywhere) {
      let ended = 0;
      for (const { key, value, version } of await store.listKept(SPACE)) {
        const other = read(key, value);
        if (other === undefined || !(everywhere ? other.name === session.name : key === session.slot)) continue;
        if ((await store.keep(SPACE, key, { value: undefined, version })) === 'kept') ended += 1;
      }
      return ended;
    },
  };
}

/** One that nobody uses any more, else that of the session which was longest away. */
function freeSlot(all: readonly ListedKept[], nowMs: number): { slot: string; version: number } {
  const taken = new Map(all.map((kept) => [kept.key, kept]));
  const free = Array.from({ length: SLOTS }, (_, index) => String(index)).find((slot) => !taken.has(slot));
  if (free !== undefined) return { slot: free, version: 0 };
  const seen = ({ key, value }: ListedKept) => {
    const session = read(key, value);
    return session === undefined || isOver(session, nowMs) ? 0 : session.seenAtMs;
  };
  const [oldest] = [...all].sort((one, other) => seen(one) - seen(other));
  return { slot: oldest?.key ?? '0', version: oldest?.version ?? 0 };
}

const isOver = ({ seenAtMs, expiresAtMs }: Stored, nowMs: number): boolean =>
  nowMs >= expiresAtMs || nowMs - seenAtMs >= IDLE_MS_MAX;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

function written({ slot: _, ...session }: Stored): Uint8Array {
  return Buffer.from(JSON.stringify(session));
}

/** `undefined`: a later version of this program wrote it. */
function read(slot: string, value: Uint8Array): Stored | undefined {
  const parsed = parseJson(Buffer.from(value).toString('utf8'));
  if (!parsed.ok) return undefined;
  const json = parsed.value.value;
  const [name, token, proof, secret] = ['name', 'token', 'proof', 'secret'].map((key) => textField(json, key));
  const [startedAtMs, expiresAtMs, seenAtMs] = ['startedAtMs', 'expiresAtMs', 'seenAtMs'].map((key) =>
    numberOf(field(json, key)),
  );
  if (name === undefined || token === undefined || proof === undefined || secret === undefined) return undefined;
  if (startedAtMs === undefined || expiresAtMs === undefined || seenAtMs === undefined) return undefined;
  return { slot, name, token, proof, secret, startedAtMs, expiresAtMs, seenAtMs };
}
