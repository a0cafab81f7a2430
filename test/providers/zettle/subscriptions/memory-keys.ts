/** What the store keeps for subscriptions, in memory: for tests that start many sources. That a store keeps it durably, its conformance suite shows. */
import type { KeptSigningKey, SigningKeys, SubscriptionLink } from '../../../../src/store/store.ts';

export function memoryKeys(): SigningKeys {
  let keys: readonly (KeptSigningKey & { readonly source: string })[] = [];
  const links = new Map<string, SubscriptionLink>();
  const tokens = new Map<string, Uint8Array>();
  const sealed = new Map<string, number>();
  return {
    keepSigningKeys: async (source, shown, nowMs) => {
      for (const one of shown) {
        const same = (other: (typeof keys)[number]) =>
          other.source === source && other.subscription === one.subscription && other.label === one.label;
        const known = keys.find(same);
        keys = [...keys.filter((other) => !same(other)), { ...one, source, keptAtMs: known?.keptAtMs ?? nowMs }];
      }
      const back = new Set(shown.map(({ subscription }) => subscription));
      keys = keys.map(({ goneAtMs, ...one }) =>
        goneAtMs === undefined || back.has(one.subscription) ? one : { ...one, goneAtMs },
      );
    },
    noteSubscriptionsGone: async (source, gone, nowMs) => {
      keys = keys.map((one) =>
        one.source === source && gone.includes(one.subscription) ? { ...one, goneAtMs: one.goneAtMs ?? nowMs } : one,
      );
    },
    forgetSigningKeys: async (source, beforeMs) => {
      const before = keys.length;
      keys = keys.filter((one) => !(one.source === source && (one.goneAtMs ?? beforeMs) < beforeMs));
      return before - keys.length;
    },
    listSigningKeys: async (source) => keys.filter((one) => one.source === source),
    linkSubscription: async (link) => void links.set(`${link.source} ${link.name}`, link),
    listSubscriptionLinks: async () => [...links.values()],
    keepRefreshToken: async (source, sealed) => void tokens.set(source, sealed),
    refreshToken: async (source) => tokens.get(source),
    sealSource: async (source, { signingKeys, refreshToken, sinceMs }) => {
      keys = keys.map((one) => {
        const same = signingKeys.find(
          ({ subscription, label }) => subscription === one.subscription && label === one.label,
        );
        return one.source === source && same ? { ...one, sealed: same.sealed } : one;
      });
      if (refreshToken) tokens.set(source, refreshToken);
      if (sinceMs === undefined) sealed.delete(source);
      else sealed.set(source, sinceMs);
    },
    sealedSince: async (source) => sealed.get(source),
  };
}
