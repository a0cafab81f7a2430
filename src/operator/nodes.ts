/** The gateways that share the store, in the API's words. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Nodes } from '../store/store.ts';
import { ok } from './answers.ts';
import { timeText } from './time-text.ts';

export function nodeHandlers(nodes: Pick<Nodes, 'list'>): Pick<GatewayHandlers<unknown>, 'listNodes'> {
  return {
    listNodes: async () =>
      ok({
        items: (await nodes.list()).map(({ startedAtMs, seenAtMs, ...node }) => ({
          ...node,
          startedAt: timeText(startedAtMs),
          seenAt: timeText(seenAtMs),
        })),
      }),
  };
}
