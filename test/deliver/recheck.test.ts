import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recheck } from '../../src/deliver/recheck.ts';
import { systemClock } from '../../src/running/clock.ts';
import type { Finding } from '../../src/store/store.ts';
import { processingSource, storedEvent, storedMessage } from '../support/claims.ts';

const finding = (path: string): Finding => ({
  rule: 'unreadable',
  severity: 'violation',
  path,
  expected: 'JSON',
  seen: 'text',
});

test('a message judged again names the whole document and escaped places as findings and pointers name them', async () => {
  const before = { ...storedEvent(0), envelope: { data: { 'a/b': 1 } } };
  const rechecked = await recheck(
    { message: { ...storedMessage, findings: [finding(''), finding('/a~1b')] }, documents: [], events: [before] },
    processingSource(() => ({ kind: 'processed', verdict: 'match', findings: [], events: [] })),
    systemClock,
  );
  assert.equal(rechecked.kind, 'differs');
  if (rechecked.kind !== 'differs') return;
  assert.deepEqual(rechecked.difference.findings.gone, [
    'violation unreadable at the whole document',
    'violation unreadable at /a~1b',
  ]);
  assert.deepEqual(rechecked.difference.events, ['- /data/a~1b 1']);
});
