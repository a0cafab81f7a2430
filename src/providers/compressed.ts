/**
 * A compressed body. No push path may answer 415, and a proven sender is acknowledged whatever it sends. So the bytes
 * are stored as they came, and the message is quarantined with a reason that names the cure. Nothing here inflates: none of the providers
 * compresses, and a bound on compressed bytes is none. What can be read is read: a header alone proves nothing about bytes.
 */
import type { Judgement } from '../contracts/judge.ts';
import type { StoredMessage } from '../store/store.ts';

const name_characters_max = 40;

/** For a body that could not be read: what to say instead, if its sender named a coding; otherwise undefined. */
export function compressed({
  headers,
}: Pick<StoredMessage, 'headers'>): (Judgement & { readonly reason: string }) | undefined {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return undefined;
  const seen = `Content-Encoding: ${coding.slice(0, name_characters_max)}`;
  return {
    verdict: 'violation',
    findings: [
      { rule: 'body_compressed', path: '', severity: 'violation', expected: 'a body that is not compressed', seen },
    ],
    reason: `Compressed bodies are not enabled (${seen}). Make the sender, or the proxy in between, send the body uncompressed.`,
  };
}
