/** Conditions of the ledger: new findings that the policy of a source alerts of, and a provider that departs in more places than are kept. */

import type { Store } from '../store/store.ts';
import type { Found, Watch } from './conditions.ts';

export function driftWatch(store: Pick<Store, 'driftStanding'>): Watch {
  return async () => {
    const { alerting, overflow } = await store.driftStanding();
    return [
      ...alerting.map(
        ({ id, provider, event, path, rule, count, source }): Found => ({
          kind: 'off-contract',
          about: `${provider} ${event} ${path} ${rule}`,
          detail: `Messages depart from their contract (${count} so far, the latest by source ${source}). Run \`pushdock drift show ${id}\`, then accept or resolve the finding.`,
        }),
      ),
      ...overflow.map(
        ({ provider, count }): Found => ({
          kind: 'drift-ledger-full',
          about: provider,
          detail: `The findings of ${provider} are full: ${count} findings were dropped, or removed for newer ones. Resolve those that are settled (\`pushdock drift list --provider ${provider}\`), to make room.`,
        }),
      ),
    ];
  };
}
