/** The public listener alone: two paths, `/in/{name}` and that of a push, and a handler of the test's own. */
import type { TestContext } from 'node:test';
import type { Answer, PushInput, PushOperation } from '../../src/providers/provider.ts';
import { createListener, type ListenerParts } from '../../src/receive/listener.ts';
import { openRouter } from '../../src/receive/route.ts';
import { systemClock } from '../../src/running/clock.ts';
import { listen } from '../../src/running/listening.ts';
import { recordingLog } from './recording-log.ts';

const operation: PushOperation = {
  operationId: 'receiveIn',
  method: 'post',
  path: '/in/{name}',
  statuses: [200],
  extensions: {},
};
const push: PushOperation = { ...operation, operationId: 'receivePush', path: '/push/in/{source}' };

export async function openListening(
  t: TestContext,
  handle: (input: PushInput) => Promise<Answer> | Answer,
  parts: Partial<ListenerParts> = {},
) {
  const log = recordingLog();
  const inputs: PushInput[] = [];
  const server = createListener({
    router: openRouter(
      [operation, push].map((one) => ({
        operation: one,
        handle: async (input) => {
          inputs.push(input);
          return handle(input);
        },
      })),
    ),
    bodyBytesMax: 1000,
    publicUrl: undefined,
    clock: systemClock,
    log,
    ...parts,
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return { url, stop, log, inputs, server };
}
