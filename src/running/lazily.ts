/** What is made or loaded at its first use, because every start of a process or a thread would wait for it. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * `load` gets a `require`, which does not wait, so that a synchronous function may use what is loaded. For packages of CommonJS, and for ES
 * modules without a top-level await, which Node's `require` loads too (20.19 and later).
 */
export function lazily<Loaded>(load: (require: NodeJS.Require) => Loaded): () => Loaded {
  let loaded: { readonly value: Loaded } | undefined;
  return () => {
    loaded ??= { value: load(require) };
    return loaded.value;
  };
}
