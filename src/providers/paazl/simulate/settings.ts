/** How Paazl's mock pushes, and with what. `spec/providers/paazl/mock-settings.schema.json` describes the same in a settings file. */
import { Secret } from '../../../trust/secrets.ts';

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

/** Of the ready-to-try configuration (`spec/config.try.yaml`); published, so they protect nothing. */
export const developmentSettings: PaazlMockSettings = {
  path: '/push/paazl/shipping',
  token: Secret.of('development-paazl-token'),
  oldToken: Secret.of('development-paazl-token-of-last-year'),
  format: 'xml',
  disableAfterFailures: 100,
};
