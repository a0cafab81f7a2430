/**
 * The answer to a partner that sends to `/push/…` of a sandbox source: where the sandbox answers.
 *
 * A stranger learns nothing that `/sandbox/…` itself would not tell: there a request without proof hears 401 where the source exists, and 404
 * where a key in the path is wrong. So nothing is told where the sandbox would answer 404, and no source is named that was not named exactly.
 */

import type { PushInput, Source } from '../../providers/provider.ts';
import type { Clock } from '../../running/clock.ts';

/** For the `detail` of a 404; `undefined`: no sandbox would take it. Called for what no source takes, so it costs a push nothing. */
export type SandboxHint = (input: PushInput) => Promise<string | undefined>;

export function openSandboxHint(
  source: (provider: string, name: string) => Source | undefined,
  clock: Clock,
): SandboxHint {
  return async (input) => {
    const [, start, provider = ''] = input.request.path.split('/');
    const name = input.path.source ?? '';
    const sandbox = start === 'push' ? source(provider, name) : undefined;
    if (sandbox === undefined) return undefined;
    const checked = await sandbox.receiving.verify(input, clock.now());
    if (!checked.ok && checked.code === 'unknown_source') return undefined;
    // Without the key that may be in it.
    const rest = input.path.key === undefined ? '' : '/…';
    return `This source is a sandbox: send to /sandbox/${provider}/${name}${rest}, which is the same path with /sandbox/ in place of /push/.`;
  };
}
