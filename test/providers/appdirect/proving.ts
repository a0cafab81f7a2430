/** AppDirect proves itself by Basic, and its event is fetched from the URL that it names. */
import type { Proving } from '../../contract/cases/pushing.ts';
import { example } from '../../end-to-end/examples.ts';

const secret = 'development-appdirect-password';
const event = { contentType: 'application/json', body: example('appdirect', 'subscription-order.typical.json') };
const accepted = { contentType: 'text/xml', body: '' };

export const proving: Proving = {
  secret,
  sources: (outside) => ({
    market: {
      provider: 'appdirect',
      auth: { basic: { user: 'appdirect', password: secret } },
      eventHosts: [outside],
      outbound: 'none',
      responder: { mode: 'auto' },
    },
  }),
  push: (one, index, outside) => {
    const base = encodeURIComponent(outside);
    const query = one.query ?? 'eventUrl={marketplace}%2Fapi%2Fintegration%2Fv1%2Fevents%2F{token}';
    return {
      method: 'GET',
      target: `/push/appdirect/market?${query.replaceAll('{marketplace}', base).replaceAll('{token}', `case-${index}`)}&case=${index}`,
      headers: { authorization: `Basic ${Buffer.from(`appdirect:${secret}`).toString('base64')}` },
      body: '',
      proven: true,
    };
  },
  acks: [200, 202],
  fetched: { contract: 'appdirect-api', operation: 'getEvent' },
  outside: ({ method, target }, served) => {
    const token = /\/events\/([^/?]+)$/.exec(target)?.[1] ?? '';
    const document = served.get(token) ?? (token.startsWith('sample-order') ? event : undefined);
    // A result that is posted is taken.
    return document ?? (method === 'POST' ? accepted : undefined);
  },
};
