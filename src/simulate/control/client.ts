/** The control API as commands and scenarios use it. The only importer of the generated client. */
import { connect } from 'node:net';
import { createMock, type Mock } from '../../../generated/mock/client/client.ts';
import type { MockStatus } from '../../../generated/mock/models.ts';

export type MockControl = Mock & {
  /** Without a trailing slash. */
  readonly baseUrl: string;
};

/** Recordings and logs of ten thousand messages. */
const answer_bytes_max = 256 * 1024 * 1024;

export function openMockControl(url: string): MockControl {
  const baseUrl = url.replace(/\/$/, '');
  return { baseUrl, ...createMock({ baseUrl, answerBytesMax: answer_bytes_max }) };
}

/** Mocks answer within milliseconds. Another program that listens there may never answer, and fetch alone waits five minutes. */
const ANSWER_MS_MAX = 2_000;

/** The mocks behind a control port; `undefined` where none answer there. */
export async function whoHolds(control: MockControl): Promise<MockStatus | undefined> {
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const answer = await control.getMock({}, { signal }).catch(() => undefined);
  return answer?.status === 200 ? answer.body : undefined;
}

/** Whether something listens at the control port. Mocks on a busy machine may not answer in time and hold it all the same. */
export function isHeld({ baseUrl }: Pick<MockControl, 'baseUrl'>): Promise<boolean> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeout: ANSWER_MS_MAX });
    const end = (held: boolean) => {
      socket.destroy();
      resolve(held);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', () => end(false));
  });
}
