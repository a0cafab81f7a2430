/** What AppDirect asks of a receiver. */
import type { ReceiverRules } from '../../../simulate/receiver-rules.ts';

export const receiverRules: ReceiverRules = {
  event: 'subscription-order',
  // Others are pings, which have no effect.
  variant: 'typical',
  why: {
    acknowledge:
      'AppDirect repeats nothing: what is not answered with a result document fails at the marketplace, and the customer sees it.',
    refuse: 'Whoever knows the URL could order and cancel subscriptions.',
    once: 'The same token may come again when somebody resends it; the work is to be done once.',
    secret: "The vendor's credential proves every call; whoever has it can forge them all.",
  },
  malformedProof: { authorization: 'Basic ###' },
  malformedBody: 'acknowledge',
  notApplicable: {
    reorder: 'AppDirect waits for each answer before it tells the customer; nothing is promised of an order.',
  },
  own: [
    {
      id: 'appdirect-ping',
      title: 'A ping of the marketplace is answered with a well-formed success',
      expect: 'acknowledge',
      status: 200,
      send: { event: 'ping', variant: 'dummyOrder' },
      fix: 'Answer a result document with success true (and an accountIdentifier to dummyOrder), and keep no effect.',
    },
    {
      id: 'appdirect-unknown-type',
      title: 'An event type that nobody knows is answered 200 with a result document',
      expect: 'acknowledge',
      status: 200,
      send: { event: 'unknown-type' },
      fix: 'Answer 200 with success false and CONFIGURATION_ERROR; never 404 or 500.',
    },
    {
      id: 'appdirect-event-without-answer',
      title: 'An event that cannot be read is answered 200 with a result document',
      expect: 'acknowledge',
      send: { event: 'subscription-cancel', faults: [{ kind: 'cut-connection' }] },
      fix: 'Answer 200 with success false and TRANSPORT_ERROR or UNKNOWN_ERROR.',
    },
  ],
};
