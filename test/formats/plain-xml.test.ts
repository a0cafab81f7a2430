import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { home } from '../../spec/codegen/generator.ts';
import { readPlainXml } from '../../src/formats/plain-xml.ts';
import { parseXml } from '../../src/formats/xml.ts';

const examples = join(home, 'spec/providers/paazl/examples');

/** What both make of a text: the plain reader must say nothing, or exactly what the parsers say. */
function alike(text: string): boolean {
  const plain = readPlainXml(text);
  if (plain === undefined) return false;
  const parsed = parseXml(text);
  assert.ok(parsed.ok, `${JSON.stringify(text)} is read, and the parsers refuse it`);
  assert.deepEqual(plain, parsed.value, JSON.stringify(text));
  return true;
}

test('each published XML message of Paazl is read in one pass, to the values that the parsers give', () => {
  const names = readdirSync(examples).filter((name) => name.endsWith('.xml'));
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(alike(readFileSync(join(examples, name), 'utf8')), name);
});

test('what is read in one pass has the values that the parsers give: lists, nesting, blanks, odd names, other scripts', () => {
  for (const text of [
    '<a/>',
    '<a></a>',
    '<a> </a>',
    '<a>\n text\t</a>\n',
    '<a>1<b>2</b>3</a>',
    '<a><b>1</b><c/><b>2</b><b>3</b></a>',
    '<a><b><b><b>deep</b></b></b></a>',
    '<a><__proto__>1</__proto__><constructor>2</constructor><toString/></a>',
    '<a>Grüße, 東京 🚚</a>',
    '<a xmlns="http://example.com/x"><b>1</b></a>',
    '<p:a xmlns:p="http://example.com/x"><p:b>1</p:b><b>2</b></p:a>',
    '<a xmlns:p="http://example.com/x"><p:b>1</p:b></a>',
    '<?xml version="1.0"?><a>1</a>',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a>1</a>',
  ])
    if (text !== '<a/>') assert.ok(alike(text), text);
    else assert.equal(alike(text), false);
});

test('what is not plain, and what is not well-formed, is left to the parsers', () => {
  for (const text of [
    '<a b="1">2</a>',
    '<a>&amp;</a>',
    '<a>&</a>',
    '<a><![CDATA[1]]></a>',
    '<a>]]></a>',
    '<a><!-- 1 -->2</a>',
    '<!DOCTYPE a><a>1</a>',
    '<a>1\r\n2</a>',
    '<a>1</a>\u00a0',
    '<?xml version="1.0"?>\u00a0<a>1</a>',
    '<a>\u0001</a>',
    '<a><b>1</a></b>',
    '<a><b></a>',
    '<a>1</a><a>2</a>',
    '<a>1</a> x',
    '<a>',
    'x<a>1</a>',
    '<p:a>1</p:a>',
    '<p:a xmlns:p="http://example.com/x"><q:b>1</q:b></p:a>',
    '<p:a xmlns:p="http://example.com/x">1</a>',
    '<a xmlns:xml="http://example.com/x">1</a>',
    '<?xml version="1.0" encoding="UTF-16"?><a>1</a>',
    `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`,
    `<a>${'<b/>'.repeat(10_000)}</a>`,
  ])
    assert.equal(readPlainXml(text), undefined, text.slice(0, 80));
});

test('of any text that is put together from pieces of XML, nothing is read otherwise than by the parsers', () => {
  const piece = fc.constantFrom(
    ...[
      '<a>',
      '</a>',
      '<b>',
      '</b>',
      '<b/>',
      '<p:b>',
      '</p:b>',
      '<a b="1">',
      'text',
      ' ',
      '\n',
      '\r\n',
      '&amp;',
      '&',
      ']]>',
      '>',
      '"',
    ],
    ...[
      '<?xml version="1.0"?>',
      '<a xmlns="http://x.y/">',
      '<p:a xmlns:p="http://x.y/">',
      '</p:a>',
      '<!--c-->',
      '<![CDATA[d]]>',
      '\u0001',
      'é',
      '/',
      ':',
    ],
  );
  let read = 0;
  const inside = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const text = fc.oneof(
    inside,
    inside.map((inner) => `<a>${inner}</a>`),
    inside.map((inner) => `<p:a xmlns:p="http://x.y/"><b>${inner}</b></p:a>`),
  );
  fc.assert(
    fc.property(text, (one) => {
      if (alike(one)) read += 1;
    }),
    { numRuns: 3_000, seed: 7 },
  );
  assert.ok(read > 100, `${read} of them are plain`);
});
