import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCertificateHeader } from '../../src/receive/certificate-header.ts';
import { openCertificates } from '../support/certificates.ts';

const shown = (value: string) => {
  const read = readCertificateHeader(value);
  return read?.kind === 'certificate' ? read.sha256 : read?.detail;
};

test('each form in use gives the certificate', (t) => {
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

test('a hash alone gives the hash', () => {
  const sha256 = 'ab'.repeat(32);
  assert.deepEqual(readCertificateHeader(`By=x;Hash=${sha256};Subject=""`), {
    kind: 'certificate',
    sha256,
    from: 'header',
  });
});

test('of several elements only the last one counts: what stands before it may be a stranger’s', () => {
  const [first, last] = ['aa'.repeat(32), 'bb'.repeat(32)];
  assert.equal(shown(`Hash=${first},Hash=${last}`), last);
  assert.equal(shown(`Hash=${first};Subject="x, Hash=${first}", By=y;Hash=${last}`), last);
  assert.match(shown(`Hash=${first},By=y`) ?? '', /neither Cert nor Hash/);
});

test('an empty header, and Apache’s word for it, mean that there was none', () => {
  for (const value of ['', ' ', '(null)']) assert.equal(readCertificateHeader(value), undefined);
});

test('anything else is no certificate', (t) => {
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
