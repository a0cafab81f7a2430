import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import { moment } from '../../src/cli/option-values.ts';
import { durationText, formatTable } from '../../src/cli/print.ts';
import { openProgress } from '../../src/cli/progress.ts';
import { openSelection } from '../../src/cli/selection.ts';
import { paintFor } from '../../src/cli/terminal.ts';

test('what a sink or a sender wrote cannot move the cursor or turn the line around', () => {
  const table = formatTable(['REASON'], [['no \u001b[2Jsuch\r order\u202e\u0007']]);
  assert.equal(table, 'REASON\nno \ufffd[2Jsuch\ufffd order\ufffd\ufffd');
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
  const red = '\u001b[31mx\u001b[0m';
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
