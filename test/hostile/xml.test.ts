/** What our XML writer writes, our XML reader reads; and nothing that anybody sends makes the reader throw. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { setOwnField } from '../../src/formats/own-field.ts';
import { parseXml, readXml } from '../../src/formats/xml.ts';
import { writeXml, type XmlTree } from '../../src/formats/xml-write.ts';
import { anyBytes, mutatedBytes, mutatedText } from './mutations.ts';

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'é', '名'),
);

/** xmlbuilder2 writes no attributes with names of `Object.prototype`: the writer throws. Nothing of ours asks for one. */
const attribute = name.filter((one) => !(one in {})).map((one) => `@${one}`);

/** Every character of XML 1.0, the ones that need a reference included. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('&', '<', '>', '"', "'", ']]>', '\r', '\n', '\t', ' ', '-->', '&amp;', '€', '\u{1f600}', '\u0085'),
    fc.integer({ min: 0x20, max: 0xd7ff }).map((code) => String.fromCharCode(code)),
  ),
  maxLength: 8,
});
/** Blank text is read as nothing. */
const shownText = text.filter((value) => value.trim() !== '');

type Tree = null | string | readonly Tree[] | { readonly [name: string]: Tree };

const { element } = fc.letrec<{ element: Tree; child: Tree }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    shownText,
    fc
      .uniqueArray(fc.tuple(fc.oneof(name, attribute), tie('child'), text), {
        selector: ([key]) => key,
        minLength: 1,
        maxLength: 4,
      })
      .map((fields) => {
        const object: Record<string, Tree> = {};
        for (const [key, child, value] of fields) setOwnField(object, key, key.startsWith('@') ? value : child);
        return object;
      }),
  ),
  child: fc.oneof(
    { depthSize: 'small' },
    tie('element'),
    // One item alone is read as no list, unless the caller names it one.
    fc.array(tie('element'), { minLength: 2, maxLength: 3 }),
  ),
}));

test('every document that is written is read back the same', () => {
  fc.assert(
    fc.property(name, element, (root, tree) => {
      const source = writeXml(root, tree as XmlTree);
      const result = parseXml(source);
      assert.ok(result.ok, `${source}: ${JSON.stringify(result)}`);
      assert.equal(result.value.root, root);
      assert.equal(JSON.stringify(result.value.value), JSON.stringify(inReadingOrder(tree)), source);
    }),
    { numRuns: 250 },
  );
});

/** The reader names elements first, then attributes. */
function inReadingOrder(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map((item: Tree) => inReadingOrder(item));
  if (tree === null || typeof tree !== 'object') return tree;
  const object: Record<string, Tree> = {};
  const fields = Object.entries(tree);
  for (const [key, value] of fields.filter(([key]) => !key.startsWith('@')))
    setOwnField(object, key, inReadingOrder(value));
  for (const [key, value] of fields.filter(([key]) => key.startsWith('@'))) setOwnField(object, key, value);
  return object;
}

const root = resolve(import.meta.dirname, '../..');
const examples = ['paazl', 'oneshoppingcart', 'appdirect'].flatMap((provider) => {
  const folder = join(root, 'spec/providers', provider, 'examples');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.xml'))
    .map((file) => readFileSync(join(folder, file)));
});
const example = fc.constantFrom(...examples);

const fragments = '<>&;/!?-[]"\'= \n\u0000\u0001:#x%aAé';

test('no damage to a document makes the reader throw, and what it reads has a root', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        mutatedText(
          example.map((bytes) => bytes.toString('utf8')),
          fragments,
        ),
        fc.array(fc.constantFrom(...markup), { maxLength: 12 }).map((parts) => parts.join('')),
      ),
      (source) => {
        const result = parseXml(source);
        if (result.ok) assert.notEqual(result.value.root, '');
        else assert.doesNotMatch(result.finding.detail, /not found well-formed|undefined/);
      },
    ),
    { numRuns: 600 },
  );
});

test('a processing instruction hides no element and ends where XML says', () => {
  for (const [source, value] of [
    ['<a><?p "?><b>1</b></a>', '{"b":"1"}'],
    ["<?p '?><a><b>1</b></a>", '{"b":"1"}'],
    ['<a><?p "?><b>1</b><?p "?></a>', '{"b":"1"}'],
    ['<a><!-- <?p "?> --><b>1</b><![CDATA[<?p "?>]]></a>', '{"b":"1"}'],
    ['<a><b><![CDATA[<?p "?>]]></b></a>', '{"b":"<?p \\"?>"}'],
    ['<?xml version="1.0"?><?p <a> ?><a>x<?p > ?>y</a><?p "?>', '"xy"'],
  ] as const) {
    const result = parseXml(source);
    assert.ok(result.ok, source);
    assert.equal(JSON.stringify(result.value.value), value, source);
  }
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(anyBytes, mutatedBytes(example)), (bytes) => {
      readXml(bytes);
    }),
    { numRuns: 400 },
  );
});

test('no document type gets past the reader, at any place', () => {
  fc.assert(
    fc.property(
      mutatedText(
        example.map((bytes) => bytes.toString('utf8')),
        fragments,
      ),
      fc.nat(),
      (source, place) => {
        const at = place % (source.length + 1);
        const result = parseXml(`${source.slice(0, at)}<!DOCTYPE a [<!ENTITY e "planted">]>${source.slice(at)}`);
        // Inside a comment, CDATA or a quoted value it is text like any other.
        if (result.ok) assert.match(source, /<!--|<!\[CDATA\[|<\?|["']/);
      },
    ),
    { numRuns: 250 },
  );
});

const markup = [
  '<a>',
  '</a>',
  '<a/>',
  '<b:a xmlns:b="u">',
  '</b:a>',
  '<a xmlns="">',
  '<a x="1" x="2"/>',
  '<a b:x="1"/>',
  '<xml:a/>',
  '<xmlns:a/>',
  '<?xml version="1.0"?>',
  '<?xml version="1.1" encoding="utf-16"?>',
  '<?pi ?>',
  '<?',
  '?>',
  '<!---->',
  '<!-- -- -->',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<![CDATA[]]]]><![CDATA[>]]>',
  '<!DOCTYPE a>',
  '<!ENTITY e "x">',
  '&e;',
  '&#0;',
  '&#x10FFFF;',
  '&#x110000;',
  '&#xD800;',
  '&amp;',
  '&',
  '<',
  '>',
  'text',
  ' ',
  '\u0000',
  '\ufeff',
  '\ufffe',
  '<a b=">"/>',
  "<a b='<'/>",
  '<constructor/>',
  '<__proto__><a/></__proto__>',
  '<a xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
];
