import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identification } from '../../../src/providers/provider.ts';
import { identify } from '../../../src/providers/zettle/identify.ts';
import { verify } from '../../../src/providers/zettle/verify.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import { bytesOf, envelope, exampleBytes, type Members, requestOf, signatureOf, signed, testKey } from './pushes.ts';

function identified(request: RawRequest, keys: Parameters<typeof verify>[1] = [testKey]): Identification {
  const checked = verify(request, keys);
  assert.ok(checked.ok, 'the push was refused');
  return identify(checked.value, 'pos');
}

const identityOf = (request: RawRequest, kind: string) =>
  identified(request).identities.find((identity) => identity.kind === kind);

test('a push is known by its uuid and by its signature', () => {
  const members = envelope();
  const { identities, disposition } = identified(signed(members));
  assert.deepEqual(
    identities.map(({ kind, key }) => [kind, key]),
    [
      ['uuid', members.messageUuid],
      ['signature', signatureOf(members)],
    ],
  );
  assert.deepEqual(disposition, { kind: 'process' });
});

test('the same push again has the same identities, also when its bytes and the case of its signature differ', () => {
  const members = envelope();
  const again = requestOf(Buffer.from(JSON.stringify(members, undefined, 2)), signatureOf(members).toUpperCase());
  assert.deepEqual(identified(again), identified(signed(members)));
});

test('a captured signature under another event name, uuid or organization is the same signature bound to something else', () => {
  const original = identityOf(signed(envelope()), 'signature');
  const changes: Members[] = [
    { eventName: 'ProductCreated' },
    { messageUuid: '00000000-a110-11eb-a1cd-f7dd79ee0866' },
    { messageUuid: undefined, messageId: undefined },
    { organizationUuid: '00000000-4a18-4282-bbfa-efd5f642ffb7' },
  ];
  for (const change of changes) {
    const other = identityOf(signed(envelope(change)), 'signature');
    assert.equal(other?.key, original?.key);
    assert.notEqual(other?.binding, original?.binding);
  }
});

test('one uuid under two event names is two messages', () => {
  const one = identityOf(signed(envelope()), 'uuid');
  const other = identityOf(signed(envelope({ eventName: 'ProductCreated' })), 'uuid');
  assert.equal(other?.key, one?.key);
  assert.notEqual(other?.binding, one?.binding);
});

const keyDeleted = (members: Members = {}) =>
  envelope({ eventName: 'ApplicationConnectionRemoved', payload: '{"type":"PersonalAssertionDeleted"}', ...members });

test('a second API key that was deleted is no repeat of the first, although Zettle writes the same uuid on both', () => {
  const one = identityOf(signed(keyDeleted({ timestamp: '2021-04-19T13:59:27.765129Z' })), 'uuid');
  const other = identityOf(signed(keyDeleted({ timestamp: '2021-04-19T14:59:27.765129Z' })), 'uuid');
  assert.notEqual(other?.key, one?.key);
});

test('the same deletion sent again is a repeat, and under another name it is bound to something else', () => {
  const [first, again] = [identityOf(signed(keyDeleted()), 'uuid'), identityOf(signed(keyDeleted()), 'uuid')];
  assert.deepEqual(again, first);
  const renamed = identityOf(signed(keyDeleted({ eventName: 'ProductDeleted' })), 'uuid');
  assert.equal(renamed?.key, first?.key);
  assert.notEqual(renamed?.binding, first?.binding);
});

test('an application that was disconnected and an API key that was deleted are told apart under one uuid', () => {
  const uuid = { messageUuid: 'd2f13efb-4b19-4383-bafb-eed4f743feb6', eventName: 'ApplicationConnectionRemoved' };
  const removed = identityOf(signed(envelope({ ...uuid, payload: '{"type":"ApplicationConnectionRemoved"}' })), 'uuid');
  assert.notEqual(identityOf(signed(keyDeleted(uuid)), 'uuid')?.key, removed?.key);
});

test('messageId takes the place of a missing or empty messageUuid', () => {
  const { messageId } = envelope();
  for (const messageUuid of [undefined, '', null]) {
    assert.equal(identityOf(signed(envelope({ messageUuid })), 'uuid')?.key, messageId);
  }
});

test('names that a stranger made long do not reach the index', () => {
  const long = 'x'.repeat(100_000);
  for (const { key, binding } of identified(signed(envelope({ messageUuid: long, eventName: long }))).identities) {
    assert.ok(key.length <= 128 && binding.length <= 128);
  }
});

test('a push without any name is known by the digest of its body', () => {
  const members = envelope({ messageUuid: undefined, messageId: undefined });
  const kinds = (request: RawRequest) => identified(request, 'none').identities.map(({ kind }) => kind);
  assert.deepEqual(kinds(requestOf(bytesOf(members))), ['body']);
  assert.deepEqual(kinds(requestOf(Buffer.from('not JSON'))), ['body']);
});

test('under auth: none the signature header does not identify a push, because anybody can write it', () => {
  const { identities } = identified(requestOf(bytesOf(envelope()), 'made-up'), 'none');
  assert.deepEqual(
    identities.map(({ kind }) => kind),
    ['uuid'],
  );
});

test('a TestMessage has no identity and is only recorded, also when it carries the signature of a captured push', () => {
  for (const request of [requestOf(exampleBytes('TestMessage.json')), signed(envelope({ eventName: 'TestMessage' }))]) {
    const { identities, disposition } = identified(request);
    assert.deepEqual(identities, []);
    assert.equal(disposition.kind, 'record');
    assert.ok(disposition.kind === 'record' && disposition.most === 20 && disposition.perMinute === 30);
  }
});
