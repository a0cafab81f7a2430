/** What a push must carry: the schemes that the source names, all of them together. */

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

export type Demand = {
  prove(request: RawRequest, nowMs: number): Checked<readonly [Proof, ...Proof[]]>;
  /** Labels of the credentials, as the proofs have them. */
  readonly credentials: readonly string[];
  /** Authorities, and client certificates that have vouched: a fingerprint says nothing of dates until its certificate was seen. */
  certificates(): readonly KnownCertificate[];
};

type Demanded = {
  readonly check: (request: RawRequest, nowMs: number) => Checked<Proof>;
  readonly labels: readonly string[];
  readonly certificates?: () => readonly KnownCertificate[];
};

/** `place` is where `auth` stands in the configuration, such as `sources.shipping.auth`. */
export function openDemand(auth: PaazlSettings['auth'], place: string): Demand {
  if (auth === 'none')
    return { prove: () => ({ ok: true, value: [noProof] }), credentials: ['none'], certificates: () => [] };
  const { bearer, clientCertificate, addresses } = auth;
  const demanded = [
    ...(bearer === undefined ? [] : [demandBearer(bearer)]),
    ...(clientCertificate === undefined
      ? []
      : [demandCertificate(trustOf(clientCertificate), `${place}.clientCertificate`)]),
    ...(addresses === undefined ? [] : [demandAddress(addresses)]),
  ];
  return {
    prove: (request, nowMs) => allOf(demanded.map(({ check }) => check(request, nowMs))),
    credentials: demanded.flatMap(({ labels }) => labels),
    certificates: () => demanded.flatMap(({ certificates }) => certificates?.() ?? []),
  };
}

const demandBearer = (tokens: NonNullable<PaazlProofSettings['bearer']>): Demanded => ({
  check: (request) => checkBearer(request, tokens),
  labels: tokens.map((token) => credentialLabel('bearer', token)),
});

function demandAddress(addresses: readonly string[]): Demanded {
  const list = openAddressList(addresses);
  return { check: (request) => checkAddress(request, list), labels: addresses.map(addressLabel) };
}

function demandCertificate(trust: CertificateTrust, place: string): Demanded {
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
