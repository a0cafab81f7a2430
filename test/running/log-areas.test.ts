import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { home } from '../../spec/codegen/generator.ts';
import { atLeast, levelsOf, openLogAreas } from '../../src/running/log-areas.ts';
import { recordingLog } from '../support/recording-log.ts';

/** With debug lines, which most tests do not want. */
function chatty() {
  const events: string[] = [];
  const write = (event: string) => void events.push(event);
  return { log: { debug: write, info: write, warn: write, error: write }, written: () => events.splice(0) };
}

test('an area writes the lines of its level and of the graver ones, and a change of levels counts at once', () => {
  const { log, written } = chatty();
  const areas = openLogAreas(log, levelsOf({ default: 'warn', deliver: 'debug', store: 'silent' }));
  const write = (at: string) => {
    for (const area of ['receive', 'deliver', 'store'] as const) {
      const one = areas.in(area);
      one.debug?.(`${at} ${area} debug`);
      for (const level of ['info', 'warn', 'error'] as const) one[level](`${at} ${area} ${level}`);
    }
  };
  write('first');
  assert.deepEqual(written(), [
    ...['first receive warn', 'first receive error'],
    ...['first deliver debug', 'first deliver info', 'first deliver warn', 'first deliver error'],
  ]);
  areas.set(levelsOf('error'));
  write('then');
  assert.deepEqual(written(), ['then receive error', 'then deliver error', 'then store error']);
});

test('fields of a debug line that nobody wants are not made', () => {
  const areas = openLogAreas(chatty().log, levelsOf('info'));
  let made = 0;
  areas.in('deliver').debug?.('event.made', { times: ++made });
  assert.equal(made, 0);
});

test('a log that counts what it loses is asked through every area', () => {
  const losses = () => ({ lines: 3, reason: 'ENOSPC' });
  assert.deepEqual(
    openLogAreas({ ...recordingLog(), losses }, levelsOf('info'))
      .in('operator')
      .losses?.(),
    losses(),
  );
});

test('a log of a program without debug lines is never asked for one', () => {
  assert.equal(openLogAreas(recordingLog(), levelsOf('debug')).in('receive').debug, undefined);
});

test('--quiet takes lines away and gives none', () => {
  const levels = atLeast('warn', levelsOf({ default: 'debug', store: 'silent', operator: 'error' }));
  assert.deepEqual([levels.receive, levels.store, levels.operator], ['warn', 'silent', 'error']);
});

test('the guide has a row for each area of the contract', () => {
  const { definitions } = JSON.parse(readFileSync(join(home, 'spec/config.schema.json'), 'utf8'));
  const areas = Object.keys(definitions.LogLevels.properties).filter((name) => name !== 'default');
  const guide = readFileSync(join(home, 'spec/guides/operating.md'), 'utf8');
  const section = guide.slice(guide.indexOf('## Log lines'), guide.indexOf('## Find a request'));
  assert.deepEqual(
    [...section.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, area]) => area),
    areas,
  );
});
