import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import { moment } from '../../src/cli/option-values.ts';
import { durationText, formatTable } from '../../src/cli/print.ts';
import { openProgress } from '../../src/cli/progress.ts';
import { openSelection } from '../../src/cli/selection.ts';
import { paintFor } from '../../src/cli/terminal.ts';
import { cut, width } from '../../src/cli/width.ts';
import { visible, visibleJson, visibleLines } from '../../src/running/visible.ts';

test('text of a sink or a sender cannot move the cursor or reverse the line', () => {
  const table = formatTable(['REASON'], [['no \u001b[2Jsuch\r order\u202e\u0007\n']]);
  assert.equal(table, 'REASON\nno \\u001b[2Jsuch\\u000d order\\u202e\\u0007\\n');
});

const hostile: readonly (readonly [what: string, text: string])[] = [
  ['C0', '\u0000\u0007\u0008\u000b\u000c\r\u001b[2J'],
  ['DEL and C1, which begin sequences too', '\u007f\u0085\u0090\u009b31m\u009d8;;https://evil.example\u009c'],
  ['a link of OSC 8', '\u001b]8;;https://evil.example\u0007shop\u001b]8;;\u001b\\'],
  ['bidi overrides and isolates', '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c'],
  ['what has no width', '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\uffa0\u180e'],
  ['lines of other alphabets, annotations, tags', '\u2028\u2029\ufff9\ufffa\ufffb\u{e0001}\u{e0041}'],
];
const nothingHidden = /^[\n\x20-\x7e]*$/;

for (const [what, text] of hostile) {
  test(`${what}: shown by their numbers in lines, bodies, colours and JSON`, () => {
    const colour = paintFor({ isTTY: true }, {})('red', text);
    assert.ok(colour.startsWith('\u001b[31m') && colour.endsWith('\u001b[39m'));
    for (const shown of [visible(text), visibleLines(`${text}\n${text}`), colour.slice(5, -5)]) {
      assert.match(shown, nothingHidden);
      assert.ok(shown.length > text.length);
    }
    const json = visibleJson({ [text]: text }, 2);
    assert.match(json, nothingHidden);
    assert.deepEqual(JSON.parse(json), { [text]: text });
  });
}

test('foreign letters are printed unchanged, a body keeps its lines, and emoji keep their colours', () => {
  const text = 'Größe ✓ 注文 заказ طلب e\u0301 ❤\ufe0f 🚚';
  assert.equal(visible(text), text);
  assert.equal(visibleLines('<a>\r\n\t<b/>\r\n</a>'), '<a>\n\t<b/>\n</a>');
  assert.equal(visibleLines('a\rb'), 'a\\u000db');
});

test('columns stay in line beside wide characters, and a line is cut where a narrow terminal ends', () => {
  const rows = [
    ['注文', 'shop'],
    ['e\u0301', 'box'],
    ['🚚 van', '注文注文注文'],
  ];
  assert.deepEqual(formatTable(['A', 'B'], rows).split('\n'), [
    'A       B',
    '注文    shop',
    'e\u0301       box',
    '🚚 van  注文注文注文',
  ]);
  const narrow = formatTable(['A', 'B'], rows, 12).split('\n');
  assert.deepEqual(narrow, ['A       B', '注文    shop', 'e\u0301       box', '🚚 van  注…']);
  assert.deepEqual(
    [width('注文'), width('e\u0301'), width('🚚'), width('❤\ufe0f'), width('ｱ'), width('')],
    [4, 1, 2, 2, 1, 0],
  );
  assert.deepEqual(
    [cut('注文', 4), cut('注文', 3), cut('注文', 2), cut('ab', 1), cut('ab', 0)],
    ['注文', '注…', '…', '…', ''],
  );
});

test('a bar redraws itself on a terminal; elsewhere there is a line for each tenth', () => {
  const drawn = (isTTY: boolean) => {
    let text = '';
    const out = { isTTY, columns: 60, write: (more: string) => (text += more) };
    const progress = openProgress(out);
    for (let done = 0; done <= 100; done += 1) progress.update(done, 100, 'messages');
    progress.end();
    return text;
  };
  const bars = drawn(true).split('\r');
  assert.equal(bars[51], `[${'#'.repeat(15)}${'-'.repeat(15)}] 50 of 100 messages\u001b[K`);
  assert.equal(bars.at(-1), `[${'#'.repeat(30)}] 100 of 100 messages\u001b[K\n`);
  const lines = drawn(false).trimEnd().split('\n');
  assert.equal(lines.length, 11);
  assert.deepEqual([lines[0], lines[10]], ['0 of 100 messages', '100 of 100 messages']);
});

test('a time is so long ago, a day, or exact; nothing else', () => {
  const nowMs = Date.parse('2026-11-21T05:04:00Z');
  assert.equal(moment('2h', nowMs), '2026-11-21T03:04:00.000Z');
  assert.equal(moment('7d', nowMs), '2026-11-14T05:04:00.000Z');
  assert.equal(moment('15min', nowMs), '2026-11-21T04:49:00.000Z');
  assert.equal(moment('2026-11-20', nowMs), '2026-11-20T00:00:00.000Z');
  assert.equal(moment('2026-11-20T01:00:00+01:00', nowMs), '2026-11-20T00:00:00.000Z');
  for (const text of ['yesterday', '2026-11-20T01:00', '2026-13-01', '2', '-2h', '2 weeks', ''])
    assert.throws(() => moment(text, nowMs), /write 90s/, text);
});

test('how long something takes is said in the unit that a person would take', () => {
  assert.deepEqual([0, 13, 119, 120, 7_300, 200_000].map(durationText), [
    '0 s',
    '13 s',
    '119 s',
    '2 min',
    '3 h',
    '3 d',
  ]);
});

test('colours are for a terminal that wants them', () => {
  const red = '\u001b[31mx\u001b[39m';
  assert.equal(paintFor({ isTTY: true }, {})('red', 'x'), red);
  assert.equal(paintFor({ isTTY: true }, { NO_COLOR: '' })('red', 'x'), red);
  assert.equal(paintFor({ isTTY: true }, { NO_COLOR: '0' })('red', 'x'), 'x');
  assert.equal(paintFor({ isTTY: true }, { TERM: 'dumb' })('red', 'x'), 'x');
  assert.equal(paintFor({}, {})('red', 'x'), 'x');
});

test('the newest message is chosen until another is, which then stays chosen', () => {
  const selection = openSelection<MessageSummary>();
  const show = (id: string, state: 'received' | 'processed' = 'received') =>
    selection.show({
      ...{ id, provider: 'toy', source: 'box', operation: 'o', receivedAt: '', method: 'POST', target: '/' },
      ...{ state, findings: [], receipts: 1, bodyBytes: 0 },
    });
  const chosen = () => [selection.chosen()?.id, selection.place()];
  selection.move(-1);
  assert.deepEqual(selection.chosen(), undefined);
  for (const id of ['a', 'b', 'c']) show(id);
  assert.deepEqual(chosen(), ['c', '3 of 3']);
  selection.move(-1);
  show('d');
  show('b', 'processed');
  assert.deepEqual([chosen(), selection.chosen()?.state], [['b', '2 of 4'], 'processed']);
  for (let step = 0; step < 5; step += 1) selection.move(1);
  show('e');
  assert.deepEqual(chosen(), ['e', '5 of 5']);
  for (let index = 0; index < 500; index += 1) show(String(index));
  assert.deepEqual(chosen(), ['499', '200 of 200']);
});
