import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, validate, version } from 'uuid';
import { newMessageId } from '../../src/receive/message-id.ts';

test('ids of messages are UUIDs of version 7 whose time is now, and none comes twice', () => {
  const beforeMs = Date.now();
  const ids = Array.from({ length: 2_000 }, newMessageId);
  const afterMs = Date.now();
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.ok(validate(id) && version(id) === 7, id);
    const ms = Buffer.from(parse(id)).readUIntBE(0, 6);
    assert.ok(beforeMs <= ms && ms <= afterMs, `${id} says ${ms}`);
  }
});

test('every bit of an id that is neither its time, its version nor its variant is random', () => {
  let [ones, zeros] = [Buffer.alloc(16), Buffer.alloc(16)];
  for (let made = 0; made < 500; made += 1) {
    const bytes = Buffer.from(parse(newMessageId()));
    ones = Buffer.from(ones.map((byte, at) => byte | (bytes[at] ?? 0)));
    zeros = Buffer.from(zeros.map((byte, at) => byte | (~(bytes[at] ?? 0) & 0xff)));
  }
  const both = ones.map((byte, at) => byte & (zeros[at] ?? 0));
  assert.equal(Buffer.from(both.subarray(6)).toString('hex'), '0fff3fffffffffffffff');
});
