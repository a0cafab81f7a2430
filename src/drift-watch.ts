/** Conditions of the ledger: new findings that the policy of a source alerts of, and a provider that departs in more places than are kept. */
import type { Found, Watch } from './conditions.ts';
import type { Store } from './store/store.ts';

export function driftWatch(store: Pick<Store, 'driftStanding'>): Watch {
  return async () => {
    const { alerting, overflow } = await store.driftStanding();
    return [
      ...alerting.map(
        ({ id, provider, event, path, rule, count, source }): Found => ({
          kind: 'off-contract',
          about: `${provider} ${event} ${path} ${rule}`,
          detail: `Messages depart from their contract (${count} so far, the latest by source ${source}). Look at \`pushdock drift show ${id}\`, and accept or resolve it.`,
        }),
      ),
      ...overflow.map(
        ({ provider, count }): Found => ({
          kind: 'drift-ledger-full',
          about: provider,
          detail: `The ledger is full: ${count} findings found no room in it, or had to make room for newer ones. Resolve entries that are settled (\`pushdock drift list --provider ${provider}\`): they make room.`,
        }),
      ),
    ];
  };
}
