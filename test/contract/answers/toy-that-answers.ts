/** The toy's gateway, with answers of one's own in place of those that its contract declares. */
import { join } from 'node:path';
import { openGateway } from '../../../src/gateway.ts';
import type { Answer, OpenProvider } from '../../../src/providers/provider.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { openToy } from '../../support/toy/provider/provider.ts';
import { toyConfiguration, toyToken } from '../../support/toy-gateway.ts';

export const wrongAnswers: Readonly<Record<string, Answer>> = {
  'no mistake': { status: 200, contentType: 'text/plain', body: 'thank you' },
  'an undeclared status': { status: 418, contentType: 'text/plain', body: 'thank you' },
  'an undeclared body': { status: 202, contentType: 'text/plain', body: 'thank you' },
  'an undeclared media type': { status: 200, contentType: 'text/html', body: '<p>thank you' },
  'an invalid body': { status: 503, contentType: 'application/problem+json', body: ['later'] },
};

function answering(answer: Answer): OpenProvider {
  return { ...openToy(), handlers: () => ({ receiveToy: async () => answer }) };
}

export function openAnswering(folder: string, mistake: string) {
  const answer = wrongAnswers[mistake];
  if (answer === undefined) throw new Error(`there is no mistake "${mistake}"`);
  const sinks = {};
  return openGateway(toyConfiguration(folder, { sinks, store: { engine: 'sqlite', path: join(folder, 'toy.db') } }), {
    providers: [{ name: 'toy', open: () => answering(answer) }],
    log: recordingLog(),
  });
}

export async function pushOnce(publicUrl: string): Promise<void> {
  const response = await fetch(`${publicUrl}/push/toy/box`, {
    method: 'POST',
    headers: { authorization: `Bearer ${toyToken}` },
    body: '{}',
  });
  await response.text();
}
