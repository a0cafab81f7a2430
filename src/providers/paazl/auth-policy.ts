/** What a push of a source must prove: every scheme that the source names. */

import type { Checked } from '../../problems.ts';
import type { KnownCertificate } from '../../trust/certificates.ts';
import { certificatesOf, fingerprintOf, validityOf } from '../../trust/certificates.ts';
import { addressLabel, checkAddress, openAddressList } from '../../trust/schemes/address-list.ts';
import { allOf } from '../../trust/schemes/all-of.ts';
import { checkBearer } from '../../trust/schemes/bearer.ts';
import {
  type CertificateTrust,
  certificateLabels,
  checkClientCertificate,
} from '../../trust/schemes/client-certificate.ts';
import { credentialLabel } from '../../trust/schemes/credential-label.ts';
import { noProof } from '../../trust/schemes/none.ts';
import type { Proof, RawRequest } from '../../trust/trust.ts';
import type { PaazlProofSettings, PaazlSettings } from './settings.ts';

export type AuthPolicy = {
  prove(request: RawRequest, nowMs: number): Checked<readonly [Proof, ...Proof[]]>;
  /** Labels of the credentials, as the proofs have them. */
  readonly credentials: readonly string[];
  /** Authorities, and client certificates that have vouched: a fingerprint has no dates until its certificate was seen. */
  certificates(): readonly KnownCertificate[];
};

type RequiredScheme = {
  readonly check: (request: RawRequest, nowMs: number) => Checked<Proof>;
  readonly labels: readonly string[];
  readonly certificates?: () => readonly KnownCertificate[];
};

/** `place` is the place of `auth` in the configuration, such as `sources.shipping.auth`. */
export function openAuthPolicy(auth: PaazlSettings['auth'], place: string): AuthPolicy {
  if (auth === 'none')
    return { prove: () => ({ ok: true, value: [noProof] }), credentials: ['none'], certificates: () => [] };
  const { bearer, clientCertificate, addresses } = auth;
  const schemes = [
    ...(bearer === undefined ? [] : [requireBearer(bearer)]),
    ...(clientCertificate === undefined
      ? []
      : [requireCertificate(trustOf(clientCertificate), `${place}.clientCertificate`)]),
    ...(addresses === undefined ? [] : [requireAddresses(addresses)]),
  ];
  return {
    prove: (request, nowMs) => allOf(schemes.map(({ check }) => check(request, nowMs))),
    credentials: schemes.flatMap(({ labels }) => labels),
    certificates: () => schemes.flatMap(({ certificates }) => certificates?.() ?? []),
  };
}

const requireBearer = (tokens: NonNullable<PaazlProofSettings['bearer']>): RequiredScheme => ({
  check: (request) => checkBearer(request, tokens),
  labels: tokens.map((token) => credentialLabel('bearer', token)),
});

function requireAddresses(addresses: readonly string[]): RequiredScheme {
  const list = openAddressList(addresses);
  return { check: (request) => checkAddress(request, list), labels: addresses.map(addressLabel) };
}

function requireCertificate(trust: CertificateTrust, place: string): RequiredScheme {
  /** By the label that vouched, so there are never more than the configuration names. */
  const seen = new Map<string, KnownCertificate>();
  const authorities = 'authorities' in trust ? trust.authorities : [];
  return {
    check: (request, nowMs) => {
      const proof = checkClientCertificate(request, trust, nowMs);
      if (proof.ok)
        seen.set(proof.value.credential, {
          about: `${place} ${proof.value.credential}`,
          notAfterMs: proof.value.notAfterMs,
        });
      return proof;
    },
    labels: certificateLabels(trust),
    certificates: () => [
      ...authorities.map((authority) => ({
        about: `${place}.ca ${fingerprintOf(authority.raw).slice(0, 8)}`,
        notAfterMs: validityOf(authority).toMs,
      })),
      ...seen.values(),
    ],
  };
}

function trustOf(settings: NonNullable<PaazlProofSettings['clientCertificate']>): CertificateTrust {
  if ('fingerprints' in settings) return settings;
  return { file: settings.file, authorities: certificatesOf(settings.pem).filter(({ ca }) => ca) };
}
