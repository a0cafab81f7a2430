import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBearer, signBearer } from '../../../src/trust/schemes/bearer.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { authorised, requestWith } from './request.ts';

const old = Secret.of('not-a-real-token-old');
const next = Secret.of('not-a-real-token-next!');
const codeOf = (header: string, tokens = [old, next]) => {
  const checked = checkBearer(authorised(header), tokens);
  return checked.ok ? checked.value.credential : checked.code;
};

test('the old and the new token are both accepted, each under its own label', () => {
  assert.equal(codeOf(signBearer(old).authorization), 'bearer:2c039af2');
  assert.equal(codeOf(signBearer(next).authorization), 'bearer:9706eebf');
});

test('the label of a token stays its own when the one before it is taken out of the list', () => {
  assert.equal(codeOf(signBearer(next).authorization, [next]), 'bearer:9706eebf');
});

test('the name of the scheme counts in any case and with several blanks', () => {
  assert.equal(codeOf(`bearer ${old.reveal()}`), 'bearer:2c039af2');
  assert.equal(codeOf(`BEARER   ${old.reveal()} `), 'bearer:2c039af2');
});

test('a request without the header lacks its proof', () => {
  const checked = checkBearer(requestWith(), [old]);
  assert.equal(checked.ok || checked.code, 'proof_missing');
  assert.equal(codeOf('  '), 'proof_missing');
});

test('anything that is not exactly one configured token is wrong', () => {
  for (const header of [
    'Bearer not-a-real-token-ol',
    'Bearer not-a-real-token-oldd',
    'Bearer NOT-A-REAL-TOKEN-OLD',
    'Bearer',
    'Bearer ',
    old.reveal(),
    `Basic ${old.reveal()}`,
    `Bearer${old.reveal()}`,
    `Bearer "${old.reveal()}"`,
    `Bearer ${old.reveal()}, Bearer ${old.reveal()}`,
    `Bearer ${old.reveal()},Bearer`,
    `Bearer ${'x'.repeat(5000)}`,
  ])
    assert.equal(codeOf(header), 'proof_wrong', header.slice(0, 60));
});

test('with no token configured nothing is accepted', () => {
  assert.equal(codeOf('Bearer x', []), 'proof_wrong');
});

test('the refusal tells the operator why and repeats nothing that was presented', () => {
  const checked = checkBearer(authorised('Bearer guessed-by-somebody'), [old]);
  assert.ok(!checked.ok);
  assert.equal(checked.detail, 'the bearer token is not the configured one');
});
