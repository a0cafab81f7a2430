/** What is made or loaded at its first use, because every start of a process or a thread would wait for it. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * `load` gets a `require`, which does not wait, so that a synchronous function may use what is loaded. Only for packages of CommonJS; others are
 * imported with `await import` where they are used.
 */
export function lazily<Loaded>(load: (require: NodeJS.Require) => Loaded): () => Loaded {
  let loaded: { readonly value: Loaded } | undefined;
  return () => {
    loaded ??= { value: load(require) };
    return loaded.value;
  };
}
