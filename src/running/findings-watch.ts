/** Conditions of the ledger: new findings that the policy of a source alerts of, and a provider that departs in more places than are kept. */

import type { Store } from '../store/store.ts';
import type { Found, Watch } from './conditions.ts';

// A condition each; more would tell a person nothing more.
const ALERTING_SHOWN_MAX = 100;

export function findingsWatch(store: Pick<Store, 'listFindings'>): Watch {
  return async () => {
    const { items, overflow } = await store.listFindings({ state: 'new', alert: true }, { limit: ALERTING_SHOWN_MAX });
    return [
      ...items.map(
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
