/** `listen.tls` and `listen.trustedProxies`: the files are read and held against each other before anything listens. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { outOfDate, readCertificates, readPem } from '../certificates.ts';
import { systemClock } from '../clock.ts';
import { networkFault } from '../networks.ts';
import { Secret } from '../secrets.ts';
import type { Fault } from './fault.ts';
import type { CheckedFile, Configuration } from './settings.ts';

type Listen = CheckedFile['listen'];
type TlsFiles = NonNullable<Listen['tls']>;
type Proxied = { readonly trustedProxies: readonly string[]; readonly clientCertificateHeader: string };

export function listenFaults(listen: Listen | undefined): readonly Fault[] {
  return [
    ...networkFaults(['listen', 'trustedProxies'], listen?.trustedProxies),
    ...(listen?.tls === undefined ? [] : tlsFaults(listen.tls)),
  ];
}

export function networkFaults(path: Fault['path'], networks: readonly string[] = []): readonly Fault[] {
  return networks.flatMap((text, index) => {
    const sentence = networkFault(text);
    return sentence === undefined ? [] : [{ path: [...path, index], sentence }];
  });
}

export function tlsWarnings({ tls }: Listen): readonly string[] {
  if (tls === undefined) return [];
  const warnings: string[] = [];
  const read = readCertificates(tls.cert);
  const dated = read.ok && read.certificates[0] && outOfDate(read.certificates[0], systemClock.now());
  // Not a fault: a gateway that does not start answers nobody, one with an expired certificate still answers those who do not look.
  if (dated) warnings.push(`listen.tls.cert: the certificate ${dated}; renew it, or callers will refuse to connect`);
  if ((modeOf(tls.key) & 0o007) !== 0)
    warnings.push(`listen.tls.key: every user of this machine may read or change ${tls.key}; chmod 600 it`);
  return warnings;
}

/** Only called for what `listenFaults` has accepted; throws should a file have changed since. */
export function settleTls({ tls }: Listen): { readonly tls?: Configuration['listen']['tls'] } {
  if (tls === undefined) return {};
  return {
    tls: {
      files: tls,
      cert: pemOf(tls.cert),
      key: Secret.of(pemOf(tls.key)),
      ...(tls.clientCa !== undefined && { clientCa: pemOf(tls.clientCa) }),
    },
  };
}

/** With defaults also where a schema of a test's own knows neither key. */
export const settleProxied = ({ trustedProxies, clientCertificateHeader }: Partial<Listen>): Proxied => ({
  trustedProxies: trustedProxies ?? [],
  clientCertificateHeader: (clientCertificateHeader ?? 'x-client-cert').toLowerCase(),
});

export function pemOf(path: string): string {
  const read = readPem(path);
  if (!read.ok) throw new Error(read.sentence);
  return read.pem;
}

function tlsFaults({ cert, key, clientCa }: TlsFiles): readonly Fault[] {
  const certificates = readCertificates(cert);
  const privateKey = readKey(key);
  const faults: Fault[] = [];
  if (!certificates.ok) faults.push({ path: ['listen', 'tls', 'cert'], sentence: certificates.sentence });
  if (!privateKey.ok) faults.push({ path: ['listen', 'tls', 'key'], sentence: privateKey.sentence });
  if (certificates.ok && privateKey.ok && certificates.certificates[0]?.checkPrivateKey(privateKey.key) === false)
    faults.push({
      path: ['listen', 'tls', 'key'],
      sentence: `is not the key of the first certificate in ${cert}; name the one that belongs to it, and put the server's certificate first`,
    });
  const authorities = clientCa === undefined ? undefined : readCertificates(clientCa);
  if (authorities?.ok === false) faults.push({ path: ['listen', 'tls', 'clientCa'], sentence: authorities.sentence });
  return faults;
}

type ReadKey = { readonly ok: true; readonly key: KeyObject } | { readonly ok: false; readonly sentence: string };

function readKey(path: string): ReadKey {
  const read = readPem(path);
  if (!read.ok) return read;
  try {
    return { ok: true, key: createPrivateKey(read.pem) };
  } catch {
    return {
      ok: false,
      sentence: `the file ${path} holds no private key in PEM form that can be read without a password; write it without (openssl pkey)`,
    };
  }
}

/** 0 for what is not there; the faults say that. */
const modeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
