/** How Zettle's mock pushes, and with what. `spec/providers/zettle/mock-settings.schema.json` describes the same in a settings file. */
import { Secret } from '../../../trust/secrets.ts';

export type ZettleMockSettings = {
  /** Of a subscription that exists from the beginning, as if somebody had made it by hand; `null`: there is none. */
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

/** Of the ready-to-try configuration (`spec/config.try.yaml`); published, so they protect nothing. */
export const developmentSettings: ZettleMockSettings = {
  path: '/push/zettle/pos',
  // The example key of Zettle's own documentation.
  signingKey: Secret.of('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa'),
  oldSigningKey: Secret.of('development-signing-key-of-last-year-development-signing-key-000'),
  httpsOnly: false,
};
