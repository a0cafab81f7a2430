/** Zettle signs what is in its envelope, where there is still something to be signed; else nothing proves it. */
import { signedBytes } from '../../../src/providers/zettle/verify.ts';
import { signHmac } from '../../../src/trust/schemes/hmac.ts';
import type { PushCase } from '../../contract/cases/push-case.ts';
import { blanks, type Pushed, post } from '../../contract/cases/pushed.ts';
import type { Proving } from '../../contract/cases/pushing.ts';
import { zettleKey } from '../../crash/pushes.ts';

export const proving: Proving = {
  secret: zettleKey.reveal(),
  sources: () => ({ pos: { provider: 'zettle', signingKeys: [zettleKey.reveal()], signedWithin: 'off' } }),
  push,
};

function push(one: PushCase, index: number): Pushed {
  const envelope = readObject(one.body);
  if (envelope === undefined) return { ...post(one, '/push/zettle/pos', one.body), proven: false };
  const at = one.must.be === 'flagged' ? one.must.at : '';
  const own = { ...envelope };
  for (const name of ['messageUuid', 'messageId'])
    if (at !== `/${name}`) own[name] = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  if (typeof own.payload === 'string') own.payload += blanks(index);
  const { timestamp, payload } = own;
  const [time, content] = [signable(timestamp), signable(payload)];
  const proven = time !== undefined && content !== undefined;
  const signature = proven ? signHmac(signedBytes(time, content), zettleKey) : '0'.repeat(64);
  const filled = one.must.be === 'too large' ? one.body.slice(one.body.trimEnd().length) : '';
  const pushed = post(one, '/push/zettle/pos', spacious(own) + filled);
  return { ...pushed, headers: { ...pushed.headers, 'x-izettle-signature': signature }, proven };
}

const signable = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** As no writer of ours would write it, so that what was written anew on the way is not what was sent. */
const spacious = (value: unknown): string => JSON.stringify(value, null, 1).replaceAll('/', '\\/');

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
