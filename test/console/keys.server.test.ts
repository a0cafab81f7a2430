/** The console by keyboard, and what a reader sets for himself, in a real browser. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';
import { axeFindings, inBrowser } from './browsing.ts';

const token = 'development-paazl-token';
const configuration = `
sources: { shipping: { provider: paazl, auth: { bearer: [${token}] } } }
sinks: { out: { type: file, path: ./events.ndjson } }
`;

describe('the console by keyboard and setting', { skip: withoutBrowser }, () => {
  const { consoleFolder, open, context } = inBrowser();

  async function opened(t: TestContext) {
    const gateway = await openSecureGateway(t, '', configuration, { consoleFolder: consoleFolder() });
    const push = (reference: string, bearer = token) =>
      fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: `{"orderReference":"${reference}","webshop":1234,"barcode":"3S<b>1</b>","status":"DELIVERED"}`,
      });
    return { gateway, push, ...(await open(t, gateway)) };
  }

  test('j and k move through the rows, Enter opens one, r replays it, and ? lists the keys', async (t) => {
    const { gateway, push, page, assertClean, at } = await opened(t);
    for (const reference of ['ORDER-1', 'ORDER-2', 'ORDER-3']) await push(reference);
    const ids = (await gateway.store.listMessages({}, { limit: 3 })).items.map(({ id }) => id);
    await page.goto(at('#/messages'));
    await page.locator('main tbody tr').nth(2).waitFor();
    const focused = () => page.evaluate('document.activeElement.closest("tr")?.textContent ?? ""');
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    assert.ok(String(await focused()).includes(ids[1] ?? ' '));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Message ${ids[1]?.slice(-6)}` }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Replay this message').waitFor();
    assert.equal(await axeFindings(page), '');
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
    assert.equal(
      (await gateway.store.listReplays({}, { limit: 5 })).items.length,
      0,
      'a dialog keeps the keys to itself',
    );
    await page.keyboard.press('r');
    await page.getByRole('link', { name: 'Replay 1 began' }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Keys (?)' }).click();
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    assert.equal(await page.getByRole('dialog', { name: 'Keys' }).isVisible(), true);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' }); // Until then it keeps the focus.
    await page.keyboard.press('/');
    await page.keyboard.type('jk?r');
    assert.equal(await page.locator('input[type=search]').inputValue(), 'jk?r');
    assertClean();
  });

  test('a message is coloured without a change to its text, and its curl names the public address', async (t) => {
    const { gateway, push, page, assertClean, at } = await opened(t);
    await push('ORDER-1');
    const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
    await context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(at(`#/messages/${id}`));
    const body = page.getByRole('region', { name: 'The body, readable' });
    await body.locator('.h-attr', { hasText: 'orderReference' }).waitFor();
    assert.match((await body.textContent()) ?? '', /^\{\n {2}"orderReference": "ORDER-1",\n[\s\S]*"3S<b>1<\/b>"/);
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    const told = await fetch(`${gateway.operatorUrl}/api/sources/shipping`);
    const { pushUrl } = (await told.json()) as { pushUrl: string };
    assert.ok(copied.startsWith(`curl -X POST '${pushUrl}'`), copied);
    assertClean();
  });

  test('times are in UTC, tables compact, and nothing is refreshed, when the reader sets it so', async (t) => {
    const { push, page, assertClean, at } = await opened(t);
    await push('ORDER-1');
    await page.goto(at('#/messages'));
    await page.locator('main tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Times').selectOption('utc');
    await dialog.getByLabel('Refresh').selectOption('0');
    await dialog.getByLabel('Compact tables').check();
    await dialog.getByRole('button', { name: 'Close' }).click();
    assert.match((await page.locator('main time').first().getAttribute('title')) ?? '', / UTC$/);
    await page.locator('main.compact').waitFor();
    await page.reload();
    await page.locator('main.compact tbody tr').first().waitFor();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/messages')) asked += 1;
    });
    // An open page waits at most a second after a change before it looks again.
    const reloadedMs = Date.now();
    await page.evaluate(
      `{ window.changes = 0; new EventSource('../api/changes').addEventListener('change', () => { window.changes += 1; }); }`,
    );
    let pushes = 0;
    await until(
      async () => {
        pushes += 1;
        await push(`ORDER-2-${pushes}`);
        return Number(await page.evaluate('window.changes')) > 1 && Date.now() - reloadedMs > 2_000;
      },
      { everyMs: 200 },
    );
    assert.equal(asked, 0);
    assertClean();
  });

  test('addresses are masked until the reader asks for them', async (t) => {
    const { push, page, assertClean, at } = await opened(t);
    await push('ORDER-1', 'another-token-of-paazl');
    await page.goto(at('#/refused'));
    const row = page.locator('main tbody tr').first();
    await row.getByText('•••', { exact: true }).waitFor();
    assert.equal(await row.getByText('127.0.0.1').count(), 0);
    await page.getByRole('button', { name: 'Show addresses' }).click();
    await row.getByText('127.0.0.1').waitFor();
    assertClean();
  });
});
