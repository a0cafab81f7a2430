/** Every fault in words: what it does, and what a sound receiver does about it. For `pushdock mock explain`, the control API and the page. */
import type { FaultExplanation, FaultKind } from '../../generated/mock/models.ts';
import { amounts } from './faults.ts';

type Words = { readonly does: string; readonly soundReceiver: string; readonly amountOf?: string };

const refuses = 'Refuses it with the status of the contract, keeps no event, and names no factor that failed.';
const keepsAndFlags =
  'Acknowledges it, keeps it as it came, and marks it as a departure from the contract; a 4xx would make the provider retry or give up.';

const words: Readonly<Record<FaultKind, Words>> = {
  duplicate: {
    does: 'The message is sent twice or more at the same moment, each time as news.',
    soundReceiver: 'Acknowledges each and hands on one event.',
    amountOf: 'times',
  },
  reorder: {
    does: 'The message is sent after the next one of its provider, or a minute later where none follows.',
    soundReceiver: 'Takes both; what needs an order goes by the times in the messages.',
  },
  delay: {
    does: 'The message is sent later than it happened.',
    soundReceiver: 'Takes it: providers retry for days.',
    amountOf: 'seconds',
  },
  drop: {
    does: 'The message is never sent.',
    soundReceiver: 'Cannot know; a comparison with the API of the provider finds it.',
  },
  'wrong-signature': {
    does: 'The proof is made with a wrong key, or a wrong token or path is sent.',
    soundReceiver: refuses,
  },
  'missing-signature': { does: 'The message comes without any proof.', soundReceiver: refuses },
  'old-token': {
    does: 'The proof is made with a key or token that was valid once.',
    soundReceiver: 'Refuses it, unless the old one is still configured during a rotation.',
  },
  'stale-nonce': { does: 'OAuth 1.0a: the nonce was used before.', soundReceiver: refuses },
  'clock-skew': {
    does: "The provider's clock is off, so that the signed time is.",
    soundReceiver: 'Takes it within the window of the provider, and refuses or quarantines it outside.',
    amountOf: 'seconds, ahead or (negative) behind',
  },
  tampered: { does: 'What is signed was changed after it was signed.', soundReceiver: refuses },
  'malformed-body': {
    does: 'The document is broken off in the middle, and its length fits what is left.',
    soundReceiver:
      'Acknowledges it where its proof is good, keeps it and holds it back; refuses it where the proof lies in the document.',
  },
  'wrong-content-type': {
    does: 'The Content-Type says image/png.',
    soundReceiver: 'Looks at the bytes; no push is answered 415.',
  },
  'wrong-encoding': { does: 'The bytes are UTF-16, and nothing says so.', soundReceiver: keepsAndFlags },
  oversize: {
    does: 'The document is padded with blanks beyond what a gateway reads.',
    soundReceiver: 'Answers 413 and reads no further.',
    amountOf: 'bytes',
  },
  'slow-body': {
    does: 'The document comes in portions of 64 bytes with pauses.',
    soundReceiver: 'Reads it within its bounds, and serves others meanwhile.',
    amountOf: 'real milliseconds between two portions',
  },
  'cut-connection': {
    does: 'The connection ends in the middle of the document.',
    soundReceiver: 'Keeps nothing, and takes the retry.',
  },
  'hang-up': {
    does: 'The connection ends when the whole request has gone, before its answer is heard.',
    soundReceiver: 'Keeps what it received; the retry is a duplicate.',
  },
  'unknown-field': {
    does: 'The message has a field that its contract does not know.',
    soundReceiver: keepsAndFlags,
  },
  'unknown-value': {
    does: 'A field has a value that is not in the list of its contract.',
    soundReceiver: keepsAndFlags,
  },
  'missing-field': { does: 'A field is left out, a required one where none is named.', soundReceiver: keepsAndFlags },
  'unknown-event': {
    does: 'The message has an event name that no contract knows yet.',
    soundReceiver: keepsAndFlags,
  },
  'api-500': {
    does: "The next call of the provider's API is answered 500.",
    soundReceiver: 'Calls again later, with growing pauses.',
  },
  'api-timeout': {
    does: "The next call of the provider's API is answered late, with 500.",
    soundReceiver: 'Stops waiting, and calls again later.',
    amountOf: 'real seconds',
  },
  'api-garbage': {
    does: "The next call of the provider's API is answered 200 with a web page.",
    soundReceiver: 'Does not take it for an answer, and calls again later.',
  },
};

export const faultKinds = Object.keys(words) as readonly FaultKind[];

export function explain(kind: FaultKind): FaultExplanation {
  const amount = Object.entries(amounts).find(([name]) => name === kind)?.[1];
  return { kind, ...words[kind], ...(amount === undefined ? {} : { amount }) };
}
