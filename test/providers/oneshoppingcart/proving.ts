/** 1ShoppingCart proves itself by a key in the path, and its order is read from its API. */
import { blanks, post } from '../../contract/cases/pushed.ts';
import type { Proving } from '../../contract/cases/pushing.ts';
import { example } from '../../end-to-end/examples.ts';

const secret = 'development-shop-key';
const tokenOf = (index: number) => `1488${index}`;
const order = { contentType: 'text/xml', body: example('oneshoppingcart', 'order.accepted.xml') };

export const proving: Proving = {
  secret,
  sources: (outside) => ({
    shop: {
      provider: 'oneshoppingcart',
      key: secret,
      merchantId: '118303',
      merchantKey: 'development-merchant-key',
      apiBase: `http://${outside}`,
    },
  }),
  push: (one, index) =>
    post(one, `/push/oneshoppingcart/shop/${secret}`, one.body.replaceAll('148899722', tokenOf(index)) + blanks(index)),
  tokenOf,
  outside: ({ target }, served) => {
    if (!target.startsWith('/API/')) return undefined;
    return served.get(/\/Orders\/([^/?]+)\//i.exec(target)?.[1] ?? '') ?? order;
  },
};
