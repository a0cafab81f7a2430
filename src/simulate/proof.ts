/** How an attempt proves who sends it, in words for people. It names keys and never holds one. */
import type { Proof } from '../../generated/mock/models.ts';
import type { AttemptFaults } from './provider-mock.ts';

/** Of what is signed. The same as of an answer: nobody reads more at once. */
const signed_units_max = 4_096;

/** What each fault of a proof does to it, in a sentence. */
const faulty = {
  'missing-signature': 'The proof was left out on purpose (fault missing-signature).',
  'wrong-signature': 'It was made with a random secret on purpose (fault wrong-signature).',
  'old-token': 'It was made with a secret that was valid once, on purpose (fault old-token).',
  'stale-nonce': 'Its nonce was used before, on purpose (fault stale-nonce).',
  tampered: 'What it covers was changed after signing, on purpose (fault tampered).',
  'clock-skew': 'Its time was made with a clock that is off, on purpose (fault clock-skew).',
} as const;

const isProofFault = (kind: string): kind is keyof typeof faulty => Object.hasOwn(faulty, kind);

/** With what the faults of this attempt did to it. */
export function proofOf({ signed, ...words }: Proof, faults: AttemptFaults): Proof {
  const wrong = [...faults.keys()].flatMap((kind) => (isProofFault(kind) ? [faulty[kind]] : []));
  return {
    ...words,
    ...(signed === undefined ? {} : { signed: signed.slice(0, signed_units_max) }),
    ...(wrong.length === 0 ? {} : { fault: wrong.join(' ') }),
  };
}
