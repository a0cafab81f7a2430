/** What the inbound contracts have in common: how each of their refusals comes about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../../../../src/limits.ts';
import { packageRoot } from '../../../../src/running/package-root.ts';
import type { Arrange, Request, Wanted } from '../runner/table.ts';
import { type Inbound, spend } from '../subjects/inbound.ts';

export const example = (provider: string, file: string): string =>
  readFileSync(join(packageRoot(), 'spec/providers', provider, 'examples', file), 'utf8');

/** `push` is what hears 200, `unproven` the same without what proves it. */
export function refusals(
  inbound: Inbound,
  { push, unproven, bytesMax = limits.body_bytes_max }: { push: Arrange; unproven: Request; bytesMax?: number },
) {
  const but =
    (changes: Request | (() => Request | Promise<Request>)): Arrange =>
    async (wanted: Wanted) => {
      const [request, changed] = [await push(wanted), typeof changes === 'function' ? await changes() : changes];
      const { headers, path, ...rest } = changed;
      return {
        ...request,
        ...rest,
        headers: { ...request.headers, ...headers },
        path: { ...request.path, ...path },
      };
    };
  return {
    unproven: but(unproven),
    nobody: but({ path: { source: 'nobody' } }),
    otherMethod: but({ method: 'PUT' }),
    tooLarge: but({ body: ' '.repeat(bytesMax + 1) }),
    tooOften: but(async () => ({ ...unproven, at: await spend(inbound) })),
    notStored: but({ at: inbound.failing }),
  };
}
