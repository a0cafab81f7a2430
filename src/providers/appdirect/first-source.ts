import type { FirstSource } from '../first-source.ts';

export const firstAppdirectSource: FirstSource = {
  name: 'market',
  block: `provider: appdirect
auth:
  basic:
    user: appdirect
    password: { env: APPDIRECT_PASSWORD }
# The only hosts from which events are fetched.
eventHosts:
  - {marketplace}
# How the gateway proves itself when it fetches an event and posts a result.
outbound:
  oauth1:
    consumerKey: {consumerKey}
    secret: { env: APPDIRECT_SECRET }
# AppDirect hears 202 at once, and you give the result later (pushdock appdirect complete). A system of yours can decide instead: see the guide "AppDirect"
responder:
  mode: async`,
  questions: {
    marketplace: {
      question: 'The host of the marketplace',
      standard: 'marketplace.example.com',
      mustChange: true,
    },
    consumerKey: {
      question: 'The consumer key that AppDirect issued for your product',
      standard: 'product-12345',
      mustChange: true,
    },
  },
  secrets: [
    { name: 'APPDIRECT_PASSWORD', about: 'The password with which AppDirect notifies the gateway', from: 'us' },
    { name: 'APPDIRECT_SECRET', about: 'The secret that AppDirect issued with the consumer key', from: 'provider' },
  ],
};
