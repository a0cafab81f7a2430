/**
 * A new order is known by its token, everything else (tests, unknown roots, what is not XML) by its bytes. Both for as long as the
 * message is kept: the provider repeats without end, at doubling waits, so the same token is a repeat at any time.
 */
import { createHash } from 'node:crypto';
import { readXmlBeforeAck, whenRead } from '../../formats/xml-before-ack.ts';
import type { RawRequest, Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';
import { tokenOf } from './token.ts';

export function identify(message: Verified): Identification | Promise<Identification> {
  return whenRead(newOrderToken(message), (token) => {
    const kind = token === undefined ? 'body' : 'token';
    const key = token ?? createHash('sha256').update(message.bytes).digest('hex');
    return { identities: [{ kind, key, binding: key }], disposition: { kind: 'process' } };
  });
}

/** Undefined for everything but a new order. A promise only where libxml2 is loaded for it. */
export function newOrderToken({
  bytes,
  headers,
}: Pick<RawRequest, 'bytes' | 'headers'>): string | undefined | Promise<string | undefined> {
  return whenRead(readXmlBeforeAck(bytes, ['Test', 'NewOrder'], headers['content-type']), (read) =>
    read.ok && read.value.root === 'NewOrder' ? tokenOf(read.value.value) : undefined,
  );
}
