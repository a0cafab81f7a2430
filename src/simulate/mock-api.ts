/** The HTTP side of a mock's API: what it was asked, and the faults that its next calls are to meet. */
import type { Fault } from '../../generated/mock/models.ts';
import type { Log } from '../log.ts';
import { type Clock, systemClock } from '../running/clock.ts';
import { amountOf } from './faults.ts';
import { type ApiAddress, type MockAnswer, type MockRequest, openListener } from './listener.ts';
import type { ApiCall } from './provider-mock.ts';

export type MockApi = {
  readonly url: string;
  /** Latest last. */
  readonly calls: () => readonly ApiCall[];
  forgetCalls(): void;
  close(): Promise<void>;
};

export type MockApiParts = {
  readonly provider: string;
  readonly address: ApiAddress;
  readonly clock: Clock;
  readonly log: Log;
  /** The fault that this call meets, asked once for each. */
  readonly strike?: (() => Fault | undefined) | undefined;
  readonly answer: (request: MockRequest) => MockAnswer | Promise<MockAnswer>;
};

const calls_max = 1_000;

export async function openMockApi({ provider, address, clock, log, strike, answer }: MockApiParts): Promise<MockApi> {
  const calls: ApiCall[] = [];
  const closing = new AbortController();
  const listener = await openListener(provider, address, log, async (request) => {
    const fault = strike?.();
    const given = fault === undefined ? await answer(request) : await failing(fault, closing.signal);
    calls.push({ atMs: clock.now(), method: request.method, path: request.path, status: given.status });
    if (calls.length > calls_max) calls.shift();
    return given;
  });
  return {
    url: listener.url,
    calls: () => calls,
    forgetCalls: () => {
      calls.length = 0;
    },
    close: async () => {
      closing.abort();
      await listener.close();
    },
  };
}

/** What is documented nowhere, and happens. */
async function failing(fault: Fault, signal: AbortSignal): Promise<MockAnswer> {
  if (fault.kind === 'api-garbage')
    return { status: 200, contentType: 'text/html', body: '<html><body><h1>It works!</h1>' };
  if (fault.kind === 'api-timeout') await systemClock.sleep(amountOf(fault, 'api-timeout') * 1000, signal);
  return { status: 500, contentType: 'text/plain', body: 'Internal Server Error' };
}
