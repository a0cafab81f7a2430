/** What 1ShoppingCart asks of a receiver. */
import type { ReceiverRules } from '../../../simulate/receiver-rules.ts';

export const receiverRules: ReceiverRules = {
  event: 'NewOrder',
  variant: 'accepted',
  why: {
    acknowledge:
      '1ShoppingCart repeats everything that is not answered exactly 200, for ever and with growing pauses, so orders arrive days late.',
    refuse:
      'Nothing is signed: the path is the only secret, and whoever guesses it could make the receiver read orders without end.',
    once: 'A token that comes again is the same order; two orders of one would be packed twice.',
    secret: 'The path is the only secret; one that is in an answer is in the logs of proxies.',
  },
  malformedProof: 'The proof is the path, and every wrong path is a wrong key.',
  malformedBody: 'acknowledge',
  status: 200,
  notApplicable: {
    'altered-after-signing': '1ShoppingCart signs nothing; the order is read from its API instead.',
    'stale-proof': 'The proof is the path, which has no time in it.',
  },
  own: [
    {
      id: 'oneshoppingcart-test',
      title: 'A test notification is answered exactly 200',
      expect: 'acknowledge',
      status: 200,
      send: { event: 'Test' },
      fix: 'Answer 200 to <Test> too, and do nothing else.',
    },
    {
      id: 'oneshoppingcart-unknown-root',
      title: 'A notification with a root that nobody knows yet is answered exactly 200',
      expect: 'acknowledge',
      status: 200,
      send: { event: 'NewOrder', faults: [{ kind: 'unknown-event' }] },
      fix: 'Answer 200 once it is stored, and put it aside for a person.',
    },
    {
      id: 'oneshoppingcart-content-type',
      title: 'A wrong Content-Type decides nothing',
      expect: 'acknowledge',
      status: 200,
      send: { event: 'NewOrder', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      fix: 'Read the raw body as XML, whatever the Content-Type says.',
    },
  ],
};
