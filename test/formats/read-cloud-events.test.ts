import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCloudEvents } from '../../src/formats/read-cloud-events.ts';

const one = { id: 'a', source: '/toy/box', type: 'com.toy.moved', data: { note: 'ü ☕' } };
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

test('a structured request has one event, a batch all of them in their order, whatever their type is called', () => {
  assert.deepEqual(readCloudEvents('application/cloudevents+json; charset=utf-8', bytes(one)), [one]);
  const two = [one, { ...one, id: 'b' }];
  assert.deepEqual(readCloudEvents('Application/CloudEvents-Batch+json', bytes(two)), two);
  assert.deepEqual(readCloudEvents('application/cloudevents+json', bytes(two)), two);
  assert.deepEqual(readCloudEvents('application/cloudevents-batch+json', bytes([])), []);
});

test('a binary request has none, because its attributes are headers', () => {
  assert.deepEqual(readCloudEvents('application/json', bytes(one.data)), []);
  assert.deepEqual(readCloudEvents(undefined, bytes(one.data)), []);
});
