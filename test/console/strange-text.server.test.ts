/** Texts of strangers in a real browser: whatever a message holds, a page stays readable, and says what is there. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { inBrowser, isNoWiderThanItsWindow } from './browsing.ts';
import { openEverything } from './everything.ts';

describe('the console with the texts of strangers', { skip: withoutBrowser }, () => {
  const { consoleFolder, open } = inBrowser();

  test('a message with a bidi override, characters without width and ten thousand characters shows them by number, and no page is wider than its window', async (t) => {
    const { gateway, push } = await openEverything(t, consoleFolder());
    const reversed = await push('ORDER-\u202e1\u200b2');
    const long = await push('X'.repeat(10_000));
    const [, event] = (await gateway.store.listEvents({}, { limit: 2 })).items;
    const { page, assertClean, at } = await open(t, gateway);
    for (const [hash, says] of [
      ['#/messages', reversed.slice(-6)],
      [`#/messages/${reversed}`, 'ORDER-\\u202e1\\u200b2'],
      ['#/events', 'ORDER-\\u202e1\\u200b2'],
      [`#/events/${event?.id}`, 'ORDER-\\u202e1\\u200b2'],
      ['#/deliveries', 'ORDER-\\u202e1\\u200b2'],
      [`#/messages/${long}`, '(10000 characters)'],
      ['#/events', '(10000 characters)'],
      ['#/findings', 'recipient'],
    ] as const) {
      await page.goto(at(hash));
      await page.locator('main', { hasText: says }).waitFor();
      for (const width of [390, 1_280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await isNoWiderThanItsWindow(page), true, `${hash} at ${width} px`);
      }
      const text = (await page.locator('main').textContent()) ?? '';
      assert.doesNotMatch(text, /[\u202e\u200b]/, hash);
    }
    await page.goto(at('#/nowhere'));
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    assert.equal(await page.title(), 'There is no such page · Pushdock');
    assertClean();
  });
});
