/** What Zettle asks of a receiver. */
import type { ReceiverRules } from '../../../simulate/receiver-rules.ts';

const HOURS_70 = -70 * 3600;

export const receiverRules: ReceiverRules = {
  event: 'PurchaseCreated',
  why: {
    acknowledge:
      'Zettle repeats for about 72 hours and then deletes the subscription; no further event comes until somebody creates another one.',
    refuse: 'Whoever knows the URL could book sales that never happened.',
    once: 'Zettle sends at least once; a sale that is booked twice is wrong in the ledger.',
    secret: 'The signing key proves every push; whoever has it can forge them all.',
  },
  malformedProof: { 'x-izettle-signature': 'not a signature' },
  malformedBody: 'either',
  notApplicable: {
    'stale-proof':
      'Zettle repeats for 72 hours with the time of the first attempt, so that an old time is no reason to refuse.',
  },
  own: [
    {
      id: 'zettle-late-retry',
      title: 'A push that was signed 70 hours ago, as a late retry is, is acknowledged',
      expect: 'acknowledge',
      send: { event: 'PurchaseCreated', faults: [{ kind: 'clock-skew', amount: HOURS_70 }] },
      fix: 'Do not refuse a signed time that is younger than 72 hours.',
    },
    {
      id: 'zettle-unknown-event',
      title: 'An event name that nobody knows yet is acknowledged',
      expect: 'acknowledge',
      send: { event: 'PurchaseCreated', faults: [{ kind: 'unknown-event' }] },
      fix: 'Answer 2xx once it is stored, and put it aside for a person.',
    },
    {
      id: 'zettle-signed-as-decoded',
      title: 'A payload with escapes, quotes and letters beyond ASCII verifies',
      expect: 'acknowledge',
      send: { event: 'ProductCreated', variant: 'escapes' },
      fix: 'Sign timestamp + "." + payload as they are decoded from the envelope, in UTF-8; strip no backslash and write nothing afresh.',
    },
    {
      id: 'zettle-content-type',
      title: 'A wrong Content-Type decides nothing',
      expect: 'acknowledge',
      send: { event: 'PurchaseCreated', faults: [{ kind: 'wrong-content-type' }] },
      fix: 'Never answer 415; read the body as JSON.',
    },
  ],
};
