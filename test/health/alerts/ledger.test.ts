/** Which conditions a target hears of, when it is reminded, and when it is left in peace. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, ledgerBytes, newLedger, readLedger } from '../../../src/health/alerts/ledger.ts';
import { isQuiet } from '../../../src/health/alerts/quiet-hours.ts';
import type { Condition } from '../../../src/running/conditions.ts';
import { atMs, letters, risk } from './telling.ts';

test('a target hears only of the conditions and severities that it asks for', () => {
  const ledger = newLedger();
  const parts = { nowMs: atMs + 10_000, id: () => 'id', linkOf: (kind: string) => `#${kind}` };
  const told = (wanted: Parameters<typeof compare>[2]) => {
    const own = newLedger();
    compare(own, [risk, letters], wanted, parts);
    return own.outbox.flatMap(({ alert }) => alert.items.map(({ kind }) => kind));
  };
  assert.deepEqual(told({ conditions: [], severity: 'critical' }), ['source-at-risk']);
  assert.deepEqual(told({ conditions: ['dead-*'], severity: 'info' }), ['dead-letters']);
  assert.deepEqual(readLedger(ledgerBytes(ledger)), ledger);
});

test('conditions that opened one after the other are reminded of together', () => {
  const ledger = newLedger();
  let nowMs = atMs;
  const look = (found: readonly Condition[]) => {
    const wanted = { conditions: [], severity: 'info', remindMs: 3_600_000 } as const;
    compare(ledger, found, wanted, { nowMs, id: () => String(nowMs), linkOf: () => '' });
    return ledger.outbox.splice(0).map(({ alert: { what, items } }) => [what, ...items.map(({ kind }) => kind)]);
  };
  nowMs += 10_000;
  assert.deepEqual(look([risk]), [['opened', 'source-at-risk']]);
  nowMs += 600_000;
  assert.deepEqual(look([risk, letters]), [['opened', 'dead-letters']]);
  nowMs += 3_000_000;
  assert.deepEqual(look([risk, letters]), [['reminder', 'source-at-risk', 'dead-letters']]);
  nowMs += 600_000;
  assert.deepEqual(look([risk, letters]), []);
});

test('quiet hours hold back what is not critical, over midnight and in their zone, and a condition that goes on is told again', () => {
  const hours = { from: '22:00', to: '07:00', zone: 'Europe/Amsterdam' };
  assert.equal(isQuiet(hours, Date.UTC(2026, 0, 15, 21, 30)), true); // 22:30 there
  assert.equal(isQuiet(hours, Date.UTC(2026, 0, 15, 6, 30)), false); // 07:30 there
  const ledger = newLedger();
  let nowMs = Date.UTC(2026, 0, 15, 21, 30);
  const look = (found: readonly Condition[]) => {
    compare(
      ledger,
      found,
      { conditions: [], severity: 'info', quietHours: hours, remindMs: 3_600_000 },
      { nowMs, id: () => String(nowMs), linkOf: () => '' },
    );
    return ledger.outbox.splice(0).map(({ alert: { what, items } }) => [what, ...items.map(({ kind }) => kind)]);
  };
  const both = [risk, letters].map((one) => ({ ...one, sinceMs: nowMs - 60_000 }));
  assert.deepEqual(look(both), [['opened', 'source-at-risk']]);
  nowMs = Date.UTC(2026, 0, 16, 6, 30);
  assert.deepEqual(look(both), [
    ['opened', 'dead-letters'],
    ['reminder', 'source-at-risk'],
  ]);
  nowMs += 60_000;
  assert.deepEqual(look([]), [['closed', 'source-at-risk', 'dead-letters']]);
});
