/** A page of the console in a real browser. What the Content-Security-Policy refuses and what is asked of anybody else is remembered. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openEnding } from '../store/test-store.ts';
import { type Browsing, openBrowser } from '../support/browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { buildConsole } from './built.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Watched = {
  readonly page: Page;
  /** Fails if the page broke its policy, threw, or asked anybody but this gateway. */
  assertClean(): void;
};

async function watchedPage(context: BrowserContext, origin: string): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // A refusal is an answer, which the page shows; the browser writes a line all the same.
    if (message.type() === 'error' && !/the server responded with a status of (4\d\d|502)/.test(message.text()))
      faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`asked ${request.url()}`);
  });
  return { page, assertClean: () => assert.deepEqual(faults, []) };
}

/** The console, built for the tests of this `describe`, and a browser for it. */
export function inBrowser() {
  const ending = openEnding();
  let folder = '';
  let browsing: Browsing | undefined;
  before(async () => {
    folder = join(temporaryFolder(ending), 'console');
    await buildConsole(folder);
    browsing = await openBrowser({});
  });
  after(async () => {
    await browsing?.close();
    await ending.end();
  });
  const context = () => browsing?.context ?? assert.fail('the browser is opened before the first test');
  return {
    context,
    /** For a gateway to serve. */
    consoleFolder: () => folder,
    /** A page for one test. `at` gives the address of what stands after the `#`. */
    async open(t: TestContext, { operatorUrl }: { readonly operatorUrl: string }) {
      const watched = await watchedPage(context(), operatorUrl);
      t.after(() => watched.page.close());
      return { ...watched, at: (hash: string) => `${operatorUrl}/console/${hash}` };
    },
  };
}

/** Serious and critical findings of axe, a line each. */
export async function axeFindings(page: Page): Promise<string> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run({ preload: false }).then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html)).join('\\n'))`,
  );
}

/** With everything that can be unfolded: axe finds nothing serious in either theme, and nothing is wider than a phone. */
export async function assertGood(page: Page, what: string): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.equal(await axeFindings(page), '', `${what}, ${colorScheme}`);
    await keepPicture(page, `${what}-${colorScheme}`);
  }
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 390, height: 800 });
  await keepPicture(page, `${what}-phone`);
  assert.equal(await isNoWiderThanItsWindow(page), true, `${what} is wider than a phone`);
  await page.setViewportSize(size);
}

/** Where somebody wants to look at them: `PUSHDOCK_PICTURES` names a folder. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.PUSHDOCK_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

export const isNoWiderThanItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
