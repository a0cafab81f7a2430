import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from '../../src/cli/list-command.ts';
import { identity, processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { pushdock } from '../support/command.ts';
import { openOperatorListener } from '../support/operator.ts';

test('messages, events and deliveries are searched by time, identity, text and fields, and consumers are listed and deleted', async (t) => {
  const { store } = await openTestStore(t);
  const old = await processed(store, Date.now() - 3 * 3_600_000, ['ledger'], {
    bytes: Buffer.from('{"status":"CREATED","barcode":"3S1"}'),
    identities: [identity('T-1', { kind: 'token' })],
  });
  const young = await processed(store, Date.now(), ['ledger'], {
    bytes: Buffer.from('<Label><barcode>3S1</barcode><status>DELIVERED</status></Label>'),
  });
  const { url, stop } = await openOperatorListener(store);
  t.after(() => stop(0));
  const run = (...args: string[]) => pushdock([...args, '--url', url]);
  const found = async (...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await run(...args, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout).items.map((item: { id: string; event?: { id: string } }) => item.event?.id ?? item.id);
  };
  const both = [young, old];
  assert.deepEqual(await found('messages', 'list', '--since', '2h', '--field', '//barcode=3S1'), [young.message.id]);
  assert.deepEqual(
    await found(
      'messages',
      'list',
      '--field',
      'barcode=3S1',
      '--field',
      'status',
      '--type',
      'com.paazl.shipment.status',
    ),
    both.map(({ message }) => message.id),
  );
  assert.deepEqual(await found('events', 'list', '--until', '2h', '--provider', 'paazl'), [old.event.id]);
  assert.deepEqual(await found('deliveries', 'list', '--identity', 'token:T-1', '--verdict', 'match'), [old.event.id]);
  assert.match((await run('messages', 'list', '--text', 'nowhere')).stdout, /^No message matches/);
  const wrong = await run('messages', 'list', '--field', '//a[1]=x');
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr, /field: the path is not a path of element names/);
  assert.match((await run('events', 'list', '--since', 'yesterday')).stderr, /write 90s, 15min, 2h or 7d ago/);

  const { cursor } = await store.pullEvents({}, { after: 'oldest' }, 1);
  await store.acknowledge('billing', cursor, Date.now());
  assert.match((await run('consumers', 'list')).stdout, /^billing +(now|\d+ s ago) +1 /m);
  assert.match((await run('consumers', 'delete', 'billing')).stdout, /^billing is forgotten/);
  assert.equal((await run('consumers', 'list')).stdout, 'No consumer has acknowledged an event yet.\n');
});

test('a list gathers the wanted number of items over short and empty pages, and asks no page for more than its limit', async () => {
  const pages = [['a', 'b'], [], ['c'], [], ['d']];
  const asked: number[] = [];
  const list = async ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    asked.push(limit);
    const at = Number(cursor);
    return { items: pages[at] ?? [], ...(at + 1 < pages.length && { nextCursor: String(at + 1) }) };
  };
  assert.deepEqual(await gather({ limit: 3 }, list), { items: ['a', 'b', 'c'], nextCursor: '3' });
  assert.deepEqual(await gather({ limit: 500, cursor: '3' }, list), { items: ['d'] });
  assert.deepEqual(asked, [3, 1, 1, 200, 200]);
});
