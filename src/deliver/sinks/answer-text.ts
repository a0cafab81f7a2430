/** What is kept of a receiver's answer: its beginning, without our secrets. */
import type { Secret } from '../../trust/secrets.ts';
import { ANSWER_BYTES_MAX } from './sink.ts';

/**
 * How many bytes of an answer must be read so that a secret at the edge of the stored beginning is seen whole. A system that echoes its
 * request would put our secrets into the store, so they are taken out.
 */
export function readAnswerBytes(secrets: readonly Secret[], tokenBytes: number): number {
  return ANSWER_BYTES_MAX + Math.max(tokenBytes, ...secrets.map((secret) => secret.bytes().byteLength));
}

/** At most `ANSWER_BYTES_MAX` bytes as text, secrets replaced by `***`, control characters (a terminal would obey them) by U+FFFD. */
export function redactedBeginning(bytes: Uint8Array, secrets: readonly Secret[]): string {
  if (bytes.byteLength === 0) return ''; // As most answers are.
  // Latin-1 has a character for each byte, so that places in the text are places in the bytes.
  const whole = Buffer.from(bytes).toString('latin1');
  const needles = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  let end = Math.min(whole.length, ANSWER_BYTES_MAX);
  for (const needle of needles)
    for (let at = whole.indexOf(needle); at !== -1; at = whole.indexOf(needle, at + 1))
      if (at < end && at + needle.length > end) end = at;
  const kept = needles.reduce((text, needle) => text.replaceAll(needle, '***'), whole.slice(0, end));
  const text = Buffer.from(kept, 'latin1').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return cut(text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd'));
}

/** A secret as it was sent, and without the prefix that tells its kind. */
function formsOf(secret: Secret): readonly string[] {
  const text = secret.bytes();
  const whole = Buffer.from(text).toString('latin1');
  return [whole, whole.replace(/^(whsec_|whsk_|Bearer |Basic )/i, '')].filter((form) => form.length >= 4);
}

/** Replaced characters may need more bytes than the ones that came. */
function cut(text: string): string {
  let short = text;
  while (Buffer.byteLength(short) > ANSWER_BYTES_MAX) short = short.slice(0, -1);
  return short;
}
