/** What goes to the ledger of findings, what is held, and who is told of it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ownPolicy } from '../../src/contracts/policy.ts';
import { departuresOf, generalised } from '../../src/deliver/departures.ts';
import { quarantinedByPolicy } from '../../src/deliver/quarantine.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { Processed } from '../../src/providers/provider.ts';
import type { Finding } from '../../src/store/store.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../spec/schemas.ts';
import { storedMessage } from '../support/claims.ts';

const finding = (rule: string, path: string, severity: Finding['severity'] = 'drift'): Finding => ({
  rule,
  path,
  severity,
  expected: 'another',
  seen: 'this',
  contract: { name: 'toy-push', version: '1.2.3', schema: 'Toy', path },
});
const judged = (...findings: Finding[]) => ({
  message: storedMessage,
  verdict: 'drift' as const,
  findings,
  type: 'com.toy.moved',
});
const sink = (name: string, types: readonly string[]) => ({
  name,
  settings: { ...sinkDefaults, filter: { ...sinkDefaults.filter, types } },
});

test('a message that matches adds nothing', () => {
  assert.deepEqual(departuresOf(judged(), {}, [sink('alarms', ['com.pushdock.*'])]), []);
});

test('array indexes and repeated elements are one place, counted; rules and places are kept apart', () => {
  const found = departuresOf(
    judged(
      finding('wrong_type', '/items/0/price'),
      finding('wrong_type', '/items/12/price'),
      finding('unknown_value', '/items/3/price'),
      finding('wrong_type', '/Order/Item[2]/Price'),
      finding('wrong_type', '/Order/Item/Price'),
      finding('more_findings', ''),
    ),
    {},
    [],
  );
  assert.deepEqual(
    found.map(({ finding: { rule }, path, times, event }) => [rule, path, times, event]),
    [
      ['wrong_type', '/items/*/price', 2, 'com.toy.moved'],
      ['unknown_value', '/items/*/price', 1, 'com.toy.moved'],
      ['wrong_type', '/Order/Item/Price', 2, 'com.toy.moved'],
    ],
  );
});

test('a path that a sender made endless is cut, and where no event was made the operation stands for it', () => {
  assert.equal(generalised(`/${'x'.repeat(5_000)}`).length, 501);
  const [one] = departuresOf({ ...judged(finding('json_malformed', '')), type: undefined }, {}, []);
  assert.equal(one?.event, storedMessage.operation);
});

test('a new finding is an event for the sinks that ask for it, valid by its schema, with the same id each time', () => {
  const sinks = [sink('all', []), sink('toys', ['com.toy.*']), sink('alarms', ['com.pushdock.*'])];
  const tell = () => departuresOf(judged(finding('unknown_field', '/a'), finding('unknown_field', '/b')), {}, sinks);
  const [first, second] = tell();
  assert.deepEqual(first?.announcement?.deliveries, [{ eventId: `${storedMessage.id}-finding-0`, sink: 'alarms' }]);
  assert.equal(second?.announcement?.event.id, `${storedMessage.id}-finding-1`);
  assert.deepEqual(tell()[0]?.announcement, first?.announcement);
  const { envelope } = first?.announcement?.event ?? {};
  assert.deepEqual(
    [envelope?.type, envelope?.source, envelope?.subject],
    ['com.pushdock.contract.finding', '/toy/box', 'toy'],
  );
  const schema = schemaAt(join(specFolder, 'events/com.pushdock.contract.finding.json'));
  assert.deepEqual(faultsOf(schema, envelope?.data), []);
  assert.equal(departuresOf(judged(finding('unknown_field', '/a')), {}, sinks.slice(0, 2))[0]?.announcement, undefined);
});

const processed = (...findings: Finding[]): Processed => ({
  kind: 'processed',
  verdict: 'violation',
  findings,
  events: [{ type: 'com.toy.moved', data: {} }],
});
const violation = finding('wrong_type', '/price', 'violation');
const drift = finding('unknown_value', '/status');

for (const [general, own, findings, kind] of [
  [{ offContract: 'deliver' }, {}, [violation, drift], 'processed'],
  [{ offContract: 'alert' }, {}, [violation, drift], 'processed'],
  [{ offContract: 'hold' }, {}, [drift], 'processed'],
  [{ offContract: 'hold' }, {}, [drift, violation], 'quarantined'],
  [{ offContract: 'hold' }, { offContract: 'deliver' }, [violation], 'processed'],
  [{ offContract: 'hold', rules: { wrong_type: 'deliver' } }, {}, [violation], 'processed'],
  [{ offContract: 'deliver', rules: { unknown_value: 'hold' } }, {}, [drift], 'quarantined'],
  [
    { offContract: 'deliver', rules: { unknown_value: 'hold' } },
    { rules: { unknown_value: 'alert' } },
    [drift],
    'processed',
  ],
] as const) {
  const names = findings.map(({ rule }) => rule).join(' and ');
  test(`${names} under ${JSON.stringify(general)} and of the source ${JSON.stringify(own)}: ${kind}`, () => {
    const result = quarantinedByPolicy(processed(...findings), { offContract: ownPolicy(general, own) });
    assert.equal(result.kind, kind);
    if (result.kind === 'quarantined')
      assert.match(result.reason, /^The policy of its source quarantines it: \w+ at \//);
  });
}

test('a message that makes no event is not quarantined by a policy', () => {
  const ping: Processed = { kind: 'processed', verdict: 'violation', findings: [violation], events: [] };
  assert.equal(quarantinedByPolicy(ping, { offContract: ownPolicy({ offContract: 'hold' }) }).kind, 'processed');
});

test('a departure is to alert where its rule, or for a violation the policy, says so', () => {
  const alerts = (offContract: Parameters<typeof ownPolicy>[0]) =>
    departuresOf(judged(violation, drift), { offContract: ownPolicy(offContract) }, []).map(({ alert }) => alert);
  assert.deepEqual(alerts({ offContract: 'alert' }), [true, false]);
  assert.deepEqual(alerts({ offContract: 'deliver', rules: { unknown_value: 'alert' } }), [false, true]);
});
