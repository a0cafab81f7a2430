import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventTypes } from '../../../generated/events/types.ts';
import { eventType } from '../../../src/providers/zettle/event-type.ts';
import { exampleMembers, exampleNames } from './pushes.ts';

test('names are cut at their capitals; a run of capitals is one word', () => {
  const types: Record<string, string> = {
    PurchaseCreated: 'com.zettle.purchase.created',
    InventoryBalanceChanged: 'com.zettle.inventory.balance.changed',
    POSOpened: 'com.zettle.pos.opened',
    APIKeyRemovedViaPOS: 'com.zettle.api.key.removed.via.pos',
    Order2Created: 'com.zettle.order2.created',
    TeapotBoiled: 'com.zettle.teapot.boiled',
    boiled: 'com.zettle.boiled',
  };
  for (const [name, type] of Object.entries(types)) assert.equal(eventType(name), type);
});

test('the type of every event name is lower-case words of bounded length', () => {
  for (const name of ['..a..B..', 'Größe', 'a b\n*', '***', '☕', 'X'.repeat(1_000_000), 'A1b2_C3-d4']) {
    assert.match(eventType(name), /^com\.zettle(\.[a-z0-9]+)+$/);
    assert.ok(eventType(name).length <= 220);
  }
  assert.equal(eventType('☕'), 'com.zettle.event');
});

test('every event of the contract gets a type that is in the table of types', () => {
  for (const name of exampleNames) {
    const type = eventType(String(exampleMembers(name).eventName));
    assert.ok(Object.hasOwn(eventTypes, type), `${type} is not in spec/events/zettle.types.yaml`);
  }
});
