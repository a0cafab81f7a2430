/** How a push proves whose it is: over what is sent, with the key that is agreed. */
import { conformanceOf } from './brought.ts';
import type { Check } from './suite.ts';

export const proofs: readonly Check[] = [
  {
    name: 'every push proves itself, over what is sent',
    run: (subject) => conformanceOf(subject.provider).proof(subject),
  },
];
