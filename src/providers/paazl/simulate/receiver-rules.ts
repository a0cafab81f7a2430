/** What Paazl asks of a receiver. */
import type { ReceiverRules } from '../../../simulate/receiver-rules.ts';

const keep = 'Answer 200 as soon as the message is stored, and judge its content afterwards.';

export const receiverRules: ReceiverRules = {
  event: 'shipment-status',
  why: {
    acknowledge:
      'Paazl repeats a failed push seven times within a day, then disables the push until a person enables it again. What happens meanwhile is lost.',
    refuse: 'Whoever knows the URL could tell the shop that a parcel was delivered.',
    once: 'Paazl repeats what it did not hear an answer to; a status that is handed on twice mails the customer twice.',
    secret: 'The token is all that proves a push; one that is in an answer is in the logs of proxies.',
  },
  malformedProof: { authorization: 'Bearer' },
  malformedBody: 'acknowledge',
  notApplicable: {
    'altered-after-signing': 'Paazl signs nothing: a token proves who sends, and not what.',
  },
  own: [
    {
      id: 'paazl-json-and-xml',
      title: 'JSON is taken as well as XML, because both arrive after a change of the account',
      expect: 'acknowledge',
      send: { event: 'shipment-status', variant: 'not-at-home' },
      fix: 'Look at the first character of the body: < is XML, { is JSON.',
    },
    {
      id: 'paazl-content-type',
      title: 'A wrong Content-Type decides nothing',
      expect: 'acknowledge',
      send: { event: 'shipment-status', faults: [{ kind: 'wrong-content-type' }] },
      fix: 'Never answer 415; look at the bytes.',
    },
    {
      id: 'paazl-unknown-status',
      title: 'A status that nobody knows yet is acknowledged',
      expect: 'acknowledge',
      send: { event: 'shipment-status', faults: [{ kind: 'unknown-value', field: 'status' }] },
      fix: keep,
    },
    {
      id: 'paazl-without-barcode',
      title: 'A status without a barcode, as it has been seen, is acknowledged',
      expect: 'acknowledge',
      send: { event: 'shipment-status', faults: [{ kind: 'missing-field', field: 'barcode' }] },
      fix: keep,
    },
  ],
};
