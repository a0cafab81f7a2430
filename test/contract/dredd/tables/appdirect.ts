import { randomUUID } from 'node:crypto';
import { signBasic } from '../../../../src/trust/schemes/basic.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import type { Arrange, Table } from '../runner/table.ts';
import { type Inbound, known } from '../subjects/inbound.ts';
import { refusals } from './inbound.ts';

export function appdirect(inbound: Inbound): Table {
  const { user, password } = known.appdirect;
  // Each notification is of another event: a repeat would hear what was said before.
  const push: Arrange = () => ({
    query: `eventUrl=${encodeURIComponent(`${inbound.marketplace}/api/integration/v1/events/${randomUUID()}`)}`,
    headers: signBasic({ user, password: Secret.of(password) }),
  });
  const { unproven, nobody, otherMethod, tooLarge, tooOften } = refusals(inbound, {
    push,
    unproven: { headers: { authorization: undefined } },
  });
  return {
    receiveEventNotification: {
      200: push,
      // The answer comes from somebody who is asked later.
      202: async (wanted) => ({ ...(await push(wanted)), path: { source: 'market-later' } }),
      401: unproven,
      404: nobody,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
    },
  };
}
