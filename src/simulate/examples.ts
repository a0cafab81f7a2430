/** The contract's example files of a provider: `<name>.<variant>.<json|xml>`. What is added there can be emitted without code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../running/package-root.ts';

export type Example = {
  readonly name: string;
  /** `typical` where the file's name has none. */
  readonly variant: string;
  readonly format: 'json' | 'xml';
  readonly text: string;
};

/** By name and variant; of one pair JSON stands before XML. */
export function readExamples(provider: string): readonly Example[] {
  const folder = join(packageRoot(), 'spec/providers', provider, 'examples');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, name, variant = 'typical', format] = /^([^.]+)(?:\.([^.]+))?\.(json|xml)$/.exec(file) ?? [];
      if (name === undefined || (format !== 'json' && format !== 'xml')) return [];
      return [{ name, variant, format, text: readFileSync(join(folder, file), 'utf8') }];
    });
}

/** `[ { event, variants } ]` of pairs, each once. */
export function choicesOf(
  pairs: readonly { readonly event: string; readonly variant: string }[],
): readonly { readonly event: string; readonly variants: readonly string[] }[] {
  const events = [...new Set(pairs.map(({ event }) => event))];
  return events.map((event) => ({
    event,
    variants: [...new Set(pairs.filter((pair) => pair.event === event).map(({ variant }) => variant))],
  }));
}
