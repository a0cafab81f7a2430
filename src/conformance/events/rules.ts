/** What our http sink asks of a receiver of events. */
import type { ReceiverRules } from '../../simulate/receiver-rules.ts';
import { readEventExamples } from './examples.ts';
import { ROTATED } from './sender.ts';

const keep = 'Take what is signed, whatever is in it; set aside what you do not understand, and tell a person.';

/** Of the first event that a provider causes; any other would do. */
export function eventRules(): ReceiverRules {
  const [first, ...others] = readEventExamples();
  if (first === undefined) throw new Error('the contract has no example of an event');
  const test = others.find(({ type }) => type.endsWith('.sink.test'));
  return {
    event: first.type,
    why: {
      acknowledge:
        'A 4xx makes the event a dead letter at once; anything else is retried for hours, and then becomes one.',
      refuse: 'Everybody who knows the URL could write orders and sales into your system.',
      once: 'Events are delivered at least once. A repeat has the same webhook-id, and what is done twice is your mistake.',
      secret: 'Anyone who has the secret can sign events. A secret in an answer is also in the logs of both sides.',
    },
    malformedProof: { 'webhook-signature': 'v1,not-base64!' },
    malformedBody: 'either',
    notApplicable: {},
    own: [
      {
        id: 'events-two-secrets',
        title: 'An event with two signatures, as in a rotation, is acknowledged where one of them fits',
        expect: 'acknowledge',
        send: { event: first.type, variant: ROTATED },
        fix: 'webhook-signature is a list, with blanks between; one that fits is enough.',
      },
      {
        id: 'events-unknown-type',
        title: 'An event of a type that nobody knows yet is acknowledged',
        expect: 'acknowledge',
        send: { event: first.type, faults: [{ kind: 'unknown-event' }] },
        fix: keep,
      },
      ...(test === undefined
        ? []
        : [
            {
              id: 'events-test',
              title: 'The event by which an operator tries a sink is acknowledged',
              expect: 'acknowledge' as const,
              send: { event: test.type },
              fix: keep,
            },
          ]),
    ],
  };
}
