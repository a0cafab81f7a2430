import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError, checkConfiguration } from '../../src/config.ts';

const configuration = (changes: object) => ({
  publicUrl: 'https://hooks.example.com',
  admin: { tokens: [{ name: 'on-call', secret: { env: 'TOKEN' } }] },
  sources: { shipping: { provider: 'paazl', auth: { bearer: [{ env: 'TOKEN' }] } } },
  ...changes,
});
const env = { TOKEN: 'not-a-real-operator-token', PUSHDOCK_NODE: 'worker-2' };
const file = (path: string) => ({ sinks: { ledger: { type: 'file', path } } });

test('{node} in the path of a file sink stands for the name of the process', () => {
  const { sinks, node } = checkConfiguration(configuration(file('./data/{node}/events.ndjson')), env);
  assert.equal(node, 'worker-2');
  assert.equal(sinks.ledger?.type === 'file' && sinks.ledger.path, './data/worker-2/events.ndjson');
});

test('a name of a process that could lead out of its folder is refused', () => {
  for (const name of ['../other', 'a/b', '-x', 'a'.repeat(64)])
    assert.throws(
      () => checkConfiguration(configuration({}), { ...env, PUSHDOCK_NODE: name }),
      (error) => error instanceof ConfigurationError && /PUSHDOCK_NODE is not a name/.test(error.faults.join()),
      name,
    );
});
