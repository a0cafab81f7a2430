/** What a receiver of our events may answer, and what we do then; `test/publishing/publish/delivery.test.ts` holds it to what the http sink does. */

export type ReceiverAnswer = {
  readonly id: string;
  readonly statuses: readonly string[];
  readonly meaning: string;
  readonly reaction: string;
  /** As the http sink names it. */
  readonly outcome: 'delivered' | 'failed' | 'refused' | 'gone';
};

/** What a batch is, how it is signed, and what its answer is taken for; the same words on the page and in the documents for tools. */
export const aboutBatches = `A sink with \`batch\` sends several events in one request (CloudEvents' JSON batch, \`application/cloudevents-batch+json\`): the body is an array of whole events, also where it has only one.
The signature covers all of it, byte for byte, and \`webhook-id\` is an id of the batch: remember the \`id\` of each event, because it may come again in another batch. One answer counts for all of them.
400, 409, 413, 422 and others that may be about one event are followed by two requests of half the size, and so on, so that one bad event holds up no others; 401, 403, 404, 405 and 415
are about the request and count for all.`;

export const answers: readonly ReceiverAnswer[] = [
  {
    id: 'taken',
    statuses: ['200', '201', '202', '204'],
    meaning: 'You have it. Any other 2xx says the same.',
    reaction: 'Delivered. Answer as soon as the event is safe with you, and do slow work afterwards.',
    outcome: 'delivered',
  },
  {
    id: 'later',
    statuses: ['408', '425', '429', '500', '502', '503', '504'],
    meaning: 'Not now. Any other 5xx says the same, and so does no answer at all.',
    reaction: 'Tried again. `Retry-After` is honoured, up to a day.',
    outcome: 'failed',
  },
  {
    id: 'elsewhere',
    statuses: ['301', '302', '307', '308'],
    meaning: 'Elsewhere. We do not follow: the body and its signature are meant for one place.',
    reaction: 'Tried again at the same place, because a proxy in front of a system under repair redirects too.',
    outcome: 'failed',
  },
  {
    id: 'gone',
    statuses: ['410'],
    meaning: 'This receiver is gone for good.',
    reaction: 'The sink is paused and the event waits. Nothing more is sent until somebody resumes the sink.',
    outcome: 'gone',
  },
  {
    id: 'refused',
    statuses: ['400', '401', '403', '404', '409', '413', '415', '422'],
    meaning: 'You will never take this event. Any other 4xx says the same.',
    reaction: 'A dead letter at once. Do not answer so while you are being deployed: nobody tries again by itself.',
    outcome: 'refused',
  },
];
