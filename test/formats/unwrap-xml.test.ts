import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../src/formats/xml.ts';

for (const beside of ['<?odd?>', '<?a b?><?c?>', '<!-- a -->', '<![CDATA[ ]]>', 'text'])
  test(`${beside} beside or around an element ends nothing, and a wrapped root is found all the same`, () => {
    const roots = ['order'];
    for (const text of [
      `${beside === 'text' || beside.startsWith('<![') ? '' : beside}<other>${beside}<a/>${beside}</other>`,
      `<other>${beside}</other>`,
    ])
      assert.ok(parseXml(text, { roots }).ok, text);
    const read = parseXml(
      `<Envelope>${beside}<Header>${beside}</Header>${beside}<Body>${beside}<order>1</order>${beside}</Body></Envelope>`,
      { roots },
    );
    assert.ok(read.ok);
    assert.equal(read.value.root, 'order');
    assert.equal(read.value.value, '1');
  });
