/** What a change of addresses, tokens and scopes is. */
import { describe } from 'node:test';
import { hold, operation, type Row } from './rows.ts';

const servers = (...list: readonly object[]) => ({ servers: list });
const one = { url: 'https://one.example.com' };
const two = { url: 'https://two.example.com' };
const market = (variable: object) => servers({ url: 'https://{market}', variables: { market: variable } });
const oauth = (scopes: object, required: readonly string[], tokenUrl = 'https://one.example.com/token') =>
  operation(
    'api',
    { security: [{ oauth: required }] },
    {
      components: {
        securitySchemes: { oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes } } } },
      },
    },
  );

const around: readonly Row[] = [
  [
    'the address of the provider’s API is another',
    operation('api', {}, servers(one)),
    operation('api', {}, servers(two)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'an address is new beside the one that is there',
    operation('api', {}, servers(one)),
    operation('api', {}, servers(one, two)),
    ['server-added  → nobody'],
    'minor',
  ],
  [
    'an operation has another address of its own',
    operation('api', servers(one)),
    operation('api', servers(two)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'an operation moves from the common address to its own',
    operation('api', {}, servers(one)),
    operation('api', servers(two), servers(one)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'the address of a push is another',
    operation('push', {}, servers(one)),
    operation('push', {}, servers(two)),
    ['server-removed  → provider', 'server-added  → nobody'],
    'major',
  ],
  [
    'a push has its first address beyond this machine',
    operation('push', {}, servers({ url: 'http://127.0.0.1:8080' })),
    operation('push', {}, servers(one)),
    ['server-removed  → nobody', 'server-added  → nobody'],
    'minor',
  ],
  [
    'an address takes another value by default',
    operation('api', {}, market({ default: 'a' })),
    operation('api', {}, market({ default: 'b' })),
    ['server-changed  → us'],
    'major',
  ],
  [
    'an address takes fewer values',
    operation('api', {}, market({ default: 'a', enum: ['a', 'b'] })),
    operation('api', {}, market({ default: 'a', enum: ['a'] })),
    ['server-removed  → us'],
    'major',
  ],
  [
    'an address takes any value',
    operation('api', {}, market({ default: 'a', enum: ['a'] })),
    operation('api', {}, market({ default: 'a' })),
    ['server-added  → nobody'],
    'minor',
  ],
  [
    'an address is described in other words',
    operation('api', {}, servers(one)),
    operation('api', {}, servers({ ...one, description: 'Ours.' })),
    ['documentation  → nobody'],
    'patch',
  ],
  [
    'a token must have another scope',
    oauth({ A: '', B: '' }, ['A']),
    oauth({ A: '', B: '' }, ['B']),
    ['scope-changed  → us', 'scope-removed  → nobody'],
    'major',
  ],
  [
    'a token needs one scope less',
    oauth({ A: '', B: '' }, ['A', 'B']),
    oauth({ A: '', B: '' }, ['A']),
    ['scope-removed  → nobody'],
    'minor',
  ],
  [
    'there is a scope more, in other words',
    oauth({ A: 'Reads.' }, []),
    oauth({ A: 'It reads.', B: '' }, []),
    ['documentation  → nobody'],
    'patch',
  ],
  ['there is a scope less', oauth({ A: '', B: '' }, []), oauth({ A: '' }, []), ['scope-changed  → us'], 'major'],
  [
    'tokens are had elsewhere',
    oauth({}, []),
    oauth({}, [], 'https://two.example.com/token'),
    ['proof-changed  → us'],
    'major',
  ],
];

describe('a change of addresses and scopes', () => {
  for (const row of around) hold(row);
});
