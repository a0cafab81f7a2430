import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryDate, deliveryTime } from '../../../src/providers/paazl/times.ts';

const cases = [
  [
    '2017-07-17T16:00',
    '2017-07-17T14:00:00Z',
    'Europe/Amsterdam',
    true,
    'the sample of the source document, in summer',
  ],
  ['2017-01-17T16:00', '2017-01-17T15:00:00Z', 'Europe/Amsterdam', true, 'in winter'],
  ['2017-07-17T16:00:30.5', '2017-07-17T14:00:30.5Z', 'Europe/Amsterdam', true, 'with seconds and a fraction'],
  [
    '2017-07-17T16:00 CET',
    '2017-07-17T14:00:00Z',
    'Europe/Amsterdam',
    false,
    'CET said in summer is the clock of Amsterdam',
  ],
  ['2017-07-17T16:00CET', '2017-07-17T14:00:00Z', 'Europe/Amsterdam', false, 'CET without a blank'],
  ['2017-07-17T16:00Z', '2017-07-17T16:00:00Z', 'Z', false, 'UTC'],
  ['2017-07-17T16:00+05:30', '2017-07-17T10:30:00Z', '+05:30', false, 'an offset'],
  ['2017-07-17T16:00-0500', '2017-07-17T21:00:00Z', '-0500', false, 'an offset without a colon'],
  ['2019-04-02', undefined, 'Europe/Amsterdam', true, 'a day without a time is no instant'],
  ['2019-02-31T10:00', undefined, 'Europe/Amsterdam', true, 'a day that does not exist'],
  ['next Tuesday', undefined, 'Europe/Amsterdam', true, 'what cannot be read'],
  ['2017-07-17T16:00 PST', undefined, 'PST', false, 'a zone whose meaning is not known'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00Z', 'Europe/Amsterdam', true, 'after the clocks went forward'],
  ['2026-10-25T04:00', '2026-10-25T03:00:00Z', 'Europe/Amsterdam', true, 'after the clocks went back'],
  ['2026-10-25T02:30 CEST', '2026-10-25T00:30:00Z', 'Europe/Amsterdam', false, 'the hour that comes twice, first'],
  ['2026-10-25T02:30CEST', '2026-10-25T00:30:00Z', 'Europe/Amsterdam', false, 'the same without a blank'],
  ['2026-10-25T02:00 CEST', '2026-10-25T00:00:00Z', 'Europe/Amsterdam', false, 'its first minute'],
  ['2026-10-25T02:59:59.5 CEST', '2026-10-25T00:59:59.5Z', 'Europe/Amsterdam', false, 'its last second'],
  ['2026-10-25T02:30 CET', '2026-10-25T01:30:00Z', 'Europe/Amsterdam', false, 'the hour that comes twice, again'],
  ['2026-10-25T02:30', '2026-10-25T01:30:00Z', 'Europe/Amsterdam', true, 'the same without a zone is CET'],
  ['2026-10-25T02:30 UTC', '2026-10-25T02:30:00Z', 'UTC', false, 'a zone that knows no change'],
  ['2026-10-25T02:30 GMT', '2026-10-25T02:30:00Z', 'GMT', false, 'another one'],
  ['2026-10-25T02:30Z', '2026-10-25T02:30:00Z', 'Z', false, 'Z in that hour'],
  ['2026-10-25T02:30+02:00', '2026-10-25T00:30:00Z', '+02:00', false, 'an offset in that hour'],
  ['2026-10-25T01:59 CET', '2026-10-24T23:59:00Z', 'Europe/Amsterdam', false, 'before it, CET is the clock'],
  ['2026-10-25T03:00 CEST', '2026-10-25T02:00:00Z', 'Europe/Amsterdam', false, 'after it, CEST is the clock'],
  ['2026-03-29T01:59', '2026-03-29T00:59:00Z', 'Europe/Amsterdam', true, 'before the clocks go forward'],
  ['2026-03-29T02:30', '2026-03-29T01:30:00Z', 'Europe/Amsterdam', true, 'the hour that never comes is CET'],
  ['2026-03-29T02:30 CET', '2026-03-29T01:30:00Z', 'Europe/Amsterdam', false, 'the same, said'],
  ['2026-03-29T02:30 CEST', '2026-03-29T00:30:00Z', 'Europe/Amsterdam', false, 'unless CEST is said'],
  ['2026-03-29T03:00', '2026-03-29T01:00:00Z', 'Europe/Amsterdam', true, 'the first minute of summer'],
] as const;

for (const [text, instant, zone, zoneAssumed, why] of cases) {
  test(`a delivery date "${text}": ${why}`, () => {
    assert.deepEqual(deliveryDate(text), { text, zone, zoneAssumed, ...(instant !== undefined && { instant }) });
  });
}

test('an end of the window is an instant on the day of delivery, and none without a day', () => {
  assert.deepEqual(deliveryTime('08:00', '2017-07-17T16:00'), {
    text: '08:00',
    instant: '2017-07-17T06:00:00Z',
    zone: 'Europe/Amsterdam',
    zoneAssumed: true,
  });
  assert.deepEqual(deliveryTime('08:00', undefined), { text: '08:00', zone: 'Europe/Amsterdam', zoneAssumed: true });
  assert.equal(deliveryTime('02:30 CEST', '2026-10-25').instant, '2026-10-25T00:30:00Z');
  assert.equal(deliveryTime('02:30 CET', '2026-10-25').instant, '2026-10-25T01:30:00Z');
  assert.equal(deliveryTime('24:00', '2017-07-17').instant, '2017-07-17T22:00:00Z');
});
