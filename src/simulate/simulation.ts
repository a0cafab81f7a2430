/** How a provider of `src/providers/list.ts` brings its mock. Nothing here knows a provider by name. */
import type { Secret } from '../trust/secrets.ts';
import type { ApiTls } from './listener.ts';
import type { MockServices, ProviderMock } from './provider-mock.ts';
import type { ReceiverRules } from './receiver-rules.ts';
import type { ReadPush } from './stored-push.ts';

/** `settings`: those of every mock, by the name of its provider. */
export type OpenMock = (
  services: Omit<MockServices<never>, 'settings'>,
  settings: MockSettings,
) => Promise<ProviderMock>;

export type Simulation = {
  /** Where its API listens; absent where the provider has none. One of 4010 to 4019, and no other provider's. */
  readonly port?: number;
  /** A mock of the API that Prism makes from the contract `<provider>-api` alone. */
  readonly prism?: { readonly name: string; readonly port: number };
  /** Its part of the settings, for the ready-to-try configuration (`spec/config.try.yaml`). */
  readonly settings: unknown;
  /** What it asks of a receiver, for `pushdock conformance`; absent: it cannot be asked for. */
  readonly receiverRules?: ReceiverRules;
  /** How its mock sends a push that a gateway stored; absent: it cannot. */
  readonly readPush?: ReadPush;
  readonly open: OpenMock;
};

/** Whom the mocks push to, and by the name of a provider with what. */
export type MockSettings = {
  /** Base URL of the gateway's public listener. */
  readonly gateway: string;
  /** Base URL of its operator API. */
  readonly operator?: string;
  readonly operatorToken?: Secret;
  /** The mocks' own APIs answer by TLS, with this certificate. Absent: by plain http. */
  readonly apiTls?: ApiTls;
  /** PEM; authorities beside the system's, for a gateway with a certificate of its own. */
  readonly ca?: string;
  /** Further sources, by name: each a mock of its own. */
  readonly sources?: Readonly<Record<string, FurtherSource>>;
  /** Held against `spec/providers/<name>/mock-settings.schema.json` where it comes from a file. */
  readonly [provider: string]: unknown;
};

/** `settings`: whole, as the provider's own are. `apiPort`: absent for any free one. */
export type FurtherSource = { readonly provider: string; readonly apiPort?: number; readonly settings: unknown };

export type Simulations = Readonly<Record<string, Simulation>>;

/** What the mocks need to know of a provider. */
export type Simulated = { readonly name: string; readonly simulate?: () => Promise<Simulation> };

/** `settings` are the development's; a file is merged over them, once it has been held against the provider's schema. */
export function simulation<Settings>(
  name: string,
  {
    settings,
    open,
    ...parts
  }: Pick<Simulation, 'port' | 'prism' | 'receiverRules' | 'readPush'> & {
    readonly settings: Settings;
    readonly open: (services: MockServices<Settings>) => Promise<ProviderMock>;
  },
): Simulation {
  return {
    ...parts,
    settings,
    // The one place where a checked file gets the type that its schema describes.
    open: (services, all) => open({ ...services, settings: all[name] as Settings }),
  };
}

/** In the order of the list. */
export async function loadSimulations(providers: readonly Simulated[]): Promise<Simulations> {
  const loaded = await Promise.all(
    providers.map(async ({ name, simulate }) => (simulate === undefined ? [] : [[name, await simulate()] as const])),
  );
  return Object.fromEntries(loaded.flat());
}

export const mockNamesOf = (providers: readonly Simulated[]): readonly string[] =>
  providers.filter(({ simulate }) => simulate !== undefined).map(({ name }) => name);
