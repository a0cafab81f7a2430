/** What an operator comes for, in a real browser: which provider fails, one order's message, why its delivery failed, and having it delivered. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';
import { axeFindings, inBrowser, isNoWiderThanItsWindow } from './browsing.ts';

const token = 'development-paazl-token';
const operator = 'test-only-operator-token-that-is-long';
const viewer = 'test-only-viewer-token-that-is-long';
const order =
  '{"orderReference":"ORDER-77","webshop":9007199254740993,"barcode":"3STEST1","status":"DELIVERED","recipient":"Ada"}';

const sale = JSON.stringify({
  organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
  messageUuid: '5e2a6c70-9b0d-11ee-b9d1-0242ac120002',
  eventName: 'PurchaseCreated',
  messageId: '5e2a6c70-9b0d-11ee-b9d1-0242ac120003',
  payload: '{}',
  timestamp: '2026-01-01T00:00:00.000Z',
});

/** A shop's system that refuses what it gets until it is mended. */
async function openShop(t: TestContext) {
  const heard: string[] = [];
  let status = 400;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      if (status === 200) heard.push(text);
      response.writeHead(status).end('no such account');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/orders`,
    heard,
    answerWith: (next: number) => {
      status = next;
    },
  };
}

describe('the console', { skip: withoutBrowser }, () => {
  const { consoleFolder, open, context } = inBrowser();

  async function opened(t: TestContext, admin = '') {
    const shop = await openShop(t);
    const gateway = await openSecureGateway(
      t,
      '',
      `${admin}
sources:
  shipping: { provider: paazl, auth: { bearer: [${token}] } }
  partner: { provider: paazl, sandbox: true, auth: { bearer: [${token}] } }
  pos: { provider: zettle, signingKeys: [test-only-signing-key-of-zettle-0123456789] }
sinks: { orders: { type: http, url: '${shop.url}', secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw] } }
`,
      { consoleFolder: consoleFolder() },
    );
    const push = (body: string, bearer = token) =>
      fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'user-agent': 'Paazl' },
        body,
      });
    return { gateway, shop, push, ...(await open(t, gateway)) };
  }

  test('shows which provider is refused, until when it tries, and what to do, on the first page', async (t) => {
    const { gateway, push, page, assertClean, at } = await opened(t);
    const wrong = { 'content-type': 'application/json', 'x-izettle-signature': '0'.repeat(64) };
    const pushed = await fetch(`${gateway.publicUrl}/push/zettle/pos`, { method: 'POST', headers: wrong, body: sale });
    assert.equal(pushed.status, 401);
    await push(order);
    for (let count = 0; count < 3; count += 1)
      assert.equal((await push(order.replace('77', '78'), 'another-token-of-paazl')).status, 401);
    await page.goto(at(''));
    const card = page.locator('li.source.ill', { hasText: 'shipping' });
    await card.getByText('refusing', { exact: true }).waitFor();
    await card.getByText('What to do').waitFor();
    const deleting = page.locator('li.source.ill', { hasText: 'pos' });
    await deleting.getByText('in 2 d 23 h').waitFor();
    await deleting.getByText(/deletes the subscription on \d{4}-\d\d-\d\d at/).waitFor();
    await deleting.getByRole('link', { name: 'What the latest outage cost' }).click();
    await page.locator('main tr', { hasText: 'PurchaseCreated 5e2a6c70-9b0d-11ee-b9d1-0242ac120002' }).waitFor();
    assertClean();
  });

  test('leads from an order to why its delivery failed, and from there to having it delivered', async (t) => {
    const { gateway, shop, push, page, assertClean, at } = await opened(t);
    await push(order);
    await until(async () => (await gateway.store.listDeliveries({ state: 'dead' }, { limit: 1 })).items.length === 1);
    await page.goto(at(''));
    await page.locator('input[type=search]').fill('order-77');
    await page.locator('main tr', { hasText: 'ORDER-77' }).getByRole('link').click();
    await page.getByText('orders: given up (answered 400)').waitFor();
    const content = page.getByRole('region', { name: 'The body, readable' });
    assert.match((await content.textContent()) ?? '', /"webshop": 9007199254740993,[\s\S]*"recipient": "•••"/);
    await page.getByRole('button', { name: 'Reveal' }).click();
    await content.getByText('"recipient": "Ada"').waitFor();
    await page.getByText('orders said: no such account').waitFor();
    shop.answerWith(200);
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('link', { name: '1 dead letter' }).click();
    await page.getByRole('button', { name: 'Plan to send these again' }).click();
    await page.getByText('1 dead letter of 1 message').waitFor();
    await page.getByRole('button', { name: 'Send 1 again' }).click();
    await page.getByText('1 delivered, 0 due').waitFor();
    await until(() => shop.heard.length === 1);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.locator('main tr', { hasText: 'start replay' }).waitFor();
    await page.locator('main tr', { hasText: 'read a message in full' }).waitFor();
    assertClean();
  });

  test('judges a message by the contract of now, and sends an edited copy to a sink, marked', async (t) => {
    const { gateway, shop, push, page, assertClean, at } = await opened(t);
    shop.answerWith(200);
    await push(order);
    await until(() => shop.heard.length === 1);
    const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
    await page.goto(at(`#/messages/${id}`));
    await page.getByRole('button', { name: 'Try under the contract of now' }).click();
    await page.getByText('The contract says drift.').waitFor();
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByText('Edit a copy', { exact: true }).click();
    const body = page.getByLabel('Its body. The message itself stays as it is.');
    assert.match(await body.inputValue(), /9007199254740993/);
    await body.fill(order.replace('DELIVERED', 'CREATED'));
    await page.getByLabel('Send it to').selectOption('orders');
    await page.getByRole('button', { name: 'Send the copy to orders' }).click();
    await page.getByText('orders: delivered').waitFor();
    assert.match(shop.heard[1] ?? '', /CREATED/);
    await body.fill(order.replace('DELIVERED', 'LOST_AT_SEA'));
    await page.getByLabel('Send it to').selectOption('partner');
    await page.getByText(`pushdock messages try ${id} --edited body.json --sandbox partner`).waitFor();
    await page.getByRole('button', { name: 'Send the copy to partner' }).click();
    await page.getByText(/seen .*LOST_AT_SEA/).waitFor();
    assert.equal(shop.heard.length, 2, 'what a sandbox gets goes to no sink');
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.locator('main tr', { hasText: 'sent an edited copy' }).first().waitFor();
    assertClean();
  });

  test('keeps filters under a name and hides a column, over a reload, in this browser', async (t) => {
    const { push, page, assertClean, at } = await opened(t);
    await push(order);
    await page.goto(at('#/messages?verdict=drift'));
    await page.locator('main tr', { hasText: 'shipping' }).waitFor();
    await page.getByText('Views', { exact: true }).click();
    await page.getByLabel('Name of this view').fill('departed');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('button', { name: 'Remarks' }).click();
    await page.getByRole('columnheader', { name: 'Remarks' }).waitFor({ state: 'detached' });
    await page.goto(at('#/messages'));
    await page.reload();
    await page.getByText('Views (1)').click();
    await page.getByRole('link', { name: 'departed' }).click();
    await page.waitForURL(/#\/messages\?verdict=drift$/);
    await page.getByRole('columnheader', { name: 'State' }).waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Remarks' }).count(), 0);
    await page.getByRole('button', { name: 'Forget departed' }).click();
    await page.getByText('Views', { exact: true }).waitFor();
    assertClean();
  });

  test('pauses a sink with a reason, and resumes it', async (t) => {
    const { gateway, page, assertClean, at } = await opened(t);
    await page.goto(at('#/sinks'));
    await page.getByText('Pause', { exact: true }).click();
    await page.getByLabel('Why, for the next person who looks').fill('moving house');
    await page.getByRole('button', { name: 'Pause orders' }).click();
    await page.getByText('moving house').waitFor();
    await page.getByRole('button', { name: 'Resume orders' }).click();
    await until(async () => (await gateway.store.listSinks()).every(({ paused }) => paused === undefined));
    assertClean();
  });

  test('shows that the circuit of a sink is open, since when, why and until when, and that it is closed again', async (t) => {
    const { shop, push, page, assertClean, at } = await opened(t);
    shop.answerWith(503);
    for (let number = 0; number < 12; number += 1) await push(order.replace('77', String(number)));
    await page.goto(at('#/sinks'));
    const card = page.locator('li.source', { hasText: 'orders' });
    await card.getByText('away', { exact: true }).waitFor();
    await card.getByText(/open since .*: answered 503\. (The next try is due|One event is being tried)/).waitFor();
    shop.answerWith(200);
    await card.getByText('12 delivered').waitFor();
    await card.getByText('closed', { exact: true }).waitFor();
    assertClean();
  });

  test('asks for a token where one is needed, and offers a viewer nothing that changes something', async (t) => {
    const hash = createHash('sha256').update(viewer).digest('hex');
    const admin = `admin: { environment: staging, tokens: [ { name: on-call, secret: ${operator} }, { name: support, role: viewer, hash: 'sha256:${hash}' } ] }`;
    const { gateway, page, assertClean, at } = await opened(t, admin);
    // In development a program of this machine needs no token, so the name is one that is not of this machine.
    const outside = await context().newPage();
    t.after(() => outside.close());
    await outside.route('**/api/session', async (route) => {
      if (route.request().method() === 'GET' && !(await context().cookies()).some(({ name }) => /session/.test(name)))
        return route.fulfill({ json: { signedIn: false, development: true, environment: 'staging' } });
      return route.continue();
    });
    await outside.goto(at('#/sinks'));
    await outside.getByLabel('Operator token').fill('a guess');
    await outside.getByRole('button', { name: 'Sign in' }).click();
    await outside.getByRole('alert').waitFor();
    await outside.getByLabel('Operator token').fill(viewer);
    await outside.getByRole('button', { name: 'Sign in' }).click();
    await outside.getByRole('heading', { name: 'orders' }).waitFor();
    assert.equal(await outside.getByText('Pause', { exact: true }).count(), 0);
    await outside.locator('.environment', { hasText: 'staging' }).waitFor();
    await outside.getByText('support', { exact: true }).click();
    await outside.getByRole('button', { name: 'Sign out everywhere' }).click();
    await outside.getByLabel('Operator token').waitFor();
    assert.equal((await gateway.store.listKept('sessions')).length, 0);
    assertClean();
    await page.close();
  });

  test('keeps filters in the address: a link opens them, and back brings the earlier ones', async (t) => {
    const { push, page, assertClean, at } = await opened(t);
    await push(order);
    await page.goto(at('#/messages?state=failed'));
    await page.getByText('No message fits.').waitFor();
    await page.getByLabel('State').selectOption('processed');
    await page.locator('main tbody tr').first().waitFor();
    assert.match(page.url(), /#\/messages\?state=processed$/);
    await page.goBack();
    await page.getByText('No message fits.').waitFor();
    assertClean();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`every page is good in the ${colorScheme} theme and on a phone`, async (t) => {
      const { gateway, push, page, assertClean, at } = await opened(t);
      await push(order);
      await push(order, 'another-token-of-paazl');
      await until(async () => (await gateway.store.listDeliveries({ state: 'dead' }, { limit: 1 })).items.length === 1);
      const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
      await page.emulateMedia({ colorScheme });
      const pages = [
        '',
        'messages',
        `messages/${id}`,
        'deliveries?state=dead',
        'sinks',
        'replays',
        'findings',
        'refused',
        'contracts',
        'audit',
        'gateway',
        'sources/shipping',
        'gap/shipping',
        'search?q=order-77',
      ];
      for (const name of pages) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(at(`#/${name}`));
        await page.locator('main h1').waitFor();
        await page.getByText('Loading…').waitFor({ state: 'detached' });
        assert.equal(await axeFindings(page), '', name);
        await page.setViewportSize({ width: 390, height: 800 });
        assert.equal(await isNoWiderThanItsWindow(page), true, name);
      }
      assertClean();
    });
});
