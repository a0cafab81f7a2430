/** An example's `externalValue` names a file that exists, relative to its contract. Redocly does not look. */
import { existsSync } from 'node:fs';
import { beside } from '../contract-files.mjs';

export function externalValue() {
  return {
    Example(example, { report, location }) {
      const file = example.externalValue;
      if (file === undefined || existsSync(beside(location.source.absoluteRef, file))) return;
      report({ message: `There is no file ${file} beside the contract.`, location: location.child(['externalValue']) });
    },
  };
}
