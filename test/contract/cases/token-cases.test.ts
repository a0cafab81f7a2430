/** A request for a token that departs from the contract is refused as RFC 6749 says, and gets none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConfiguredGateway } from '../../support/configured-gateway.ts';
import { readOperations } from './messages.ts';
import { type Client, tokenCases } from './token-cases.ts';

const client: Client = { id: 'appdirect-market', secret: 'test-only-client-secret-0001' };

test('a request for a token that departs from the contract in one place is told why, and gets no token', async (t) => {
  const gateway = await openConfiguredGateway(
    t,
    `sources:
  market:
    provider: appdirect
    auth: { oauth2: { clients: [ { id: ${client.id}, secret: ${client.secret} } ] } }
    eventHosts: [ marketplace.example.com ]
    outbound: { oauth1: { consumerKey: test-only-key, secret: test-only-outbound-secret-0001 } }
    responder: { mode: auto }
sinks:
  ledger: { type: file, path: ./data/events.ndjson }
policy: { limits: { unauthenticatedPerMinute: 1000 } }
`,
  );
  const cases = tokenCases(readOperations('oauth'), client);
  const violations: string[] = [];
  for (const { name, contentType, authorization, body, status, error } of cases) {
    const headers = { 'content-type': contentType, ...(authorization === undefined ? {} : { authorization }) };
    const answer = await gateway.push('/oauth/token', body, headers);
    const text = await answer.text();
    const said: unknown = JSON.parse(text);
    const heard = typeof said === 'object' && said !== null && 'error' in said ? said.error : undefined;
    if (answer.status !== status || heard !== error)
      violations.push(`${name}: ${answer.status} ${heard} instead of ${status} ${error}: ${text}`);
    if (status !== 200 && text.includes('access_token')) violations.push(`${name}: it got a token`);
  }
  t.diagnostic(`cases: oauth ${cases.length}`);
  assert.deepEqual(violations, []);
});

test('every example of the contract has cases of each kind', () => {
  const names = tokenCases(readOperations('oauth'), client).map(({ name }) => name);
  for (const example of ['basic', 'form', 'scope'])
    for (const kind of ['grant_type: missing', 'grant_type: another value', 'grant_type: twice', 'larger than is read'])
      assert.ok(names.includes(`${example}: ${kind}`), `${example}: ${kind}`);
});
