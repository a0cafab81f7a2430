/** `listen.tls` and `listen.trustedProxies`: the files are read and compared before anything listens. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { limits } from '../limits.ts';
import { systemClock } from '../running/clock.ts';
import { outOfDate, readCertificates, readPem } from '../trust/certificates.ts';
import { networkFault } from '../trust/networks.ts';
import { Secret } from '../trust/secrets.ts';
import type { Fault } from './fault.ts';
import type { CheckedFile, Configuration } from './settings.ts';
import { isLoopbackHost, parseAddress, parseDurationMs } from './units.ts';

type Listen = CheckedFile['listen'];
type TlsFiles = NonNullable<Listen['tls']>;
type Settled = {
  readonly trustedProxies: readonly string[];
  readonly clientCertificateHeader: string;
  readonly clientCertificateHashSuffices?: boolean;
  readonly keepAliveMs: number;
};

// Node takes 0 for no bound at all, and a timer of more than 24 days fires at once.
const KEEP_ALIVE_MS_MIN = 1_000;
const KEEP_ALIVE_MS_MAX = 86_400_000;

export function listenFaults(listen: Listen | undefined): readonly Fault[] {
  return [
    ...networkFaults(['listen', 'trustedProxies'], listen?.trustedProxies),
    ...(listen?.tls === undefined ? [] : tlsFaults(listen.tls)),
    ...keepAliveFaults(listen?.keepAlive),
  ];
}

function keepAliveFaults(text: string | undefined): readonly Fault[] {
  const keepAliveMs = text === undefined ? undefined : parseDurationMs(text);
  if (keepAliveMs === undefined || (keepAliveMs >= KEEP_ALIVE_MS_MIN && keepAliveMs <= KEEP_ALIVE_MS_MAX)) return [];
  return [{ path: ['listen', 'keepAlive'], sentence: `is ${text}; write a time from 1s to 24h, such as 650s` }];
}

/** A development configuration believes more than it should, so that it meets the internet is said, or does not happen. */
export function exposureFaults({
  development,
  exposeDevelopment,
  listen,
  publicUrl,
}: Partial<CheckedFile>): readonly Fault[] {
  if (development !== true)
    return exposeDevelopment === true
      ? [{ path: ['exposeDevelopment'], sentence: 'has no meaning without development: true; remove it' }]
      : [];
  if (exposeDevelopment === true) return [];
  const faults: Fault[] = [];
  const publicHost = listen && parseAddress(listen.public)?.host;
  if (publicHost !== undefined && !isLoopbackHost(publicHost))
    faults.push({
      path: ['listen', 'public'],
      sentence: `is beyond loopback under development: true, ${exposed} or listen on 127.0.0.1`,
    });
  if (publicUrl !== undefined && isExposedUrl(publicUrl))
    faults.push({
      path: ['publicUrl'],
      sentence: `is https under development: true, ${exposed} or remove publicUrl`,
    });
  return faults;
}

const exposed =
  'so strangers could reach a gateway that believes too much; take development out, say exposeDevelopment: true if it is meant,';

const isExposedUrl = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:' && !isLoopbackHost(new URL(text).hostname);

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
  // Not a fault: a gateway that does not start answers no one, and one with an expired certificate still answers callers that do not check.
  if (dated) warnings.push(`listen.tls.cert: the certificate ${dated}; renew it, or callers will refuse to connect`);
  if ((modeOf(tls.key) & 0o007) !== 0)
    warnings.push(`listen.tls.key: every user of this machine may read or change ${tls.key}; run chmod 600 on it`);
  return warnings;
}

/** Only called for what `listenFaults` has accepted; throws should a file have changed since. */
export function settleTls({ tls }: Listen): Pick<Configuration['listen'], 'tls'> {
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

/** With defaults, also if the schema does not have these keys. */
export const settlePublic = (listen: Partial<Listen>): Settled => ({
  trustedProxies: listen.trustedProxies ?? [],
  clientCertificateHeader: (listen.clientCertificateHeader ?? 'x-client-cert').toLowerCase(),
  ...(listen.clientCertificateHashSuffices === true && { clientCertificateHashSuffices: true }),
  keepAliveMs: parseDurationMs(listen.keepAlive ?? '') ?? limits.keep_alive_ms,
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
