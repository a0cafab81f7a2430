/** The certificate by which mock APIs answer: what is in a folder, or one that is made there. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ApiTls } from '../simulate/listener.ts';
import { CommandFailed } from './failure.ts';
import { openssl } from './openssl.ts';

/** Its names are those by which this machine calls itself. */
const requestConfiguration = `[req]
distinguished_name = subject
x509_extensions = server
prompt = no
[subject]
CN = pushdock mocks
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
subjectKeyIdentifier = hash
`;

export const certificateIn = (folder: string): string => join(resolve(folder), 'cert.pem');

/** Of `cert.pem` and `key.pem` in this folder. Where both are missing they are made: self-signed, for 825 days. */
export async function apiTlsIn(folder: string): Promise<ApiTls> {
  const place = resolve(folder);
  const [cert, key] = [certificateIn(place), join(place, 'key.pem')];
  const missing = [cert, key].filter((file) => !existsSync(file));
  if (missing.length === 1)
    throw new CommandFailed(
      'configuration',
      `${missing[0]} is missing; put it there, or remove the other so that both are made`,
    );
  if (missing.length === 2) {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const request = join(place, 'request.cnf');
    writeFileSync(request, requestConfiguration, { mode: 0o600 });
    await openssl(place, [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-sha256', '-days', '825'],
      ...['-config', request, '-keyout', key, '-out', cert],
    ]);
  }
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}
