import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeJson, decodeXml, firstSignificant } from '../../src/formats/decode.ts';
import { readJson } from '../../src/formats/json.ts';
import { anyBytes, mutatedBytes } from './mutations.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

/** Bytes with something of an encoding about them: marks, declarations, halves of characters. */
const encodedBytes = fc
  .tuple(
    fc.constantFrom('', 'efbbbf', 'fffe', 'feff', 'fffe0000', '0000feff', 'ef', 'ff', '00', 'fe'),
    fc.constantFrom('', '<?xml version="1.0" encoding="', '{"', '<a>'),
    fc.constantFrom('', 'utf-8', 'UTF-16', 'utf-16be', 'iso-8859-1', 'us-ascii', 'ebcdic', 'utf-7', 'x'.repeat(400)),
    fc.constantFrom('"?><a/>', '"}', '', '?>'),
    fc.constantFrom('utf8', 'utf16le', 'latin1') as fc.Arbitrary<BufferEncoding>,
    anyBytes,
  )
  .map(([mark, head, declared, tail, encoding, rest]) =>
    Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from(head + declared + tail, encoding), rest]),
  );

test('no bytes make a decoder throw, and none is replaced', () => {
  fc.assert(
    fc.property(fc.oneof(anyBytes, encodedBytes, mutatedBytes(encodedBytes)), (bytes) => {
      const given =
        Buffer.from(bytes).includes(Buffer.from('\ufffd')) || Buffer.from(bytes).includes(Buffer.from('fffd', 'hex'));
      for (const decoded of [decodeJson(bytes), decodeXml(bytes)])
        if (decoded.ok && !given && !Buffer.from(bytes).includes(Buffer.from('fdff', 'hex')))
          assert.ok(!decoded.value.text.includes('\ufffd'), decoded.value.text);
      readJson(bytes);
      firstSignificant(bytes);
    }),
    { numRuns: 1_000 },
  );
});

test('UTF-8 and UTF-16 are read back as they were written', () => {
  fc.assert(
    fc.property(text, (value) => {
      const json = JSON.stringify(value);
      const utf16 = Buffer.from(`\ufeff${json}`, 'utf16le');
      for (const bytes of [Buffer.from(json), Buffer.from(`\ufeff${json}`), utf16, Buffer.from(utf16).swap16()]) {
        const read = readJson(bytes);
        assert.ok(read.ok, json);
        assert.equal(read.value.value, value);
      }
    }),
  );
});

test('bytes that are not UTF-8 are refused, however they came about', () => {
  for (const [name, hex] of [
    ['an overlong slash', 'c0af'],
    ['an overlong NUL', 'c080'],
    ['an overlong slash of three bytes', 'e080af'],
    ['half of a surrogate pair', 'eda080'],
    ['a surrogate pair of six bytes', 'eda0bdedb880'],
    ['a character beyond Unicode', 'f4908080'],
    ['a lone continuation', '80'],
    ['half of a character', 'c3'],
    ['0xff', 'ff'],
  ] as const) {
    const bytes = Buffer.from(`7b2261223a22${hex}227d`, 'hex');
    const read = readJson(bytes);
    assert.ok(!read.ok && read.finding.rule === 'encoding_invalid', name);
    const xml = decodeXml(Buffer.from(`3c613e${hex}3c2f613e`, 'hex'));
    assert.ok(!xml.ok && xml.finding.rule === 'encoding_invalid', name);
  }
});
