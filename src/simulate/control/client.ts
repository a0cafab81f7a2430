/** The control API as commands and scenarios use it. The only importer of the generated client. */
import { createMock, type Mock } from '../../../generated/mock/client/client.ts';

export type MockControl = Mock;

/** Recordings and logs of ten thousand messages. */
const answer_bytes_max = 256 * 1024 * 1024;

export const openMockControl = (baseUrl: string): MockControl =>
  createMock({ baseUrl: baseUrl.replace(/\/$/, ''), answerBytesMax: answer_bytes_max });
