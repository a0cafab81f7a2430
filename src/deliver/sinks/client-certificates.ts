/** The PEM files that a sink's configuration names, as our HTTP clients take them. */
import { readFileSync } from 'node:fs';
import type { HttpSinkSettings } from '../../config.ts';
import type { ClientCertificates } from '../../outbound/node-request.ts';

/** Throws for a file that cannot be read; `config/sink-rules.ts` has said so before. */
export function certificatesOf(tls: HttpSinkSettings['tls']): ClientCertificates {
  return {
    ...(tls?.ca === undefined ? {} : { ca: readFileSync(tls.ca, 'utf8') }),
    ...(tls?.certificate === undefined ? {} : { cert: readFileSync(tls.certificate, 'utf8') }),
    ...(tls?.key === undefined ? {} : { key: tls.key.reveal() }),
  };
}
