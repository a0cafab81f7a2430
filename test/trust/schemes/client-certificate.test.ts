import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CertificateTrust, checkClientCertificate } from '../../../src/trust/schemes/client-certificate.ts';
import { authority, client, type MadeCertificate, openCertificates, server } from '../../support/certificates.ts';
import { requestWith } from './request.ts';

const DAY = 86_400_000;
const presenting = ({ der, sha256 }: MadeCertificate) =>
  requestWith({ clientCertificate: { kind: 'certificate', sha256, der, from: 'tls' } });
const check = (certificate: MadeCertificate, trust: CertificateTrust, nowMs = Date.now()) => {
  const checked = checkClientCertificate(presenting(certificate), trust, nowMs);
  return checked.ok ? checked.value.credential : checked.detail;
};
const pinned = (...certificates: readonly MadeCertificate[]): CertificateTrust => ({
  fingerprints: certificates.map(({ sha256 }) => sha256),
});
const issuedBy = (...authorities: readonly MadeCertificate[]): CertificateTrust => ({
  file: 'ca.pem',
  authorities: authorities.map(({ x509 }) => x509),
});
const made = (t: TestContext) => openCertificates(t).make;

test('the certificate whose fingerprint is configured vouches, the old and the new one each under its own label', (t) => {
  const make = made(t);
  const [old, next, other] = [make('old'), make('next'), make('other')];
  assert.equal(check(old, pinned(old, next)), `certificate:${old.sha256.slice(0, 8)}`);
  assert.equal(check(next, pinned(old, next)), `certificate:${next.sha256.slice(0, 8)}`);
  assert.match(check(other, pinned(old, next)), /is not one of the 2 configured ones$/);
});

test('a trusted certificate counts only between its dates, and says when that ends', (t) => {
  const make = made(t);
  const certificate = make('thirty', { days: 30 });
  const trust = pinned(certificate);
  assert.match(check(certificate, trust, Date.now() - DAY), /is not valid before/);
  assert.match(check(certificate, trust, Date.now() + 31 * DAY), /expired on/);
  const checked = checkClientCertificate(presenting(certificate), trust, Date.now());
  assert.ok(checked.ok);
  assert.equal(checked.value.notAfterMs, Date.parse(certificate.x509.validTo));
  const expired = make('expired', { days: -1 });
  assert.match(check(expired, pinned(expired)), /expired on/);
});

test('an authority vouches for what it issued, while both are valid', (t) => {
  const make = made(t);
  const ca = make('ca', { extensions: authority, days: 60 });
  const issued = make('issued', { issuer: ca, days: 90 });
  const label = `certificate-ca:${ca.sha256.slice(0, 8)}`;
  assert.equal(check(issued, issuedBy(ca)), label);
  assert.equal(check(issued, issuedBy(make('another', { extensions: authority }), ca)), label);
  assert.match(check(issued, issuedBy(ca), Date.now() + 61 * DAY), /the authority .* expired on/);
  assert.match(check(issued, issuedBy(ca), Date.now() + 91 * DAY), /expired on/);
  assert.match(check(make('late', { issuer: ca, days: -1 }), issuedBy(ca)), /expired on/);
});

test('an authority vouches for nothing that it did not issue for clients', (t) => {
  const make = made(t);
  const ca = make('ca', { extensions: authority });
  const none = 'the client certificate was issued by none of the authorities';
  assert.equal(check(make('alone'), issuedBy(ca)), none);
  // The same name and another key: what an impostor can make.
  const impostor = openCertificates(t).make('ca', { extensions: authority });
  assert.equal(check(make('forged', { issuer: impostor }), issuedBy(ca)), none);
  assert.match(check(make('web', { issuer: ca, extensions: server }), issuedBy(ca)), /not issued for clients/);
  assert.match(check(make('below', { issuer: ca, extensions: authority }), issuedBy(ca)), /that of an authority/);
  // Without a key identifier names alone fit, and only the signature tells.
  const bare = openCertificates(t).make('bare', {
    issuer: impostor,
    extensions: [...client, 'authorityKeyIdentifier=none'],
  });
  assert.ok(bare.x509.checkIssued(ca.x509));
  assert.equal(check(bare, issuedBy(ca)), none);
  // A client's certificate must not issue others.
  const leaf = make('leaf', { issuer: ca });
  assert.equal(check(make('of-leaf', { issuer: leaf }), issuedBy(leaf)), none);
  assert.equal(check(ca, issuedBy(ca)), 'the client certificate is that of an authority');
});

test('a hash alone is enough for a fingerprint, and not for an authority', (t) => {
  const make = made(t);
  const certificate = make('hashed');
  const hashed = requestWith({
    clientCertificate: { kind: 'certificate', sha256: certificate.sha256, from: 'header' },
  });
  const checked = checkClientCertificate(hashed, pinned(certificate), Date.now());
  assert.ok(checked.ok);
  assert.equal(checked.value.notAfterMs, undefined);
  assert.ok(!checkClientCertificate(hashed, issuedBy(make('ca', { extensions: authority })), Date.now()).ok);
});

test('no certificate, or what is none, is refused with the reason for the operator', () => {
  const trust = { fingerprints: ['0'.repeat(64)] };
  const without = checkClientCertificate(requestWith(), trust, 0);
  assert.ok(!without.ok);
  assert.equal(without.code, 'proof_missing');
  const unreadable = { kind: 'unreadable', detail: 'the header holds what is not base64' } as const;
  const odd = checkClientCertificate(requestWith({ clientCertificate: unreadable }), trust, 0);
  assert.ok(!odd.ok);
  assert.equal(odd.detail, 'the client certificate: the header holds what is not base64');
  const der = Buffer.from('not a certificate');
  const claimed = { kind: 'certificate', sha256: '0'.repeat(64), der, from: 'header' } as const;
  assert.ok(!checkClientCertificate(requestWith({ clientCertificate: claimed }), trust, 0).ok);
});
