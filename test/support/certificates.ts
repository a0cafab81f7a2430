/** Certificates made by openssl, in a folder of the test's own. The keys are made for the test and thrown away with it. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fingerprintOf } from '../../src/trust/certificates.ts';

export type MadeCertificate = {
  /** Paths: the certificate and the key as PEM, both as a PKCS12 without a password. */
  readonly file: string;
  readonly key: string;
  readonly p12: string;
  readonly pem: string;
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly x509: X509Certificate;
};

export type CertificateOptions = {
  /** From now, may be negative: expired. 30 by default. */
  readonly days?: number;
  /** Absent: self-signed. */
  readonly issuer?: MadeCertificate;
  /** Of an extensions section, such as `basicConstraints=critical,CA:TRUE`. */
  readonly extensions?: readonly string[];
};

export const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
export const server = ['subjectAltName=DNS:localhost,IP:127.0.0.1', 'extendedKeyUsage=serverAuth'];
export const client = ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=clientAuth'];

export function openCertificates(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-certificates-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

  function make(name: string, { days = 30, issuer, extensions = client }: CertificateOptions = {}): MadeCertificate {
    const at = (suffix: string) => join(folder, `${name}.${suffix}`);
    openssl(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      at('key'),
      '-out',
      at('csr'),
      '-subj',
      `/CN=${name}`,
    );
    writeFileSync(at('ext'), `${extensions.join('\n')}\n`);
    const signer =
      issuer === undefined ? ['-signkey', at('key')] : ['-CA', issuer.file, '-CAkey', issuer.key, '-CAcreateserial'];
    openssl(
      'x509',
      '-req',
      '-in',
      at('csr'),
      ...signer,
      '-days',
      String(days),
      '-sha256',
      '-extfile',
      at('ext'),
      '-out',
      at('pem'),
    );
    openssl('pkcs12', '-export', '-in', at('pem'), '-inkey', at('key'), '-out', at('p12'), '-passout', 'pass:');
    const x509 = new X509Certificate(readFileSync(at('pem')));
    return {
      file: at('pem'),
      key: at('key'),
      p12: at('p12'),
      pem: readFileSync(at('pem'), 'utf8'),
      der: x509.raw,
      sha256: fingerprintOf(x509.raw),
      x509,
    };
  }
  return { folder, make };
}
