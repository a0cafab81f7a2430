import type { FirstSource } from '../first-source.ts';

export const firstOneshoppingcartSource: FirstSource = {
  name: 'shop',
  block: `provider: oneshoppingcart
# The last segment of the push URL, and the only proof.
key: { env: SHOP_KEY }
merchantId: '{merchantId}'
# Orders are read with it.
merchantKey: { env: SHOP_MERCHANT_KEY }`,
  questions: {
    merchantId: { question: 'Your merchant id at 1ShoppingCart', standard: '100000', mustChange: true },
  },
  secrets: [
    { name: 'SHOP_KEY', about: 'The last segment of the notification URL', from: 'us' },
    { name: 'SHOP_MERCHANT_KEY', about: 'The API key that 1ShoppingCart shows to the merchant', from: 'provider' },
  ],
  push: `curl -i "{url}/push/oneshoppingcart/shop/$SHOP_KEY" -H 'Content-Type: text/xml' \\
  -d '<Test>Test notification queued at 2026-01-31 12:00:00</Test>'`,
};
