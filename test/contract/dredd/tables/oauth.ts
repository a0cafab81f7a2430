import type { GatewayConfiguration } from '../../../../src/index.ts';
import { limits } from '../../../../src/limits.ts';
import type { Arrange, Table } from '../runner/table.ts';
import type { Inbound } from '../subjects/inbound.ts';
import { refusals } from './inbound.ts';

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
const [id, secret] = ['appdirect-market', 'development-client-secret-of-nobody-0001'];

/** One whose provider pushes with a token of ours. */
export const oauthSources = (marketplace: string): GatewayConfiguration['sources'] => ({
  'market-with-tokens': {
    provider: 'appdirect',
    auth: { oauth2: { clients: [{ id, secret }] } },
    eventHosts: [marketplace],
    outbound: 'none',
    responder: { mode: 'auto' },
  },
});

export function oauth(inbound: Inbound): Table {
  const ask: Arrange = () => ({
    body: form({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
  });
  const stranger = { body: form({ grant_type: 'client_credentials', client_id: id, client_secret: 'another' }) };
  const { unproven, otherMethod, tooLarge, tooOften } = refusals(inbound, {
    push: ask,
    unproven: stranger,
    bytesMax: limits.token_request_bytes_max,
  });
  return {
    issueToken: {
      200: ask,
      400: () => ({ body: form({ grant_type: 'password', client_id: id, client_secret: secret }) }),
      401: unproven,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
    },
  };
}
