/** A case as the request of its provider, proven as that provider proves itself, and known to the gateway by nothing that another case has. */
import { signedBytes } from '../../../src/providers/zettle/verify.ts';
import { signHmac } from '../../../src/trust/schemes/hmac.ts';
import { zettleKey } from '../../crash/pushes.ts';
import type { PushCase } from './push-case.ts';

export type Pushed = {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the proof covers what is wrong, so that nothing proves it. */
  readonly proven: boolean;
};

/** What the sources of `subject.ts` are configured with: those of the ready-to-try configuration. */
export const secrets = {
  paazl: 'development-paazl-token',
  oneshoppingcart: 'development-shop-key',
  zettle: zettleKey.reveal(),
  appdirect: 'development-appdirect-password',
};

/** `index`: of the case among all. `marketplace`: base URL of who serves events, where `/api/integration/v1/events/case-<index>` has the body of a case. */
export function pushOf(one: PushCase, index: number, marketplace: string): Pushed {
  const push = providers[one.contract];
  // A provider of which nobody says here how it proves itself has no cases, and that must be seen.
  if (push === undefined)
    throw new Error(`test/contract/cases/pushing.ts does not know how to push to ${one.contract}`);
  return push(one, index, marketplace);
}

const providers: Readonly<Record<string, (one: PushCase, index: number, marketplace: string) => Pushed>> = {
  'paazl-push': (one, index) => ({
    ...post(one, '/push/paazl/shipping', one.body + blanks(index)),
    headers: { ...typed(one), authorization: `Bearer ${secrets.paazl}` },
  }),
  'oneshoppingcart-push': (one, index) =>
    post(
      one,
      `/push/oneshoppingcart/shop/${secrets.oneshoppingcart}`,
      one.body.replaceAll('148899722', `1488${index}`) + blanks(index),
    ),
  'zettle-push': zettle,
  'appdirect-push': (one, index, marketplace) => {
    const base = encodeURIComponent(marketplace);
    const query = one.query ?? 'eventUrl={marketplace}%2Fapi%2Fintegration%2Fv1%2Fevents%2F{token}';
    return {
      method: 'GET',
      target: `/push/appdirect/market?${query.replaceAll('{marketplace}', base).replaceAll('{token}', `case-${index}`)}&case=${index}`,
      headers: { authorization: `Basic ${Buffer.from(`appdirect:${secrets.appdirect}`).toString('base64')}` },
      body: '',
      proven: true,
    };
  },
};

/** Signed over what is in the envelope, where there is still something to be signed; else over nothing. */
function zettle(one: PushCase, index: number): Pushed {
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

const post = (one: PushCase, target: string, body: string): Pushed => ({
  ...{ method: 'POST', target, headers: typed(one), body, proven: true },
});

const typed = ({ contentType }: PushCase): Record<string, string> =>
  contentType === '' ? {} : { 'content-type': contentType };

/** Another number, other bytes, the same document: the number in blanks and tabs. */
const blanks = (index: number): string => index.toString(2).replaceAll('0', ' ').replaceAll('1', '\t');

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
