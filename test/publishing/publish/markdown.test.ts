/** Descriptions as HTML: what Markdown means is shown, and nothing that is written becomes markup of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstSentence, inline, markdown, plainText } from '../../../src/publishing/publish/site/markdown.ts';

test('paragraphs, lists, code, tables and links to the web are shown', () => {
  const text = markdown(
    'One **two** `three`\n\n* a\n  1. b\n\n```\nx < y\n```\n\n| k | v |\n|---|---|\n| a | b |\n\n[site](https://example.com/a?b=1&c=2)\n',
  ).text;
  for (const part of [
    '<p>One <strong>two</strong> <code>three</code></p>',
    '<ol>\n<li>b</li>',
    '<pre tabindex="0"><code>x &lt; y</code></pre>',
    '<th scope="col">k</th>',
    '<td>b</td>',
    '<a href="https://example.com/a?b=1&amp;c=2">site</a>',
  ])
    assert.ok(text.includes(part), `${part} in ${text}`);
});

test('raw HTML is shown as it is written, in a block, in a line and in a table', () => {
  const tag = '<img src=x onerror="alert(1)">';
  for (const text of [
    tag,
    `a ${tag} b`,
    `* ${tag}`,
    `| ${tag} |\n|---|\n| ${tag} |`,
    `<!-- c --> ${tag}`,
    `# ${tag}`,
  ]) {
    assert.doesNotMatch(markdown(text).text, /<img|onerror="/, text);
    assert.match(markdown(text).text, /&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;/, text);
    assert.doesNotMatch(inline(text).text, /<img/, text);
  }
});

test('a link that could run a program, or lead out of the page, is its text only, and an image is its text', () => {
  for (const text of [
    '[x](javascript:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](JAVASCRIPT:alert(1))',
    '<javascript:alert(1)>',
    '[x](data:text/html,1)',
    '[x](../other.html)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '![x](https://example.com/x.png)',
  ])
    assert.doesNotMatch(markdown(text).text, /<a |<img/, text);
});

test('an address in a sentence stays text, because most of ours are examples', () => {
  assert.equal(markdown('See https://hooks.example.com/push').text, '<p>See https://hooks.example.com/push</p>');
});

/** Pieces that mean something to Markdown or to HTML, in any order. */
const written = fc
  .array(
    fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '``',
        '*',
        '_',
        '[',
        ']',
        '(',
        ')',
        '!',
        '|',
        '\n',
        '\n\n',
        '    ',
        '# ',
        '* ',
        '- ',
        '1. ',
      ],
      ...[
        '<script>',
        '</script>',
        '<!--',
        '-->',
        '<a href="',
        ' onclick=',
        'javascript:',
        'https://x.example',
        '&#60;',
        '&lt;',
        '---',
        'a',
        '\\',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('any Markdown gives only our own tags, and only links to the web and within the page', () => {
  const own =
    /^<(\/?(p|ul|ol|li|strong|em|del|code|pre|blockquote|table|thead|tbody|tr|td|div|a|br|hr|th)|th scope="col"|ol start="\d+"|pre tabindex="0"|a href="(https?:|#)[^"<>]*"|div class="table" role="region" aria-label="Table" tabindex="0")>$/;
  fc.assert(
    fc.property(written, (text) => {
      for (const out of [markdown(text).text, inline(text).text])
        for (const [tag] of out.matchAll(/<[^>]*>?/g)) assert.match(tag, own, out);
    }),
    { numRuns: 2000 },
  );
});

test('the first sentence comes without marks, also out of a list', () => {
  assert.equal(firstSentence('The **first** `one`, with <x> & y. The second.'), 'The first one, with <x> & y.');
  assert.equal(firstSentence('See [it](https://example.com). More.'), 'See it.');
  assert.equal(firstSentence('* one item\n* two'), 'one item two');
  assert.equal(plainText('a\n\n| k |\n|---|\n| v |'), 'a k v');
});
