import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCertificateHeader } from '../../src/receive/certificate-header.ts';
import { openCertificates } from '../support/certificates.ts';

const shown = (value: string) => {
  const read = readCertificateHeader(value);
  return read?.kind === 'certificate' ? read.sha256 : read?.detail;
};

test('each form of the header in use gives the certificate', (t) => {
  const { pem, sha256, der } = openCertificates(t).make('client');
  const escaped = encodeURIComponent(pem);
  const forms = {
    'nginx, escaped': escaped,
    'nginx, escaped with blanks kept': pem.replaceAll('\n', '%0A'),
    'Apache, blanks for line ends': pem.replaceAll('\n', ' '),
    'nginx of old, tabs': pem.replaceAll('\n', '\t'),
    'Envoy, quoted': `By=spiffe://gateway;Hash=${sha256};Cert="${escaped}";Subject="CN=client,O=\\"A; B\\"";URI=`,
    'Envoy, not quoted': `Hash=${sha256};Cert=${escaped}`,
    'Envoy, hash in capitals and certificate first': `cert="${escaped}";hash=${sha256.toUpperCase()}`,
    'RFC 9440': `:${Buffer.from(der).toString('base64')}:`,
  };
  for (const [name, value] of Object.entries(forms)) {
    const read = readCertificateHeader(value);
    assert.ok(read?.kind === 'certificate', `${name}: ${shown(value)}`);
    assert.equal(read.sha256, sha256, name);
    assert.deepEqual(Buffer.from(read.der ?? []), Buffer.from(der), name);
  }
});

test('a hash alone counts only where the configuration says so', () => {
  const sha256 = 'ab'.repeat(32);
  const header = `By=x;Hash=${sha256};Subject=""`;
  assert.match(shown(header) ?? '', /Hash without Cert; set cert: true/);
  assert.deepEqual(readCertificateHeader(header, true), { kind: 'certificate', sha256, from: 'header' });
});

test('more than one element proves nothing: Envoy writes one, so the others were smuggled in', (t) => {
  const { pem, sha256 } = openCertificates(t).make('client');
  const pinned = 'aa'.repeat(32);
  const own = `By=y;Hash=${sha256};Cert="${encodeURIComponent(pem)}"`;
  for (const header of [
    `Hash=${pinned},${own}`,
    `${own},Hash=${pinned}`,
    `${own},By=y`,
    // In a URI or DNS name of the caller's own certificate, which Envoy does not quote.
    `${own};Subject="CN=client";URI=spiffe://x,Hash=${pinned}`,
    `${own};DNS=a.example,By=y;Hash=${pinned}`,
  ])
    assert.match(shown(header) ?? '', /has 2 elements/, header);
  assert.match(shown(`${own};URI=spiffe://x;Hash=${pinned}`) ?? '', /hash twice/);
  assert.match(shown(`${own};DNS=x;cert="${encodeURIComponent(pem)}"`) ?? '', /cert twice/);
  assert.match(shown(`${own};URI=spiffe://x,y`) ?? '', /none of the forms/);
  // Within quotes a comma separates nothing, and neither does an escaped quote end them.
  assert.equal(shown(`${own};Subject="CN=\\"a\\", Hash=${pinned},O=b;Hash=${pinned}"`), sha256);
  assert.equal(shown(`${own};URI=spiffe://a;URI=spiffe://b;DNS=a;DNS=b;`), sha256);
});

test('an empty header, and Apache’s word for it, mean that there was none', () => {
  for (const value of ['', ' ', '(null)']) assert.equal(readCertificateHeader(value), undefined);
});

test('any other header is not a certificate', (t) => {
  const { make } = openCertificates(t);
  const [one, other] = [make('one'), make('other')];
  for (const value of [
    'yes',
    'CN=client',
    `${one.pem}${other.pem}`.replaceAll('\n', ' '),
    `${one.pem.replaceAll('\n', ' ')}, ${other.pem.replaceAll('\n', ' ')}`,
    one.pem.replaceAll('\n', ' ').replace('END', 'FIN'),
    '-----BEGIN%20CERTIFICATE-----%zz',
    '-----BEGIN CERTIFICATE----- %%% -----END CERTIFICATE-----',
    ':%%%:',
    'Hash=short',
    `Hash=${one.sha256};Cert="${encodeURIComponent(other.pem)}"`,
    `Hash=${one.sha256};Hash=${one.sha256}`,
    `Hash=${one.sha256},`,
    `Hash="${one.sha256}`,
    'Cert=""',
  ])
    assert.equal(readCertificateHeader(value)?.kind, 'unreadable', value.slice(0, 60));
});
