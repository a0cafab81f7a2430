/** How Paazl proves itself: what a schema cannot say, and the settled form. */

import type { PaazlProof, PaazlSource } from '../../../generated/config/models.ts';
import type { Fault } from '../../config/fault.ts';
import { networkFaults, pemOf } from '../../config/listen-rules.ts';
import { providerSettings } from '../../config/provider-settings.ts';
import type { CheckedFile, Resolved } from '../../config/settings.ts';
import { parseDurationMs } from '../../config/units.ts';
import { plainFingerprint, readCertificates } from '../../trust/certificates.ts';
import type { Secret } from '../../trust/secrets.ts';

/** Before `ca` has been read. */
export type CheckedPaazlProof = Resolved<PaazlProof>;
/** Required together. Fingerprints are 64 lower-case digits; `pem` is the content of `file`, and a reload compares it. */
export type PaazlProofSettings = {
  readonly bearer?: readonly Secret[];
  readonly clientCertificate?:
    | { readonly fingerprints: readonly string[] }
    | { readonly file: string; readonly pem: string };
  readonly addresses?: readonly string[];
};
export type PaazlSettings = Resolved<Omit<PaazlSource, 'dedupeWindow' | 'auth'>> & {
  readonly auth: 'none' | PaazlProofSettings;
  readonly dedupeWindowMs: number;
};
/** As it is in the file. */
type Checked = Resolved<PaazlSource>;

export const paazlSettings = providerSettings<Checked, PaazlSettings>('paazl', {
  faults: (block, { file }) => paazlFaults(block, file.listen),
  warnings: (block, { name }) => paazlWarnings(name, block),
  settle: ({ dedupeWindow, ...block }) => ({
    ...block,
    auth: settlePaazlAuth(block),
    dedupeWindowMs: milliseconds(dedupeWindow),
  }),
});

/** Paths are relative to the source. */
function paazlFaults(settings: Checked, listen: CheckedFile['listen'] | undefined): readonly Fault[] {
  const auth = proofOf(settings);
  if (auth === undefined) return [];
  const faults = [...networkFaults(['auth', 'addresses'], auth.addresses), ...authorityFaults(auth)];
  if (auth.bearer === undefined && auth.clientCertificate === undefined && !(auth.addressesSuffice && auth.addresses))
    faults.push({
      path: ['auth'],
      sentence: auth.addresses
        ? 'has addresses only, which prove nothing by themselves; add bearer or clientCertificate, or say addressesSuffice: true'
        : 'names no proof; add bearer or clientCertificate',
    });
  // Would refuse every push, and say nothing of why until the first one comes.
  if (auth.clientCertificate && listen && listen.tls === undefined && !listen.trustedProxies?.length)
    faults.push({
      path: ['auth', 'clientCertificate'],
      sentence:
        'cannot be presented, because callers reach this gateway neither over its own TLS nor through a trusted proxy; set listen.tls or listen.trustedProxies',
    });
  return faults;
}

function paazlWarnings(name: string, settings: Checked): readonly string[] {
  const auth = proofOf(settings);
  const addressesOnly = auth !== undefined && auth.bearer === undefined && auth.clientCertificate === undefined;
  return [
    ...(addressesOnly
      ? [
          `sources.${name} has addressesSuffice: anyone who can send from its addresses, for example through a shared proxy, can push; add bearer or clientCertificate`,
        ]
      : []),
    ...(milliseconds(settings.dedupeWindow) < RETRIED_MS
      ? [
          `sources.${name}.dedupeWindow is under 24h, and Paazl retries for that long: a late retry becomes a second event; set 24h or more`,
        ]
      : []),
  ];
}

const RETRIED_MS = 86_400_000;

/** The schema has a default and accepts durations only. */
const milliseconds = (duration: string | undefined): number => parseDurationMs(duration ?? '') ?? 0;

/** Only called for what `paazlFaults` has accepted. */
function settlePaazlAuth(settings: Pick<Checked, 'auth'>): 'none' | PaazlProofSettings {
  const auth = proofOf(settings);
  if (auth === undefined) return 'none';
  const { clientCertificate, bearer, addresses } = auth;
  const ca = clientCertificate?.ca;
  return {
    ...(bearer !== undefined && { bearer }),
    ...(addresses !== undefined && { addresses }),
    ...(ca !== undefined && { clientCertificate: { file: ca, pem: pemOf(ca) } }),
    ...(clientCertificate?.fingerprints !== undefined && {
      clientCertificate: { fingerprints: clientCertificate.fingerprints.map(plainFingerprint) },
    }),
  };
}

const proofOf = ({ auth }: Pick<Checked, 'auth'>): CheckedPaazlProof | undefined =>
  auth === 'none' ? undefined : auth;

function authorityFaults({ clientCertificate }: CheckedPaazlProof): readonly Fault[] {
  if (clientCertificate?.ca === undefined) return [];
  const path = ['auth', 'clientCertificate', 'ca'];
  const read = readCertificates(clientCertificate.ca);
  if (!read.ok) return [{ path, sentence: read.sentence }];
  if (read.certificates.some(({ ca }) => ca)) return [];
  return [
    {
      path,
      sentence: `the file ${clientCertificate.ca} holds no certificate of an authority (CA:TRUE), and only an authority can issue others; name the authority's file, or list this certificate under fingerprints`,
    },
  ];
}
