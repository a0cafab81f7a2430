/** `SigningKeys` on both threads: tables of a few rows, written when a provider was asked and read at start. */
import type Database from 'better-sqlite3';
import type { KeptSigningKey, NewSigningKey, SigningKeys, SourceSealing, SubscriptionLink } from '../store.ts';
import type { Command } from './commands.ts';
import type { Read, Write } from './threads.ts';

export type SigningKeyWrites = {
  keepSigningKeys: Command<{ source: string; keys: readonly NewSigningKey[]; nowMs: number }, void>;
  noteSubscriptionsGone: Command<{ source: string; subscriptions: readonly string[]; nowMs: number }, void>;
  forgetSigningKeys: Command<{ source: string; goneBeforeMs: number }, number>;
  linkSubscription: Command<SubscriptionLink, void>;
  keepRefreshToken: Command<{ source: string; sealed: Uint8Array; nowMs: number }, void>;
  sealSource: Command<{ source: string } & SourceSealing, void>;
};
export type SigningKeyReads = {
  listSigningKeys: Command<{ source: string }, readonly KeptSigningKey[]>;
  listSubscriptionLinks: Command<undefined, readonly SubscriptionLink[]>;
  refreshToken: Command<{ source: string }, Uint8Array | undefined>;
  sealedSince: Command<{ source: string }, number | undefined>;
};

export function signingKeyCommands(db: Database.Database) {
  const keep = db.prepare<[string, string, string, string, Uint8Array, number]>(
    `INSERT INTO signing_keys (source, subscription, label, destination, sealed, kept_at_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET destination = excluded.destination, sealed = excluded.sealed`,
  );
  // All keys of the subscription, also those that are not shown any more.
  const back = db.prepare<[string, string]>(
    'UPDATE signing_keys SET gone_at_ms = NULL WHERE source = ? AND subscription = ?',
  );
  const gone = db.prepare<[number, string, string]>(
    'UPDATE signing_keys SET gone_at_ms = ? WHERE source = ? AND subscription = ? AND gone_at_ms IS NULL',
  );
  const forget = db.prepare<[string, number]>('DELETE FROM signing_keys WHERE source = ? AND gone_at_ms < ?');
  const link = db.prepare<[string, string, string, string]>(
    'INSERT OR REPLACE INTO subscription_links (source, name, subscription, state) VALUES (?, ?, ?, ?)',
  );
  const token = db.prepare<[string, Uint8Array, number]>(
    'INSERT OR REPLACE INTO refresh_tokens (source, sealed, kept_at_ms) VALUES (?, ?, ?)',
  );
  const resealKey = db.prepare<[Uint8Array, string, string, string]>(
    'UPDATE signing_keys SET sealed = ? WHERE source = ? AND subscription = ? AND label = ?',
  );
  const resealToken = db.prepare<[Uint8Array, string]>('UPDATE refresh_tokens SET sealed = ? WHERE source = ?');
  const sealedFrom = db.prepare<[string, number]>(
    'INSERT OR REPLACE INTO sealed_sources (source, since_ms) VALUES (?, ?)',
  );
  const unsealed = db.prepare<[string]>('DELETE FROM sealed_sources WHERE source = ?');
  return {
    sealSource: ({ source, signingKeys, refreshToken, sinceMs }: { source: string } & SourceSealing): void => {
      for (const { subscription, label, sealed } of signingKeys) resealKey.run(sealed, source, subscription, label);
      if (refreshToken !== undefined) resealToken.run(refreshToken, source);
      if (sinceMs === undefined) unsealed.run(source);
      else sealedFrom.run(source, sinceMs);
    },
    keepSigningKeys: ({ source, keys, nowMs }: SigningKeyWrites['keepSigningKeys']['request']): void => {
      for (const { subscription, label, destination, sealed } of keys) {
        keep.run(source, subscription, label, destination, sealed, nowMs);
        back.run(source, subscription);
      }
    },
    noteSubscriptionsGone: ({ source, subscriptions, nowMs }: SigningKeyWrites['noteSubscriptionsGone']['request']) => {
      for (const subscription of subscriptions) gone.run(nowMs, source, subscription);
    },
    forgetSigningKeys: ({ source, goneBeforeMs }: SigningKeyWrites['forgetSigningKeys']['request']): number =>
      forget.run(source, goneBeforeMs).changes,
    linkSubscription: ({ source, name, subscription, state }: SubscriptionLink): void =>
      void link.run(source, name, subscription, state),
    keepRefreshToken: ({ source, sealed, nowMs }: SigningKeyWrites['keepRefreshToken']['request']): void =>
      void token.run(source, sealed, nowMs),
  };
}

type KeyRow = Omit<KeptSigningKey, 'goneAtMs'> & { readonly goneAtMs: number | null };

export function signingKeyReads(db: Database.Database) {
  const keys = db.prepare<[string], KeyRow>(
    `SELECT subscription, label, destination, sealed, kept_at_ms AS keptAtMs, gone_at_ms AS goneAtMs
     FROM signing_keys WHERE source = ? ORDER BY id`,
  );
  const links = db.prepare<[], SubscriptionLink>(
    'SELECT source, name, subscription, state FROM subscription_links ORDER BY source, name',
  );
  const token = db.prepare<[string], { sealed: Uint8Array }>('SELECT sealed FROM refresh_tokens WHERE source = ?');
  const since = db.prepare<[string], { since_ms: number }>('SELECT since_ms FROM sealed_sources WHERE source = ?');
  return {
    sealedSince: ({ source }: { source: string }): number | undefined => since.get(source)?.since_ms,
    listSigningKeys: ({ source }: { source: string }): readonly KeptSigningKey[] =>
      keys.all(source).map(({ goneAtMs, ...row }) => ({ ...row, ...(goneAtMs !== null && { goneAtMs }) })),
    listSubscriptionLinks: (): readonly SubscriptionLink[] => links.all(),
    refreshToken: ({ source }: { source: string }): Uint8Array | undefined => token.get(source)?.sealed,
  };
}

export function keepingSigningKeys({ read, write }: { read: Read; write: Write }): SigningKeys {
  return {
    keepSigningKeys: (source, keys, nowMs) => write('keepSigningKeys', { source, keys, nowMs }),
    noteSubscriptionsGone: (source, subscriptions, nowMs) =>
      write('noteSubscriptionsGone', { source, subscriptions, nowMs }),
    forgetSigningKeys: (source, goneBeforeMs) => write('forgetSigningKeys', { source, goneBeforeMs }),
    listSigningKeys: (source) => read('listSigningKeys', { source }),
    linkSubscription: (link) => write('linkSubscription', link),
    listSubscriptionLinks: () => read('listSubscriptionLinks', undefined),
    keepRefreshToken: (source, sealed, nowMs) => write('keepRefreshToken', { source, sealed, nowMs }),
    refreshToken: (source) => read('refreshToken', { source }),
    sealSource: (source, sealing) => write('sealSource', { source, ...sealing }),
    sealedSince: (source) => read('sealedSince', { source }),
  };
}
