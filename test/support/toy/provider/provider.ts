/** The toy: what a fifth provider has to bring, and nothing else. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConfigurationError } from '../../../../src/config.ts';
import { problemAnswer } from '../../../../src/providers/problem-answer.ts';
import type {
  Answer,
  Opening,
  OpenProvider,
  Outcome,
  Provider,
  PushOperation,
  Source,
} from '../../../../src/providers/provider.ts';
import { credentialLabel } from '../../../../src/trust/schemes/credential-label.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { identify } from './identify.ts';
import { process } from './process.ts';
import { verify } from './verify.ts';

/** As `make generate` would write it from `spec/push.yaml`. */
const operations: readonly PushOperation[] = [
  {
    operationId: 'receiveToy',
    method: 'post',
    path: '/push/toy/{source}',
    statuses: [200, 202, 401, 404, 405, 413, 429, 503],
    extensions: { 'x-push-policy': { success: { statuses: '2xx', certainty: 'documented' } } },
  },
];

export const toy: Provider = { name: 'toy', open: openToy };

export function openToy(): OpenProvider {
  const contract: unknown = parse(readFileSync(join(import.meta.dirname, '../spec/push.yaml'), 'utf8'));
  return {
    name: 'toy',
    contract,
    operations,
    handlers: (receive) => ({ receiveToy: async (input) => respond(await receive('receiveToy', input)) }),
    open,
  };
}

function open({ name, settings: { token, awaitsMs }, publicUrl }: Opening): Source {
  if (!(token instanceof Secret)) throw new ConfigurationError([`sources.${name}.token: is missing; add one`]);
  const pushUrl = `${publicUrl}/push/toy/${name}`;
  return {
    name,
    provider: 'toy',
    pushUrl,
    setup: [{ field: 'URL', value: pushUrl }],
    pushPolicy: { success: { statuses: '2xx', certainty: 'documented' } },
    credentials: [credentialLabel('bearer', token)],
    receiving: {
      verify: ({ request }, nowMs) => verify(request, token, nowMs),
      identify,
      redactTarget: ({ request }) => request.path,
      ...(typeof awaitsMs === 'number' && { awaitsResult: { budgetMs: awaitsMs } }),
    },
    processing: { process: async (input) => process(input) },
  };
}

function respond(outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'refused':
      return problemAnswer(outcome.code, 'Bearer realm="toy"');
    case 'accepted':
      return { status: 200, contentType: 'text/plain', body: 'thank you' };
    case 'answered':
      return { status: 200, contentType: 'application/json', body: outcome.result.value };
    case 'pending':
      return { status: 202 };
  }
}
