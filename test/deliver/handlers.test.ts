/** The types of handlers: a wrong field does not compile. Held by `tsc -p test`; running it only shows that `on` returns what it was given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { on } from '../../src/index.ts';

test('a handler knows the data of its event type', () => {
  const created = on('com.zettle.purchase.created', (event) => {
    const uuid: string | null | undefined = event.data.purchaseUuid;
    // @ts-expect-error amounts are strings of digits
    const amount: number = event.data.amount;
    return [uuid, amount];
  });
  const shipped = on('com.paazl.shipment.status', async ({ data, pushdockverdict }, { attempt, signal }) => {
    const status: string | null = data.status ?? null;
    // @ts-expect-error a shipment has no such field
    const mistyped = data.statsu;
    return [status, pushdockverdict, attempt, signal, mistyped];
  });
  const some = on('com.paazl.*', (event) => event.data.barcode);
  const unknown = on('com.example.moved', (event) => {
    // @ts-expect-error nothing is known of it
    return event.data.anything;
  });
  assert.deepEqual(
    [created, shipped, some, unknown].map(({ type }) => type),
    ['com.zettle.purchase.created', 'com.paazl.shipment.status', 'com.paazl.*', 'com.example.moved'],
  );
});
