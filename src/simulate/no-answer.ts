/** Why a request got no answer, in one word for programs and in a sentence for people: "unreachable" alone sends nobody to the right place. */
import type { NoAnswer } from '../../generated/mock/models.ts';

/** `detail` ends in the code that Node gives, so that it can be looked up. */
export type WhyNoAnswer = { readonly reason: NoAnswer; readonly detail: string };

/** Codes of Node, c-ares and OpenSSL, the first pattern that fits. */
const reasons: readonly (readonly [code: RegExp, reason: NoAnswer, sentence: string])[] = [
  [/^ECONNREFUSED$/, 'refused', 'the connection was refused: nothing listens at'],
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EBADNAME)$/, 'dns', 'DNS does not know the host name, or did not answer, of'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'certificate', 'the certificate is for another host name than that of'],
  [/ALERT.*(CERTIFICATE|UNKNOWN_CA)/, 'certificate', 'our client certificate was refused, or missed, by'],
  [
    /CERT|UNABLE_TO_(GET|VERIFY|DECRYPT)|SELF_SIGNED|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|CRL/,
    'certificate',
    'the certificate is not trusted of',
  ],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_)/, 'tls', 'no TLS could be agreed on (is it plain http?) with'],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/,
    'reset',
    'the connection was reset before the answer was complete by',
  ],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'timeout', 'no connection came about in time with'],
  [/^HPE_/, 'malformed', 'no HTTP was answered (is it https?) by'],
  [
    /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN|EACCES|EPERM)$/,
    'network',
    'the network does not lead to',
  ],
  [/^ERR_(INVALID_URL|INVALID_PROTOCOL|UNESCAPED_CHARACTERS)$/, 'url', 'no request can be sent to'],
];

/** `to`: where the request went, without anything secret. */
export function whyNoAnswer(error: Error, to: string): WhyNoAnswer {
  const code = codeOf(error);
  const [, reason = 'other', sentence = 'no answer came from'] = reasons.find(([pattern]) => pattern.test(code)) ?? [];
  return { reason, detail: `${sentence} ${to} (${code})` };
}

export const whyTimeout = (timeoutMs: number, to: string): WhyNoAnswer => ({
  reason: 'timeout',
  detail: `timeout: no complete answer within ${timeoutMs / 1000} s from ${to}`,
});

/** Of the error itself, or of what it was caused by: a connection that was tried at several addresses failed for each. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [inner] = error instanceof AggregateError ? error.errors : [error.cause];
  return inner instanceof Error ? codeOf(inner) : error.message;
}
