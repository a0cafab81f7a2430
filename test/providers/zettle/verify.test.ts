import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '../../../src/providers/zettle/verify.ts';
import { credentialLabel } from '../../../src/trust/schemes/credential-label.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import {
  bytesOf,
  envelope,
  exampleBytes,
  exampleMembers,
  exampleNames,
  nextKey,
  pageKey,
  requestOf,
  signatureOf,
  signed,
  testKey,
} from './pushes.ts';

const codeOf = (request: RawRequest, keys: Parameters<typeof verify>[1] = [testKey]) => {
  const checked = verify(request, keys);
  return checked.ok ? 'verified' : checked.code;
};

test('there are examples to verify', () => assert.ok(exampleNames.length >= 19));

for (const name of exampleNames) {
  test(`${name} verifies as it stands in the contract, under a test key and under the example key of Zettle's page`, () => {
    for (const key of [testKey, pageKey]) {
      assert.equal(codeOf(requestOf(exampleBytes(name), signatureOf(exampleMembers(name), key)), [key]), 'verified');
    }
  });

  test(`${name} with another timestamp or another payload is refused`, () => {
    const members = exampleMembers(name);
    const signature = signatureOf(members);
    assert.equal(
      codeOf(requestOf(bytesOf({ ...members, timestamp: '2021-04-19T13:09:40.813Z' }), signature)),
      'proof_wrong',
    );
    assert.equal(codeOf(requestOf(bytesOf({ ...members, payload: `${members.payload} ` }), signature)), 'proof_wrong');
  });
}

test("the contract's test vector verifies", () => {
  const members = {
    timestamp: '2021-04-19T13:17:56.585Z',
    payload: '{"name":"Caf\\u00e9 \\"Noir\\"","path":"C:\\\\till\\/1"}',
  };
  assert.equal(members.payload.length, 50);
  const signature = '98014a6e57669324f979696f4c8b7fd30630a5eb67075cd77c1b6df6f4822293';
  assert.equal(codeOf(requestOf(bytesOf(envelope(members)), signature), [pageKey]), 'verified');
});

test('the signature covers the decoded text, however the envelope escapes it', () => {
  const payload = '{"path":"C:\\\\till","quote":"\\"","url":"https:\\/\\/example.com","name":"Groß ☕ 🫖"}';
  const members = envelope({ payload });
  const plain = JSON.stringify(members);
  const escapedSlashes = plain.replaceAll('/', '\\/');
  const escapedNonAscii = plain.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const spread = JSON.stringify(members, undefined, 2);
  assert.equal(new Set([plain, escapedSlashes, escapedNonAscii, spread]).size, 4);
  for (const text of [plain, escapedSlashes, escapedNonAscii, spread]) {
    assert.equal(codeOf(requestOf(Buffer.from(text), signatureOf(members))), 'verified');
  }
});

test('a signature over a payload without its backslashes is refused', () => {
  const members = exampleMembers('ProductCreated.escapes.json');
  const stripped = { ...members, payload: String(members.payload).replaceAll('\\', '') };
  assert.equal(codeOf(requestOf(bytesOf(members), signatureOf(stripped))), 'proof_wrong');
});

test('hexadecimal digits may be upper case', () => {
  const members = envelope();
  assert.equal(codeOf(requestOf(bytesOf(members), signatureOf(members).toUpperCase())), 'verified');
});

test('of several keys the one that fits is named in the proof', () => {
  const checked = verify(signed(envelope(), nextKey), [testKey, nextKey]);
  assert.deepEqual(checked.ok && checked.value.proofs, [
    { scheme: 'hmac', credential: credentialLabel('hmac', nextKey) },
  ]);
});

test('a missing signature, a signature under a foreign key and one that is not hexadecimal are refused', () => {
  const members = envelope();
  assert.equal(codeOf(requestOf(bytesOf(members))), 'proof_missing');
  assert.equal(codeOf(signed(members, nextKey)), 'proof_wrong');
  assert.equal(codeOf(requestOf(bytesOf(members), `${signatureOf(members)}, ${signatureOf(members)}`)), 'proof_wrong');
  assert.equal(codeOf(requestOf(bytesOf(members), 'zz')), 'proof_wrong');
});

test('an envelope that cannot be read strictly is not verified, whatever its signature says', () => {
  const members = envelope();
  const text = JSON.stringify(members);
  const twice = `{"payload":"{}",${text.slice(1)}`;
  const hidden = `{"noise":[${Array.from({ length: 60 }, () => '"\\ud800"').join()}],"payload":"{}",${text.slice(1)}`;
  const deep = `{"noise":${'['.repeat(40)}${']'.repeat(40)},${text.slice(1)}`;
  const latin1 = Buffer.from(text.replace('Example', 'Exämple'), 'latin1');
  assert.notEqual(latin1.toString(), text);
  for (const body of [twice, hidden, deep, text.slice(1), `[${text}]`, `${text}{}`, '', 'null', latin1]) {
    assert.equal(codeOf(requestOf(Buffer.from(body), signatureOf(members))), 'proof_wrong');
  }
});

test('a timestamp that is sent as a number verifies over its digits, all of them', () => {
  for (const digits of ['1618838276585', '1618838276585.0', '12345678901234567890']) {
    const payload = '{"a":1}';
    const text = JSON.stringify(envelope({ timestamp: 'digits', payload })).replace('"digits"', digits);
    const bytes = Buffer.from(text);
    assert.equal(codeOf(requestOf(bytes, signatureOf({ timestamp: digits, payload }))), 'verified', digits);
    assert.equal(codeOf(requestOf(bytes, signatureOf({ timestamp: `${digits}0`, payload }))), 'proof_wrong', digits);
  }
});

test('an envelope with nothing at timestamp or payload that could be signed is not verified', () => {
  for (const missing of [
    { timestamp: undefined },
    { payload: undefined },
    { timestamp: null },
    { timestamp: [1] },
    { payload: { a: 1 } },
  ]) {
    const members = envelope(missing);
    assert.equal(codeOf(signed(members)), 'proof_wrong');
  }
});

test('a repeated name deep inside an unknown member does not make a push unverified', () => {
  const members = envelope();
  const body = `{"later":{"a":1,"a":2},${JSON.stringify(members).slice(1)}`;
  assert.equal(codeOf(requestOf(Buffer.from(body), signatureOf(members))), 'verified');
});

test('a TestMessage is let in without a signature, under a label of its own', () => {
  for (const keys of [[], [testKey], 'none'] as const) {
    const checked = verify(requestOf(exampleBytes('TestMessage.json')), keys);
    assert.deepEqual(checked.ok && checked.value.proofs, [{ scheme: 'none', credential: 'test-message' }]);
  }
});

test('a TestMessage may have a text as payload; one above 16 KiB is refused', () => {
  const members = { ...exampleMembers('TestMessage.json'), payload: '{"data":"payload"}' };
  assert.equal(codeOf(requestOf(bytesOf(members))), 'verified');
  assert.equal(codeOf(requestOf(bytesOf({ ...members, payload: 'x'.repeat(16_384) }))), 'proof_missing');
});

test('a source without a key refuses everything but a TestMessage', () => {
  assert.equal(codeOf(signed(envelope()), []), 'proof_wrong');
  assert.equal(codeOf(requestOf(bytesOf(envelope())), []), 'proof_wrong');
});

test('with auth: none every push is accepted, and its proof says so', () => {
  const checked = verify(requestOf(Buffer.from('not JSON')), 'none');
  assert.deepEqual(checked.ok && checked.value.proofs, [{ scheme: 'none', credential: 'none' }]);
});
