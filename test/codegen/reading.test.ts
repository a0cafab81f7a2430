import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readListMessagesInput } from '../../generated/gateway/handlers.ts';
import { UnreadableInput } from '../../generated/runtime/reading.ts';

const read = (query: string) => readListMessagesInput({ path: {}, query, headers: {} }).query;

test('parameters are read as the types of the contract, with its defaults', () => {
  assert.equal(read('limit=7').limit, 7);
  assert.equal(read('').limit, 50);
  assert.equal(read('state=quarantined&provider=a%20b').state, 'quarantined');
  assert.equal(read('provider=a%20b').provider, 'a b');
});

test('a value that the contract does not allow names its parameter and is not repeated', () => {
  for (const query of ['limit=', 'limit=1e3', 'limit=0x1', 'limit=secret', 'state=secret']) {
    assert.throws(
      () => read(query),
      (error) =>
        error instanceof UnreadableInput && query.startsWith(error.parameter) && !error.message.includes('secret'),
    );
  }
});
