/** The gateway that writes the stores of `postgres/`, and the one that goes on with them. */

/** Seals what is kept. It protects nothing. */
export const ENCRYPTION_KEY = 'a key that seals the secrets of these stores of tests';
export const REFRESH_TOKEN = 'refresh-token-of-an-older-version';
export const TOKEN_ORIGIN = 'https://oauth.zettle.com';

/** The three http sinks and the provider's API are at places of their own, so that each can be away. `ordered` has `order: subject`. */
export type Places = {
  readonly store: object;
  readonly listen: { readonly public: string; readonly admin: string };
  readonly folder: string;
  readonly ordered: string;
  readonly hanging: string;
  readonly refusing: string;
  readonly shopApi: string;
  /** Host and port from which AppDirect's events are fetched. */
  readonly marketplace: string;
};

export function upgradeConfiguration(places: Places) {
  const sink = { type: 'http', secrets: ['whsec_dGhpcyBwcm90ZWN0cyBub3RoaW5nIGF0IGFsbA=='] };
  const bearer = ['development-paazl-token'];
  return {
    development: true,
    listen: places.listen,
    store: places.store,
    encryptionKey: ENCRYPTION_KEY,
    sources: {
      // A repeat is one for as long as there are these files.
      shipping: { provider: 'paazl', auth: { bearer }, dedupeWindow: '36500d' },
      checked: {
        provider: 'paazl',
        auth: { bearer },
        policy: { offContract: 'hold', rules: { unknown_value: 'hold' } },
      },
      shop: {
        provider: 'oneshoppingcart',
        key: 'development-shop-key',
        merchantId: '118303',
        merchantKey: 'development-merchant-key',
        apiBase: places.shopApi,
      },
      pos: { provider: 'zettle', signingKeys: ['zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa'] },
      market: {
        provider: 'appdirect',
        auth: { basic: { user: 'appdirect', password: 'development-appdirect-password' } },
        eventHosts: [places.marketplace],
        outbound: 'none',
        responder: { mode: 'auto' },
      },
    },
    sinks: {
      ledger: { type: 'file', path: `${places.folder}/events.ndjson` },
      ordered: { ...sink, url: places.ordered, order: 'subject', retry: { first: '1m', jitter: 'none' } },
      // Never answers: its deliveries are under way when the process is killed.
      hanging: { ...sink, url: places.hanging, timeoutMs: 60_000 },
      refusing: { ...sink, url: places.refusing, retry: { attempts: 1 } },
    },
    // The messages of an older version stay as old as they are.
    policy: { retention: { messages: '36500d', events: '36500d', bodies: '36500d' } },
  };
}

/** Of one order, in which the second waits for the first in `ordered`; the last is of another one. */
export const shipments = [
  { orderReference: 'upgrade-1', webshop: 8, barcode: 'UPGRADE1', status: 'CREATED' },
  { orderReference: 'upgrade-1', webshop: 8, barcode: 'UPGRADE1', status: 'DELIVERED' },
  { orderReference: 'upgrade-2', webshop: 8, barcode: 'UPGRADE2', status: 'CREATED' },
] as const;

/** Of `shop`, whose API is away. */
export const ORDER_TOKEN = '148899722';
