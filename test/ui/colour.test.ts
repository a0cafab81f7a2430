/** Coloured code says exactly what the code says. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coloured, languageNamed } from '../../src/ui/colour.ts';
import { copied } from '../publishing/publish/published.ts';

const samples = {
  json: '{ "id": 9007199254740993, "text": "<b>&amp; \\"quoted\\"</b>" }\n',
  xml: '<a xmlns="urn:x">&lt;b&gt; <!-- c --></a>',
  python: "body = r'''{\"a\": 1}'''\nprint(body)  # <here>\n",
  java: 'String s = """\n{"a": "b"}""";',
  php: '<?php\n$a = <<<\'X\'\n{"a":1}\nX;\n',
  csharp: 'var s = """\n{"a": 1}\n""";',
  go: 'var s = `{"a": 1}`',
  javascript: 'const s = String.raw`{"a": 1}`;',
  bash: 'printf \'%s\' "$a" | openssl dgst',
  http: 'HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: application/problem+json\r\n\r\n{ "status": 422 }\n',
};

describe('coloured code, taken from the page, is the code', () => {
  for (const [language, text] of Object.entries(samples))
    test(language, () => {
      const { text: markup } = coloured(text, language);
      assert.equal(copied(markup), text);
      assert.match(markup, /<span class="h-/);
    });
});

test('the body of an HTTP message is coloured as what its head says it is, and stays plain where that is nothing known', () => {
  const body = '{ "status": 422 }';
  const of = (type: string) => coloured(`HTTP/1.1 200 OK\nContent-Type: ${type}\n\n${body}`, 'http').text;
  assert.ok(of('application/cloudevents+json; charset=utf-8').endsWith(coloured(body, 'json').text));
  assert.ok(of('text/plain').endsWith('{ &quot;status&quot;: 422 }'));
});

test('a language that nobody knows, and one that is named like a member of every object, leave the code plain', () => {
  for (const language of ['cobol', 'constructor', '', undefined])
    assert.equal(coloured('<a>', language).text, '&lt;a&gt;');
  assert.equal(languageNamed('sh'), 'bash');
});
