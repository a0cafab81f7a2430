import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml } from '../../src/formats/xml.ts';
import { readXmlBeforeAck } from '../../src/formats/xml-before-ack.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test('XML that one pass cannot read is waited for once, and read as the parsers read it', async () => {
  const bytes = encode('<Envelope><Body><NewOrder id="7"><Token>12&amp;3</Token></NewOrder></Body></Envelope>');
  const first = readXmlBeforeAck(bytes, ['NewOrder']);
  assert.ok(first instanceof Promise);
  assert.deepEqual(await first, readXml(bytes, { roots: ['NewOrder'] }));
  assert.deepEqual(readXmlBeforeAck(bytes, ['NewOrder']), await first, 'the reader is there now');
});

test('before the ack every text is read as after it: plain, of another root, malformed, undecodable', async () => {
  for (const text of ['<NewOrder><Token>1</Token></NewOrder>', '<Other/>', '<a></b>', '<!DOCTYPE a><a/>', 'é', '']) {
    const bytes = text === 'é' ? Uint8Array.of(0x3c, 0xe9, 0x3e) : encode(text);
    assert.deepEqual(await readXmlBeforeAck(bytes, ['NewOrder']), readXml(bytes, { roots: ['NewOrder'] }), text);
  }
});
