/** The signing keys of one source as the store keeps them: one JSON text, in which each secret is sealed by itself. */
import { type KeptStore, keptValue } from '../../kept-values.ts';

/** One signing key. A subscription may have several: Zettle changes them, and pushes signed with the older one may still arrive. */
export type KeptSigningKey = {
  /** Zettle's id of the subscription. */
  readonly subscription: string;
  /** Tells keys apart and names them to people; `src/trust/schemes/credential-label.ts`. */
  readonly label: string;
  /** Where the subscription pushed when the key was last seen. */
  readonly destination: string;
  readonly sealed: Uint8Array;
  readonly keptAtMs: number;
  /** Since when the subscription is known to be gone. */
  readonly goneAtMs?: number;
};
export type NewSigningKey = Omit<KeptSigningKey, 'keptAtMs' | 'goneAtMs'>;

export type KeptKeys = {
  /** In the order in which they were kept. */
  list(): Promise<readonly KeptSigningKey[]>;
  /** Keeps keys that were seen. One that is kept already is renewed: destination, sealed bytes, and its subscription is not gone. */
  keep(keys: readonly NewSigningKey[], nowMs: number): Promise<void>;
  /** Notes that subscriptions are gone. The first time counts until a key of the subscription is kept again. */
  noteGone(subscriptions: readonly string[], nowMs: number): Promise<void>;
  /** Forgets the keys of subscriptions that were gone before that time, and says how many. */
  forget(goneBeforeMs: number): Promise<number>;
  /** Replaces sealed bytes and nothing else: `undefined` leaves them as they are. How many were replaced. */
  reseal(sealed: (key: KeptSigningKey) => Uint8Array | undefined): Promise<number>;
};

const sameKey = (a: NewSigningKey, b: NewSigningKey) => a.subscription === b.subscription && a.label === b.label;

/** Every change is durable before it resolves. */
export function openKeptKeys(source: string, store: KeptStore): KeptKeys {
  const value = keptValue(store, 'signing-keys', source);
  const change = (step: (keys: readonly KeptSigningKey[]) => readonly KeptSigningKey[]) =>
    value.change((before) => {
      const keys = readKeys(before);
      const after = step(keys);
      return after === keys ? before : written(after);
    });

  return {
    list: async () => readKeys(await value.read()),
    keep: (seen, nowMs) =>
      change((keys) => {
        const back = new Set(seen.map(({ subscription }) => subscription));
        const renewed = keys.map(({ goneAtMs, ...one }) => ({
          ...one,
          ...(goneAtMs !== undefined && !back.has(one.subscription) && { goneAtMs }),
          ...seen.find((other) => sameKey(one, other)),
        }));
        const news = seen.filter((one) => !keys.some((other) => sameKey(one, other)));
        return [...renewed, ...news.map((one) => ({ ...one, keptAtMs: nowMs }))];
      }),
    noteGone: (subscriptions, nowMs) =>
      change((keys) =>
        keys.map((one) =>
          subscriptions.includes(one.subscription) ? { ...one, goneAtMs: one.goneAtMs ?? nowMs } : one,
        ),
      ),
    async forget(goneBeforeMs) {
      let count = 0;
      await change((keys) => {
        const kept = keys.filter(({ goneAtMs }) => goneAtMs === undefined || goneAtMs >= goneBeforeMs);
        count = keys.length - kept.length;
        return count === 0 ? keys : kept;
      });
      return count;
    },
    async reseal(sealed) {
      let count = 0;
      await change((keys) => {
        const anew = keys.map((one) => ({ one, sealed: sealed(one) }));
        count = anew.filter((key) => key.sealed !== undefined).length;
        return count === 0 ? keys : anew.map((key) => ({ ...key.one, sealed: key.sealed ?? key.one.sealed }));
      });
      return count;
    },
  };
}

type Written = Omit<KeptSigningKey, 'sealed'> & { readonly sealed: string };

function readKeys(value: Uint8Array | undefined): readonly KeptSigningKey[] {
  if (value === undefined) return [];
  const rows: readonly Written[] = JSON.parse(Buffer.from(value).toString());
  return rows.map((row) => ({ ...row, sealed: Uint8Array.from(Buffer.from(row.sealed, 'hex')) }));
}

function written(keys: readonly KeptSigningKey[]): Uint8Array {
  const rows: readonly Written[] = keys.map((one) => ({ ...one, sealed: Buffer.from(one.sealed).toString('hex') }));
  return Buffer.from(JSON.stringify(rows));
}
