import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedPathFaults, sharedPathWarnings } from '../../src/config/node-paths.ts';

const sinks = {
  ledger: { type: 'file', path: './data/events.ndjson' },
  own: { type: 'file', path: './{node}.ndjson' },
} as const;

test('where gateways share a store, a file sink without {node} in its path is refused, and warned of in development', () => {
  for (const store of [
    'postgres://pushdock@db.example.com/pushdock',
    'postgresql:///pushdock',
    { url: 'postgres://db/p' },
  ]) {
    const [fault, ...more] = sharedPathFaults({ store, sinks }, false);
    assert.deepEqual([fault?.path, more], [['sinks', 'ledger', 'path'], []]);
    assert.match(fault?.sentence ?? '', /events-\{node\}\.ndjson/);
    assert.deepEqual(sharedPathFaults({ store, sinks }, true), []);
    assert.equal(sharedPathWarnings({ store, sinks, development: true }).length, 1);
  }
  assert.deepEqual(sharedPathFaults({ store: 'sqlite:./data/pushdock.db', sinks }, false), []);
});
