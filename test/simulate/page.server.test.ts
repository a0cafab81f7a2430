/** The mocks' page in a real browser, used by somebody who has read nothing: by its names for things, as a screen reader has them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { type Browsing, openBrowser, withoutBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { hearing } from './engine/hearing.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe("the mocks' page", { skip: withoutBrowser }, () => {
  let browsing: Browsing;
  before(async () => {
    browsing = await openBrowser({});
  });
  after(() => browsing.close());

  async function open(t: TestContext, status: () => number) {
    const gateway = await hearing(t, () => ({ status: status() }));
    const started = await startMocks({
      from: providers,
      providers: [],
      gateway: gateway.url,
      timeScale: 0,
      seed: 'page',
      prism: false,
      anyPort: true,
      log: silentLog,
    });
    t.after(() => started.close());
    const page = await browsing.context.newPage();
    t.after(() => page.close());
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    page.on('pageerror', (error) => refused.push(error.message));
    await page.goto(started.control.url);
    await page.getByText('As it stands in the contract.').waitFor();
    return { page, gateway, refused, url: started.control.url };
  }

  const choose = async (page: Page, provider: string, event: string) => {
    await page.getByLabel('Provider', { exact: true }).selectOption({ label: provider });
    await page.getByLabel('Event', { exact: true }).selectOption(event);
    await page.getByText('As it stands in the contract.').waitFor();
  };
  const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
  const card = (page: Page, provider: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: provider, exact: true }) });

  test('Zettle gives up, is seen to come to it, and is made to push again', { timeout: 120_000 }, async (t) => {
    let status = 503;
    const { page, gateway, refused } = await open(t, () => status);
    await choose(page, 'Zettle', 'PurchaseCreated');
    await send(page);
    await page
      .getByText(/^Attempt 1 of 90 failed, next in .*; after 89 more failures the subscription is deleted\.$/)
      .waitFor();
    await card(page, 'Zettle').getByText('1 subscription, 1 failing').waitFor();
    await page.getByRole('button', { name: 'Step to the next attempt' }).click();
    await page.getByText(/^Attempt 2 of 90 failed/).waitFor();
    for (let days = 0; days < 4; days += 1) await page.getByRole('button', { name: '+1 day' }).click();
    await card(page, 'Zettle').getByText('no subscription: nothing is sent').waitFor({ timeout: 60_000 });
    await until(() => gateway.heard.length === 90, { msMax: 60_000 });
    status = 200;
    await card(page, 'Zettle').getByRole('button', { name: 'subscribe' }).click();
    await card(page, 'Zettle').getByText('1 subscription, active').waitFor();
    await send(page);
    await page.locator('[data-message="zettle-2"]').getByText('succeeded').first().waitFor();
    assert.deepEqual(refused, []);
  });

  test('the receiver is down for an hour at a click, and up again, without a hand on the receiver', async (t) => {
    const { page, gateway, refused } = await open(t, () => 200);
    await card(page, 'Zettle').getByRole('button', { name: 'Zettle: receiver down for an hour' }).click();
    await card(page, 'Zettle')
      .getByText(/^receiver down until 20/)
      .waitFor();
    await choose(page, 'Zettle', 'PurchaseCreated');
    await send(page);
    await page.getByText(/^Attempt 1 of 90 failed/).waitFor();
    assert.equal(gateway.heard.length, 0);
    await card(page, 'Zettle').getByRole('button', { name: 'Zettle: up again' }).click();
    await page.getByRole('button', { name: 'Step to the next attempt' }).click();
    await page.locator('[data-message="zettle-1"]').getByText('succeeded').first().waitFor();
    assert.equal(gateway.heard.length, 1);
    assert.deepEqual(refused, []);
  });

  test('one message with an edited amount arrives three times, after the one that was sent later', async (t) => {
    const { page, gateway, refused } = await open(t, () => 200);
    await choose(page, 'Zettle', 'PurchaseCreated');
    const message = page.getByRole('textbox', { name: /^Message/ });
    const text = await message.inputValue();
    await message.fill(text.replace(/"amount": \d+/, '"amount": "much"'));
    await page.locator('#judged.bad-text').waitFor();
    await message.fill(text.replace(/"amount": \d+/, '"amount": 4242'));
    await page.getByText('Edited. It fits its contract.').waitFor();
    await page.getByLabel('Fault', { exact: true }).selectOption('duplicate');
    await page.getByLabel('Amount (times)', { exact: true }).fill('3');
    await page.getByLabel('and a second fault').selectOption('reorder');
    await page.getByText('reorder: The message is sent after the next one').waitFor();
    await page.getByRole('button', { name: 'Copy as CLI' }).click();
    const command = await page.getByRole('region', { name: 'The same as a command' }).textContent();
    assert.match(
      command ?? '',
      /pushdock mock emit zettle PurchaseCreated --variant \S+ --data message\.json --fault duplicate:3 --fault reorder$/,
    );
    await send(page);
    await page.locator('[data-message="zettle-1"]').getByText('waiting').first().waitFor();
    await page.getByLabel('Fault', { exact: true }).selectOption('');
    await send(page);
    await until(() => gateway.heard.length === 4);
    const sent = gateway.heard.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()));
    for (const { payload } of sent) assert.match(payload, /"amount": ?4242\b/);
    const [later, ...copies] = sent.map(({ messageUuid }) => messageUuid);
    assert.deepEqual([new Set(copies).size, copies.includes(later)], [1, false]);
    await page.locator('[data-message="zettle-1"] summary').first().click();
    await page.locator('[data-message="zettle-1"] .attempts summary').first().click();
    await page
      .getByRole('region', { name: 'Request of attempt 1' })
      .getByText(/x-izettle-signature/i)
      .waitFor();
    await page.getByText('The provider takes it for a success.').waitFor();
    await page.getByText('the values of timestamp and payload in the body').first().waitFor();
    // It stays open when a further message makes the list anew, and is not filled twice.
    await send(page);
    await page.locator('[data-message="zettle-3"]').getByText('succeeded').first().waitFor();
    await page.getByText('the values of timestamp and payload in the body').first().waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Proof' }).count(), 1);
    await page
      .getByRole('region', { name: 'What attempt 1 signed' })
      .getByText(/^\d{4}-.*Z\.\{/)
      .waitFor();
    assert.deepEqual(refused, []);
  });

  test('a shipped scenario is run from the page, and each of its steps says what came of it', async (t) => {
    const { page } = await open(t, () => 503);
    const scenario = page.getByLabel('Scenario', { exact: true });
    await scenario.selectOption({
      label: (await scenario.locator('option').allTextContents()).find((one) => /disables/.test(one)) ?? '',
    });
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText(/^The scenario (passed|failed)\.$/).waitFor({ timeout: 60_000 });
    assert.ok((await page.locator('#steps .badge').count()) > 2);
  });

  test('it can be used on a phone, in the dark and by keyboard, and axe finds nothing serious', async (t) => {
    const { page } = await open(t, () => 200);
    await send(page);
    await page.locator('[data-message="paazl-1"]').getByText('succeeded').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe);
      const found = await page.evaluate(`axe.run({ preload: false }).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html).join('\\n'))`);
      assert.equal(found, '');
    }
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), true);
    await page.keyboard.press('Tab');
    await page
      .getByRole('button', { name: 'Pause', exact: true })
      .or(page.getByRole('button', { name: 'Go on' }))
      .focus();
    await page.keyboard.press('Enter');
    await page.getByText('The clock runs as fast as real time.').waitFor();
  });
});
