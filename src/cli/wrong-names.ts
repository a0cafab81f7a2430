/** A filter with an unknown name finds nothing, which looks like a gateway without traffic. So the output says that the name is unknown, and gives the nearest one. */
import { didYouMean } from '../config/did-you-mean.ts';
import type { Operator } from './operator.ts';
import { answered } from './operator.ts';

export type NamedFilters = {
  readonly source?: string | undefined;
  readonly provider?: string | undefined;
  readonly sink?: string | undefined;
};

/** A sentence for each name that is not configured. What was stored under a former name can still be found by it. */
export async function wrongNames(
  operator: Operator,
  { source, provider, sink }: NamedFilters,
): Promise<readonly string[]> {
  const said: string[] = [];
  if (source !== undefined || provider !== undefined) {
    const { items } = await answered(operator.listSources({}));
    // An event's own source is /provider/name, which the API takes as well.
    const names = items.map((one) => one.name);
    if (source !== undefined && !source.startsWith('/')) said.push(...sentence('source', source, names));
    if (provider !== undefined)
      said.push(...sentence('provider', provider, [...new Set(items.map((one) => one.provider))]));
  }
  if (sink !== undefined) {
    const { items } = await answered(operator.listSinks({}));
    said.push(
      ...sentence(
        'sink',
        sink,
        items.map(({ name }) => name),
      ),
    );
  }
  return said;
}

function sentence(kind: 'source' | 'provider' | 'sink', name: string, known: readonly string[]): readonly string[] {
  if (known.includes(name)) return [];
  const near = didYouMean(name, known);
  const what = kind === 'provider' ? `No source has the provider ${name}` : `No ${kind} is named ${name}`;
  if (near !== undefined) return [`${what}; did you mean ${near}?`];
  return [known.length === 0 ? `${what}; none is configured.` : `${what}; there are ${known.join(', ')}.`];
}
