/** How Paazl proves itself: what a schema cannot say, and the settled form. */
import { plainFingerprint, readCertificates } from '../trust/certificates.ts';
import type { Fault } from './fault.ts';
import { networkFaults, pemOf } from './listen-rules.ts';
import type { CheckedFile, CheckedPaazlProof, PaazlProofSettings, SourceSettings } from './settings.ts';

/** Paths are relative to the source. */
export function paazlFaults(settings: SourceSettings, listen: CheckedFile['listen'] | undefined): readonly Fault[] {
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

export function paazlWarnings(name: string, settings: SourceSettings): readonly string[] {
  const auth = proofOf(settings);
  if (auth === undefined || auth.bearer !== undefined || auth.clientCertificate !== undefined) return [];
  return [
    `sources.${name} has addressesSuffice: anyone who can send from its addresses, for example through a shared proxy, can push; add bearer or clientCertificate`,
  ];
}

/** Only called for what `paazlFaults` has accepted. */
export function settlePaazlAuth(settings: SourceSettings): 'none' | PaazlProofSettings {
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

// The schema has one shape for this provider, and the block has been held against it.
const proofOf = ({ auth }: SourceSettings): CheckedPaazlProof | undefined =>
  typeof auth === 'object' && auth !== null ? (auth as CheckedPaazlProof) : undefined;

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
