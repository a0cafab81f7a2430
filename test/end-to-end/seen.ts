/** What a suite needs of a gateway to look at it from outside, whoever started it and how. Its sources are those of the ready-to-try configuration. */
import type { RunningGateway } from '../support/try-gateway.ts';

export type Seen = Pick<RunningGateway, 'publicUrl' | 'messages' | 'events' | 'idle' | 'eventually' | 'log'> & {
  /** `host:port` of the marketplace whose events it fetches; tokens that begin with `sample-order` are orders there. */
  readonly marketplace: string;
};

export const seen = (gateway: RunningGateway): Seen => ({
  ...gateway,
  marketplace: gateway.localise('127.0.0.1:4015'),
});

/** What is there after `send` that was not there before, once nothing waits any more. */
export async function added(gateway: Seen, send: () => Promise<void>) {
  const known = new Set((await gateway.messages()).map(({ id }) => id));
  await send();
  await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
  return (await gateway.messages()).filter(({ id }) => !known.has(id));
}
