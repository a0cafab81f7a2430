/** `pushdock certificate create`: a client certificate to upload at a provider, made by openssl, without a password. */

import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { fingerprintOf, readCertificates } from '../trust/certificates.ts';
import { CommandFailed } from './failure.ts';
import { openssl } from './openssl.ts';
import { printJson, printText } from './print.ts';

export function certificateCommand(): Command {
  return new Command('certificate')
    .description('Make client certificates by which a provider proves who it is.')
    .addCommand(
      new Command('create')
        .description(
          'Make a self-signed client certificate for a source: a .p12 without a password, to upload at the provider.',
        )
        .argument('<source>', 'name of the source in the configuration')
        .option('--out <folder>', 'where to write <source>.p12 and <source>.pem', '.')
        .option('--days <days>', 'number of days for which it is valid', daysOf, 825)
        .option('--json', 'print JSON, for scripts')
        .addHelpText(
          'after',
          '\nExample:\n  pushdock certificate create shipping --out ./certificates\n\nThe .p12 contains the private key, and no password protects it. Delete it once you have uploaded it.\nInstall openssl first.',
        )
        .action(create),
    );
}

function daysOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 to 9999.');
  return Number(text);
}

type Options = { readonly out: string; readonly days: number; readonly json?: boolean };

async function create(source: string, { out, days, json }: Options): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(source))
    throw new CommandFailed(
      'usage',
      `${source} is not the name of a source: use lower-case letters, digits and hyphens, as in the configuration`,
    );
  const folder = resolve(out);
  const [p12, pem] = [join(folder, `${source}.p12`), join(folder, `${source}.pem`)];
  for (const path of [p12, pem])
    if (existsSync(path))
      throw new CommandFailed('failed', `${path} already exists; move it away, or name another folder with --out`);

  // Only this user can enter the folder, and it is removed afterwards. The key alone is written nowhere else.
  const temporary = mkdtempSync(join(tmpdir(), 'pushdock-certificate-'));
  try {
    await make(temporary, source, days);
    mkdirSync(folder, { recursive: true });
    keep(join(temporary, 'client.p12'), p12, 0o600);
    keep(join(temporary, 'client.pem'), pem, 0o644);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  report({ source, p12, pem }, json === true);
}

/** openssl's own configuration is not used, because what it adds to a certificate differs from machine to machine. */
const requestConfiguration = (source: string): string => `[req]
distinguished_name = subject
x509_extensions = client
prompt = no
[subject]
CN = pushdock ${source}
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
`;

async function make(folder: string, source: string, days: number): Promise<void> {
  writeFileSync(join(folder, 'request.cnf'), requestConfiguration(source), { mode: 0o600 });
  // RSA, because a provider's software may be older than its support of elliptic curves.
  await openssl(folder, [
    ...['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-sha256', '-days', String(days), '-config', 'request.cnf'],
    ...['-keyout', 'client.key', '-out', 'client.pem'],
  ]);
  await openssl(folder, [
    ...['pkcs12', '-export', '-in', 'client.pem', '-inkey', 'client.key', '-name', `pushdock ${source}`],
    ...['-out', 'client.p12', '-passout', 'pass:'],
  ]);
}

/** Never overwrites a file, which may be the one in use. */
function keep(from: string, to: string, mode: number): void {
  chmodSync(from, mode);
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, mode);
}

function report({ source, p12, pem }: { source: string; p12: string; pem: string }, json: boolean): void {
  const read = readCertificates(pem);
  const certificate = read.ok ? read.certificates[0] : undefined;
  if (certificate === undefined) throw new CommandFailed('failed', `openssl wrote no readable certificate to ${pem}`);
  const sha256 = fingerprintOf(certificate.raw);
  const validUntil = new Date(certificate.validTo).toISOString();
  if (json) printJson({ source, p12, certificate: pem, sha256, validUntil });
  else
    printText(`${p12}   to upload: certificate and private key, without a password
${pem}   the certificate alone, which is not a secret
SHA-256 fingerprint: ${sha256}
Valid until: ${validUntil.slice(0, 10)}

1. Put the fingerprint into the configuration. While you change a certificate, keep the old one beside it:

     sources:
       ${source}:
         auth:
           clientCertificate:
             fingerprints: ['${sha256}']

2. Run \`pushdock reload\`. If the source had no certificate before, do this after step 3: from then on a push without it is refused.
3. Upload the .p12 on the provider's page for its push settings. It asks for no password.
4. Delete the .p12: anyone who has it can present the certificate. \`pushdock sources show ${source}\` counts its uses.`);
}
