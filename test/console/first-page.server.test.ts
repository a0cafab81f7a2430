/** The first page in a real browser: every source by its name, and the search that finds a message by what people have in their hands. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { axeFindings, inBrowser, isNoWiderThanItsWindow } from './browsing.ts';

const configuration = `
sources:
  shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } }
  partner: { provider: paazl, sandbox: true, auth: { bearer: [development-paazl-token] } }
  shop: { provider: oneshoppingcart, key: development-shop-key, merchantId: '118303', merchantKey: development-merchant-key }
sinks: { out: { type: file, path: ./events.ndjson } }
`;

describe('the first page', { skip: withoutBrowser }, () => {
  const { consoleFolder, open } = inBrowser();

  test('names every source, has one search field, and finds a message by its order reference', async (t) => {
    const gateway = await openSecureGateway(t, '', configuration, { consoleFolder: consoleFolder() });
    const pushed = await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
      body: '{"orderReference":"ORDER-20461","webshop":1234,"barcode":"3STEST1","status":"DELIVERED"}',
    });
    assert.equal(pushed.status, 200);
    const { page, assertClean, at } = await open(t, gateway);
    await page.goto(at(''));
    for (const name of ['shipping', 'partner', 'shop']) await page.getByRole('link', { name, exact: true }).waitFor();
    assert.equal(await page.locator('input[type=search]').count(), 1);
    await page.keyboard.press('/');
    await page.keyboard.type('order-20461');
    const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
    await page.locator('main tr', { hasText: id }).filter({ hasText: 'shipping' }).waitFor();
    await page.locator('input[type=search]').fill('no such text');
    await page.locator('main', { hasText: 'No message has this text' }).waitFor();
    assertClean();
  });

  test('is good in both themes and on a phone: axe finds nothing serious, and nothing is wider than 390 px', async (t) => {
    const gateway = await openSecureGateway(t, '', configuration, { consoleFolder: consoleFolder() });
    const { page, assertClean, at } = await open(t, gateway);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(at(''));
      await page.getByRole('link', { name: 'shipping', exact: true }).waitFor();
      assert.equal(await axeFindings(page), '');
    }
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await isNoWiderThanItsWindow(page), true);
    assertClean();
  });
});
