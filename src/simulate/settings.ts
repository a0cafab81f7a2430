/**
 * Whom the mocks push to and with what. Without a file they fit the ready-to-try configuration (`spec/config.try.yaml`), whose secrets are
 * published; for another gateway a YAML file says what differs (`spec/mock-settings.schema.json`).
 */
import type { Fault } from '../config/fault.ts';
import { isReference, resolveReference, Secret, strayCharacter } from '../trust/secrets.ts';
import { readCheckedYaml, readText } from './yaml-file.ts';

export type PaazlMockSettings = {
  readonly path: string;
  /** Absent: it proves itself with a certificate only. */
  readonly token?: Secret;
  /** What the fault `old-token` sends. */
  readonly oldToken: Secret;
  readonly format: 'xml' | 'json';
  /** Paazl does not say after how many failed calls it disables the push. */
  readonly disableAfterFailures: number;
  /** PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
};

export type OneShoppingCartMockSettings = {
  readonly path: string;
  readonly merchantId: string;
  readonly merchantKey: Secret;
};

export type ZettleMockSettings = {
  /** Of a subscription that stands from the beginning, as if somebody had made it by hand; `null`: there is none. */
  readonly path: string | null;
  readonly signingKey: Secret;
  /** What the fault `old-token` signs with. */
  readonly oldSigningKey: Secret;
  readonly httpsOnly: boolean;
  readonly clientId?: string;
  readonly clientSecret?: Secret;
  readonly apiKey?: Secret;
  /** What its tokens may do. Absent: everything that the contract names. */
  readonly scopes?: readonly string[];
};

export type AppDirectMockSettings = {
  /** With `{eventUrl}` where the event's URL goes. */
  readonly path: string;
  /** How it proves itself to the gateway. */
  readonly auth:
    | { readonly basic: { readonly user: string; readonly password: Secret } }
    | { readonly oauth1: { readonly consumerKey: string; readonly secret: Secret } }
    | { readonly oauth2: { readonly tokenPath: string; readonly clientId: string; readonly clientSecret: Secret } };
  /** What it asks of the gateway's own calls. */
  readonly outbound:
    | 'none'
    | { readonly oauth1: { readonly consumerKey: string; readonly secret: Secret } }
    | { readonly oauth2: { readonly clientId: string; readonly clientSecret: Secret } };
  /** What it sends as Accept. */
  readonly resultFormat: 'json' | 'xml';
  /** Base URL by which events name the marketplace, where something stands before it. Absent: where the mock listens. */
  readonly marketplace?: string;
};

export type MockSettings = {
  /** Base URL of the gateway's public listener. */
  readonly gateway: string;
  /** PEM; authorities beside the system's, for a gateway with a certificate of its own. */
  readonly ca?: string;
  readonly paazl: PaazlMockSettings;
  readonly oneshoppingcart: OneShoppingCartMockSettings;
  readonly zettle: ZettleMockSettings;
  readonly appdirect: AppDirectMockSettings;
};

/** Of the ready-to-try configuration; published, so they protect nothing. */
export const developmentSettings: MockSettings = {
  gateway: 'http://127.0.0.1:8080',
  paazl: {
    path: '/push/paazl/shipping',
    token: Secret.of('development-paazl-token'),
    oldToken: Secret.of('development-paazl-token-of-last-year'),
    format: 'xml',
    disableAfterFailures: 100,
  },
  oneshoppingcart: {
    path: '/push/oneshoppingcart/shop/development-shop-key',
    merchantId: '118303',
    merchantKey: Secret.of('development-merchant-key'),
  },
  zettle: {
    path: '/push/zettle/pos',
    // The example key of Zettle's own documentation.
    signingKey: Secret.of('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa'),
    oldSigningKey: Secret.of('development-signing-key-of-last-year-development-signing-key-000'),
    httpsOnly: false,
  },
  appdirect: {
    path: '/push/appdirect/market?eventUrl={eventUrl}',
    auth: { basic: { user: 'appdirect', password: Secret.of('development-appdirect-password') } },
    outbound: 'none',
    resultFormat: 'json',
  },
};

/** A settings file that is not what it should be; the message names the place and the cure. */
export class MockSettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MockSettingsError';
  }
}

/** Fields that hold a secret, wherever they stand. */
const secretNames = new Set([
  'token',
  'oldToken',
  'merchantKey',
  'signingKey',
  'oldSigningKey',
  'clientSecret',
  'apiKey',
  'secret',
  'password',
]);
const fileNames: Readonly<Record<string, string>> = { certFile: 'cert', keyFile: 'key', caFile: 'ca' };

/** Reads the file over `developmentSettings`. Throws `MockSettingsError` with everything that is wrong, each with its line. */
export function readMockSettings(file: string, env: NodeJS.ProcessEnv = process.env): MockSettings {
  const { value, faults, sentence } = readCheckedYaml(file, 'mock-settings.schema.json');
  if (faults.length > 0) throw new MockSettingsError(faults.join('\n'));
  const unresolved: Fault[] = [];
  const read = resolved(value, env, [], unresolved);
  if (unresolved.length > 0) throw new MockSettingsError(unresolved.map(sentence).join('\n'));
  // Checked against its schema just now; what the schema lets pass has the type of the settings, secrets and files aside.
  return merged(developmentSettings, read) as MockSettings;
}

type Tree = { readonly [name: string]: unknown };
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);

/** With secrets and files in place of what names them; those that cannot be had are added to `faults`. */
function resolved(value: unknown, env: NodeJS.ProcessEnv, path: Fault['path'], faults: Fault[]): unknown {
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, unknown] => {
      const place = [...path, name];
      const target = fileNames[name];
      if (target !== undefined) {
        const read = readText(String(inner));
        if ('fault' in read) faults.push({ path: place, sentence: read.fault });
        return [target, 'text' in read ? read.text : ''];
      }
      if (!secretNames.has(name)) return [name, resolved(inner, env, place, faults)];
      const found = resolveReference(isReference(inner) ? inner : String(inner), env);
      const fault = found.ok ? strayCharacter(found.text) : found.sentence;
      if (fault !== undefined) faults.push({ path: place, sentence: fault });
      return [name, found.ok ? Secret.of(found.text) : undefined];
    }),
  );
}

/** `auth` and `outbound` are alternatives, so they are replaced as a whole. */
function merged(base: unknown, over: unknown): unknown {
  if (!isTree(base) || !isTree(over)) return over;
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(over, name)) return [name, base[name]];
      const whole = name === 'auth' || name === 'outbound' || !Object.hasOwn(base, name);
      return [name, whole ? over[name] : merged(base[name], over[name])];
    }),
  );
}
