/**
 * The signing keys that Zettle has shown for one source: durable and sealed in the store, and in memory for `verify`, so that a new key
 * is valid at once. There is one ring for each source name, and it outlives a reload.
 */
import { limits } from '../../../limits.ts';
import type { Log } from '../../../log.ts';
import type { Clock } from '../../../running/clock.ts';
import { messageOf } from '../../../running/thrown.ts';
import { credentialLabel } from '../../../trust/schemes/credential-label.ts';
import type { Secret } from '../../../trust/secrets.ts';
import type { Keeping } from '../../keeping.ts';
import type { ShownSubscription } from './api-answers.ts';
import { openKeptKeys } from './kept-keys.ts';
import { openSharedReading } from './shared-reading.ts';

export type HeldKey = {
  readonly subscription: string;
  readonly label: string;
  readonly destination: string;
  readonly key: Secret;
  readonly keptAtMs: number;
  readonly goneAtMs?: number;
};

export type KeyRing = {
  /** Changes with every change of `all`, for callers that derive something from it. */
  readonly version: number;
  readonly all: readonly HeldKey[];
  /** Keys in the store that do not open: another `encryptionKey` sealed them. */
  readonly unreadable: number;
  /** Keeps the keys that a list or an answer showed; durable before it resolves. */
  keep(shown: readonly ShownSubscription[], nowMs: number): Promise<void>;
  /** These subscriptions are gone: their keys stay valid for `KEY_OUTLIVES_MS`. */
  noteGone(subscriptions: readonly string[], nowMs: number): Promise<void>;
  /** Forgets keys whose time is over. */
  forget(nowMs: number): Promise<void>;
  /**
   * Waits until the keys have been read again, because another process may have kept one. A stranger's push causes this too, so all who wait share a
   * read, reads begin at most every `READ_AGAIN.everyMs`, and the `bytes` that the callers hold meanwhile are bounded. Returns whether they were read.
   */
  readAgain(bytes: number): Promise<boolean>;
};

// Four reads of one row a second, whatever strangers send. Refusing until the next read is due instead, as before, let a stranger's push use it up, and the
// first push under a new key was refused. Longer: strangers' bodies stay in memory for that long, and of `unproven_bodies_bytes_max` they may take a quarter.
const READ_AGAIN = { everyMs: 250, waitMsMax: 2_000, waitingBytesMax: limits.unproven_bodies_bytes_max / 4 } as const;

// Zettle repeats a push for up to 72 hours; a week leaves room for a clock or a list that was late.
export const KEY_OUTLIVES_MS = 7 * 86_400_000;

export const isGood = ({ goneAtMs }: Pick<HeldKey, 'goneAtMs'>, nowMs: number): boolean =>
  goneAtMs === undefined || nowMs - goneAtMs < KEY_OUTLIVES_MS;

export const purposeOf = (source: string, subscription: string) => `signing key ${source} ${subscription}`;

/** Reads what is kept. Without `keeping` (nothing says how to store it) the ring stays empty. */
export async function openKeyRing(
  source: string,
  keeping: Keeping | undefined,
  log: Log,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): Promise<KeyRing> {
  const ring = { version: 0, all: [] as readonly HeldKey[], unreadable: 0 };

  const keys = keeping && openKeptKeys(source, keeping.store);

  async function read({ sealing }: Keeping): Promise<void> {
    const kept = (await keys?.list()) ?? [];
    const opened = kept.map(({ sealed, ...rest }) => ({
      ...rest,
      key: sealing.open(sealed, purposeOf(source, rest.subscription)),
    }));
    const before = new Map(ring.all.map((one) => [`${one.subscription} ${one.label}`, one.key]));
    ring.all = opened.flatMap(({ key, ...rest }) =>
      // The same object as before, so that what is remembered by it (its label) stays.
      key === undefined ? [] : [{ ...rest, key: before.get(`${rest.subscription} ${rest.label}`) ?? key }],
    );
    ring.unreadable = opened.length - ring.all.length;
    ring.version += 1;
  }

  if (keeping !== undefined) await read(keeping);
  const readAgain =
    keeping &&
    openSharedReading(
      () =>
        read(keeping).then(
          () => true,
          (error: unknown) => {
            // A push that cannot be proven is refused, and Zettle sends it again.
            log.warn('signing_keys.not_read', { source, reason: messageOf(error) });
            return false;
          },
        ),
      READ_AGAIN,
      clock,
    );
  if (ring.unreadable > 0) log.error('signing_key.unreadable', { source, keys: ring.unreadable });

  return {
    get version() {
      return ring.version;
    },
    get all() {
      return ring.all;
    },
    get unreadable() {
      return ring.unreadable;
    },
    async keep(shown, nowMs) {
      if (keeping === undefined) return;
      const { sealing } = keeping;
      const seen = shown.flatMap(({ uuid: subscription, destination, signingKey: key }) =>
        key === undefined ? [] : [{ subscription, destination, key, label: credentialLabel('hmac', key) }],
      );
      const held = (one: { readonly subscription: string; readonly label: string; readonly destination: string }) =>
        ring.all.find(
          ({ subscription, label, destination, goneAtMs }) =>
            subscription === one.subscription &&
            label === one.label &&
            destination === one.destination &&
            goneAtMs === undefined,
        );
      const news = seen.filter((one) => held(one) === undefined);
      if (news.length === 0) return;
      await keys?.keep(
        news.map(({ key, ...rest }) => ({ ...rest, sealed: sealing.seal(key, purposeOf(source, rest.subscription)) })),
        nowMs,
      );
      await read(keeping);
      for (const { subscription, label } of news) log.info('signing_key.kept', { source, subscription, label });
    },
    async noteGone(subscriptions, nowMs) {
      const known = subscriptions.filter((uuid) =>
        ring.all.some((one) => one.subscription === uuid && one.goneAtMs === undefined),
      );
      if (keeping === undefined || known.length === 0) return;
      await keys?.noteGone(known, nowMs);
      await read(keeping);
    },
    async forget(nowMs) {
      if (keeping === undefined || ring.all.every((one) => isGood(one, nowMs))) return;
      const forgotten = await keys?.forget(nowMs - KEY_OUTLIVES_MS + 1);
      await read(keeping);
      log.info('signing_key.forgotten', { source, keys: forgotten });
    },
    readAgain: async (bytes) => (await readAgain?.(bytes)) ?? false,
  };
}
