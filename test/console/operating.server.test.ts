/** What an operator does on the pages beside messages and deliveries, a journey each: every button, and the sentence where something is refused. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, type TestContext, test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { assertGood, inBrowser } from './browsing.ts';
import { openEverything } from './everything.ts';

const viewer = 'test-only-viewer-token-that-is-long';

describe('operating by the console', { skip: withoutBrowser }, () => {
  const { consoleFolder, open, context } = inBrowser();

  async function opened(t: TestContext, admin?: string) {
    const all = await openEverything(t, consoleFolder(), admin);
    const { page, assertClean, at } = await open(t, all.gateway);
    const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
    const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
    const go = async (hash: string) => {
      await page.goto(at(`#/${hash}`));
      await page.locator('main h1').waitFor();
      await page.getByText('Loading…').waitFor({ state: 'detached' });
    };
    /** Every entry of the audit log that a person would look for, in words. */
    const assertAudited = async (...actions: readonly string[]) => {
      await go('audit');
      for (const action of actions) await page.locator('main tr', { hasText: action }).first().waitFor();
    };
    return { ...all, page, assertClean, press, see, go, assertAudited };
  }

  test('the gap report compares a window of the reader’s choice, and names the command for it', async (t) => {
    const { page, push, go, see, assertClean } = await opened(t);
    const id = await push('ORDER-1');
    await go('gap/shipping');
    await see('No outage of shipping is known.');
    await page.getByLabel('From, in place of the latest outage').fill('2020-01-01T00:00');
    await page.getByLabel('To', { exact: true }).fill('2020-01-02T00:00');
    await see(/pushdock health gap shipping --from 20\S+Z --to 20\S+Z/);
    await page.getByRole('link', { name: id.slice(-12) }).waitFor();
    await assertGood(page, 'gap');
    assertClean();
  });

  test('a source shows what to enter and its credentials, and asks its provider for a test push', async (t) => {
    const { page, heard, go, see, press, assertAudited, assertClean } = await opened(t);
    await go('sources/shop');
    await see('/push/oneshoppingcart/shop/***');
    await press('Ask the provider for a test push');
    await see('The provider accepted the request.');
    assert.ok(heard.some((path) => path.includes('/Notifications/TEST')));
    await see('pushdock oneshoppingcart test shop');
    await assertGood(page, 'source');
    await go('sources/shop-refused');
    await press('Ask the provider for a test push');
    await see('The provider did not accept the request for a test notification');
    await see(/answered without success: Invalid merchant key/);
    await go('sources/shipping');
    assert.equal(await page.getByRole('button', { name: 'Ask the provider for a test push' }).count(), 0);
    await assertAudited('asked the provider for a test');
    assertClean();
  });

  test('the gateway says that it is ready, tries who is told, counts what is old, and takes up a new sink', async (t) => {
    const { page, heard, addSink, go, see, press, assertAudited, assertClean } = await opened(t);
    await go('gateway');
    await see('ready');
    await press('Test team');
    await see('It has taken the test.');
    assert.ok(heard.includes('/push/of-the-team'));
    await press('Test closed');
    await page.getByRole('alert').filter({ hasText: 'did not accept the test' }).waitFor();
    await press('Count what is older');
    await see('Nothing is older than that.');
    await press('Reload the configuration');
    await see('Nothing has changed.');
    addSink('archive');
    await press('Reload the configuration');
    await see('sink archive added');
    await assertGood(page, 'gateway');
    await assertAudited('test alert target', 'reload configuration');
    assertClean();
  });

  test('a sink gets a test event, and says why it does not take one', async (t) => {
    const { page, answerWith, go, see, press, assertAudited, assertClean } = await opened(t);
    await go('sinks');
    await press('Send a test event to orders');
    await see(/delivered: .*200/);
    answerWith(400);
    await press('Send a test event to orders');
    await see(/answered 400.* It said: no such account/);
    await see('pushdock sinks test <name>');
    await assertGood(page, 'sinks');
    await assertAudited('test sink');
    assertClean();
  });

  test('a consumer that pulls is seen with what waits for it, and is forgotten', async (t) => {
    const { page, gateway, push, go, see, press, assertAudited, assertClean } = await opened(t);
    await push('ORDER-1');
    const pulled = await gateway.operator.listEvents({ query: { consumer: 'warehouse', limit: 1 } });
    assert.ok(pulled.status === 200);
    const { nextCursor = '' } = pulled.body;
    await gateway.operator.acknowledgeEvents({ path: { name: 'warehouse' }, query: { cursor: nextCursor } });
    await push('ORDER-2');
    await go('sinks');
    const row = page.locator('main tr', { hasText: 'warehouse' });
    await row.getByText('1', { exact: true }).waitFor();
    await see('pushdock consumers delete <name>');
    await assertGood(page, 'consumers');
    await press('Forget warehouse and its place');
    await row.waitFor({ state: 'detached' });
    assert.deepEqual(await gateway.store.listConsumers(), []);
    await assertAudited('delete consumer');
    assertClean();
  });

  test('a message is put under legal hold with its reason, found among the held ones, and let go', async (t) => {
    const { page, push, go, see, press, assertAudited, assertClean } = await opened(t);
    const id = await push('ORDER-1');
    await go(`messages/${id}`);
    await page.locator('summary', { hasText: 'Legal hold' }).click();
    await page.getByLabel(/whatever its age/).fill('case 17');
    await press('Put it under legal hold');
    await see('legal hold: case 17');
    await page.getByRole('link', { name: 'Legal holds' }).click();
    const row = page.locator('main tr', { hasText: 'case 17' });
    await row.waitFor();
    await assertGood(page, 'holds');
    await press('End this hold');
    await see('No message is under legal hold.');
    await see('pushdock messages held');
    await assertAudited('hold message', 'release message');
    assertClean();
  });

  test('a late result is handed in: what cannot be one is refused with the reason, and what is one is posted', async (t) => {
    const { page, owe, go, see, press, assertAudited, assertClean } = await opened(t);
    const id = await owe();
    await go('results');
    await page.locator('main tr', { hasText: 'market' }).getByRole('link').click();
    await see('What is asked');
    await see(`pushdock appdirect complete ${id} --success`);
    await assertGood(page, 'result');
    await press('Hand in this result');
    await page.getByRole('alert').filter({ hasText: 'needs an accountIdentifier' }).waitFor();
    await page.getByLabel('Account', { exact: true }).fill('ACC-1001');
    await see(`pushdock appdirect complete ${id} --success --account ACC-1001`);
    await press('Hand in this result');
    await see('It succeeded');
    await see('the provider has it');
    await go('results');
    await see('No result is owed.');
    await go(`messages/${id}`);
    await page.getByRole('link', { name: 'What the business says of it' }).click();
    await see('ACC-1001');
    await assertAudited('complete result');
    assertClean();
  });

  test('subscriptions are synchronised, and single ones created, changed and deleted', async (t) => {
    const { page, zettle, go, see, press, assertAudited, assertClean } = await opened(t);
    await go('subscriptions');
    await see('There is no subscription at the provider.');
    await press('Do this step');
    await page.locator('.subscription', { hasText: 'purchases' }).waitFor();
    await see('Nothing to do: all is as declared');
    await page.getByText('Create a subscription', { exact: true }).click();
    const creating = page.locator('details', { hasText: 'To keep it, declare it' });
    await creating.getByRole('button', { name: 'ProductCreated' }).click();
    await creating.getByLabel(/^Contact/).fill('stock@example.com');
    await see(/subscriptions create --source pos --events ProductCreated --email stock@example.com/);
    await creating.getByRole('button', { name: 'Create the subscription' }).click();
    const made = page.locator('.subscription', { hasText: 'not declared' });
    await made.getByText('ProductCreated', { exact: true }).first().waitFor();
    await made.getByText('Change', { exact: true }).click();
    await made.getByRole('button', { name: 'ProductDeleted' }).click();
    await made.getByRole('button', { name: 'Change the subscription' }).click();
    await made.getByText('ProductCreated, ProductDeleted').waitFor();
    await page.getByLabel(/Delete what pushes to this source/).check();
    await see(/subscriptions sync --source pos --prune --yes/);
    await page.getByRole('button', { name: 'Do this step' }).waitFor();
    await page.locator('summary', { hasText: 'Credentials at the provider' }).click();
    await press('Ask whose they are');
    await see(/Organization [0-9a-f-]{36}/);
    await page.getByLabel('Code', { exact: true }).fill('a-code');
    await page.getByLabel('The URI to which the provider sent it').fill('https://hooks.example.com/back');
    await press('Exchange the code');
    await page.getByRole('alert').first().waitFor();
    await assertGood(page, 'subscriptions');
    await made.getByRole('button', { name: 'Delete the subscription' }).click();
    await made.waitFor({ state: 'detached' });
    await until(() => zettle.subscriptions.all().length === 1);
    await assertAudited('create subscription', 'update subscription', 'delete subscription', 'apply sync');
    assertClean();
  });

  test('an order whose delivery died says so where it is found, down to the attempt, and is sent again by a plan', async (t) => {
    const { page, answerWith, push, go, see, press, assertAudited, assertClean } = await opened(t);
    answerWith(400);
    const id = await push('ORDER-77');
    await go('search?q=order-77');
    await page.locator('main tr', { hasText: 'processed' }).getByText('dead letter').waitFor();
    await go('messages');
    await page.locator('main tr', { hasText: 'processed' }).getByText('dead letter').waitFor();
    await go(`messages/${id}`);
    await page.locator('main .line', { hasText: 'processed' }).getByText('dead letter').first().waitFor();
    await go('events');
    await page.locator('main tr', { hasText: 'ORDER-77' }).getByRole('link').first().click();
    await press('Reveal');
    await page.getByRole('region', { name: 'The event' }).getByText('ORDER-77').first().waitFor();
    await assertGood(page, 'event');
    await page.getByRole('region', { name: 'Deliveries' }).getByRole('link').click();
    await see(/answered 400/);
    await press('Reveal');
    await see('orders said:');
    await see('no such account');
    await assertGood(page, 'delivery');
    answerWith(200);
    await go('replays');
    await page.getByRole('link', { name: 'Send messages again' }).click();
    await see('Choose what to send again.');
    await page.getByLabel('Only dead letters').selectOption('yes');
    await page.getByLabel('Events', { exact: true }).selectOption('as sent');
    await page.getByLabel('Messages a second').fill('5');
    await page.getByLabel('Messages a second').press('Enter');
    await see('pushdock replay --dead --rate 5 --as-sent');
    await press('Plan to send these again');
    await see('1 event of 1 message');
    await assertGood(page, 'new-replay');
    await press('Send 1 again');
    await see('1 delivered, 0 due');
    await see('as sent, dead letters');
    await page.getByRole('link', { name: 'All deliveries' }).click();
    await see(/pushdock deliveries list --replay 1/);
    await go(`messages/${id}`);
    assert.equal(await page.locator('main .line').first().getByText('dead letter').count(), 0);
    await assertAudited('start replay', 'read an event in full', 'read what a sink answered');
    assertClean();
  });

  test('a finding has a page of its own, and the counts are shown by the day', async (t) => {
    const { page, push, go, see, press, assertClean } = await opened(t);
    await push('ORDER-1');
    await go('findings');
    await page.locator('.finding').getByRole('link').first().click();
    await see(/^new since/);
    await press('Known: accept');
    await see(/^acknowledged since/);
    await assertGood(page, 'finding');
    await go('counts?step=day');
    await page.locator('main tr', { hasText: 'shipping' }).waitFor();
    await see('pushdock messages count --step day');
    await assertGood(page, 'counts');
    assertClean();
  });

  test('a viewer sees all of these pages and is offered nothing that changes something', async (t) => {
    const hash = createHash('sha256').update(viewer).digest('hex');
    const admin = `admin: { tokens: [ { name: support, role: viewer, hash: 'sha256:${hash}' } ] }`;
    const { gateway, push, owe, page } = await opened(t, admin);
    await push('ORDER-1');
    const id = await owe();
    await page.close();
    const outside = await context().newPage();
    t.after(() => outside.close());
    // In development a program of this machine needs no token, so its session is that of the viewer.
    await outside.route('**/api/session', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'viewer' } });
    });
    for (const name of [
      'results',
      `results/${id}`,
      'holds',
      'sinks',
      'gateway',
      'sources/shop',
      'subscriptions',
      'replays/new',
      'events',
    ]) {
      await outside.goto(`${gateway.operatorUrl}/console/#/${name}`);
      await outside.reload();
      await outside.locator('main h1, main .empty').first().waitFor();
      await outside.getByText('Loading…').waitFor({ state: 'detached' });
      const offered = await outside.locator('main button').allTextContents();
      assert.deepEqual(
        offered.filter((text) => !/^(Copy|Look again)$/.test(text)),
        [],
        name,
      );
    }
  });
});
