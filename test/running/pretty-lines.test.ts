import assert from 'node:assert/strict';
import { test } from 'node:test';
import pinoPretty from 'pino-pretty';
import { ConfigurationError } from '../../src/config.ts';
import type { LineFormat } from '../../src/log.ts';
import { levelsOf } from '../../src/running/log-areas.ts';
import { prettyLines } from '../../src/running/pretty-lines.ts';
import { openLogging } from '../../src/running/reload-log.ts';
import { recordingLog } from '../support/recording-log.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';

const lineOf = (fields: object) =>
  `${JSON.stringify({ level: 40, time: '2026-01-02T03:04:05.678Z', event: 'message.refused', ...fields })}\n`;

test('a pretty line has time, level, event and fields, and colours only where they are wanted', () => {
  const plain = prettyLines(pinoPretty, false)(lineOf({ source: 'box', bytes: 12 }));
  assert.match(plain, /^\[\d\d:\d\d:\d\d\.678\] WARN: message\.refused \{"source":"box","bytes":12\}\n$/);
  assert.ok(prettyLines(pinoPretty, true)(lineOf({})).includes('\u001b[33mWARN\u001b[39m'));
});

test('text of a stranger moves no cursor: every control in a pretty line is shown by its number', () => {
  const hostile = '\u001b[2J\u009b31m\u202e\u200b\r\n\u0007';
  const line = prettyLines(pinoPretty, false)(lineOf({ user_agent: hostile, list: [hostile] }));
  assert.match(line, /^[\x20-\x7e]+\n$/);
  assert.match(line, /\\u001b\[2J\\u009b31m\\u202e/);
});

test('the stack of a bug stands below its line, and its controls are shown too', () => {
  const [first, ...stack] = prettyLines(
    pinoPretty,
    false,
  )(lineOf({ reason: 'Error: \u001b[31mno\n    at here (file.ts:1:2)' })).split('\n');
  assert.doesNotMatch(first ?? '', /reason/);
  assert.deepEqual(stack, ['    Error: \\u001b[31mno', '        at here (file.ts:1:2)', '']);
});

const missing = async () => {
  throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
};
const wanting = (log: object) => toyConfiguration('.', { log: { levels: levelsOf('info'), ...log } });

test('without its package format pretty is refused at a start and at a reload, with what to type', async () => {
  const sentence = 'log.format: needs pino-pretty, which is not installed; run npm install pino-pretty';
  const refused = (error: unknown) => error instanceof ConfigurationError && error.faults[0] === sentence;
  const log = { ...recordingLog(), setFormat: () => {} };
  await assert.rejects(openLogging(log, wanting({ format: 'pretty' }), missing), refused);
  const { reload } = await openLogging(log, wanting({}), missing);
  await assert.rejects(reload.prepare(wanting({ format: 'pretty' }), wanting({})), refused);
});

test('a reload changes levels and format when it is committed, and not before', async () => {
  const formats: (LineFormat | undefined)[] = [];
  const log = { ...recordingLog(), setFormat: (format: LineFormat | undefined) => void formats.push(format) };
  const logging = await openLogging(log, wanting({ format: 'json' }));
  const prepared = await logging.reload.prepare(
    wanting({ levels: levelsOf('error'), format: 'pretty' }),
    wanting({ format: 'json' }),
  );
  logging.in('receive').info('before');
  prepared.commit();
  logging.in('receive').info('after');
  assert.deepEqual(
    log.lines.map(({ event }) => event),
    ['before'],
  );
  assert.deepEqual(
    formats.map((format) => typeof format),
    ['undefined', 'function'],
  );
});
