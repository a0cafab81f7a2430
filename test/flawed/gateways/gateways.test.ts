/** The suites that guard the promises can fail: each gateway with a mistake is caught by the one that it names, and the real one by none. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSubject } from '../../contract/cases/subject.ts';
import { takeAnswerFaults } from '../../support/answers/faults.ts';
import '../../support/answers/install.ts';
import { flawedAnswers } from './answers.ts';
import { frontedOperators } from './front.ts';
import { flawedProcessing } from './processing.ts';
import { flawedStores } from './stores.ts';
import { suites } from './suites.ts';
import { flawedTrust } from './trust.ts';

const exhibits = [...flawedStores, ...flawedAnswers, ...flawedTrust, ...flawedProcessing];

for (const [name, suite] of Object.entries(suites)) {
  test(`the real gateway: ${name} find nothing`, async (t) => {
    assert.deepEqual(await suite(await openSubject(t)), []);
  });
}

for (const { mistake, caughtBy, at, parts } of exhibits) {
  test(`a gateway that ${mistake} is caught by ${caughtBy}`, async (t) => {
    const faults = await suites[caughtBy](await openSubject(t, parts), at);
    takeAnswerFaults(); // Whatever else was wrong with its answers.
    assert.ok(faults.length > 0, 'it passes');
    t.diagnostic(`${faults.length}: ${faults[0]?.slice(0, 200)}`);
  });
}

for (const { mistake, front } of frontedOperators) {
  test(`a gateway whose operator API ${mistake} is caught by operator cases`, async (t) => {
    const subject = await openSubject(t);
    const faults = await suites['operator cases']({ ...subject, operatorUrl: await front(t, subject.operatorUrl) });
    assert.ok(faults.length > 0, 'it passes');
    t.diagnostic(`${faults.length}: ${faults[0]?.slice(0, 200)}`);
  });
}

test('every suite catches at least one wrong gateway, and every mistake is in the README', () => {
  const catching = new Set<string>([...exhibits.map(({ caughtBy }) => caughtBy), 'operator cases']);
  assert.deepEqual([...catching].sort(), Object.keys(suites).sort());
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  for (const { mistake, caughtBy } of exhibits)
    assert.match(readme, new RegExp(`^\\| ${mistake} \\| \\w+ \\| ${caughtBy} \\|$`, 'm'));
});
