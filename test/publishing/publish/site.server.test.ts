/** The pages in a real browser: from disk without a network, by whoever uses them, in both themes, on a phone. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { writePublication } from '../../../src/publishing/publish/write.ts';
import { type Browsing, openBrowser, withoutBrowser } from '../../support/browser.ts';
import { openSecureGateway } from '../../support/secure-gateway.ts';
import { publish } from './published.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** One of each kind, and not the longest: axe looks at every element. */
const looked = [
  'index.html',
  'paazl/push.html',
  'paazl/answers.html',
  'events/sign.html',
  'events/delivery.html',
  'guides/findings.html',
];

describe('in a browser', { skip: withoutBrowser }, () => {
  let browsing: Browsing;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-site-'));
  const files = join(folder, 'contracts');
  const at = (path: string) => pathToFileURL(join(files, path)).href;

  before(async () => {
    writePublication(publish(), files);
    browsing = await openBrowser({ offline: true });
    page = await browsing.context.newPage();
  });
  after(async () => {
    await browsing.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a page that is opened from disk has its style and asks nobody else for anything', async () => {
    const asked: string[] = [];
    const listen = (request: { url(): string }) => asked.push(request.url());
    page.on('request', listen);
    for (const path of looked) await page.goto(at(path));
    page.off('request', listen);
    assert.ok(asked.length >= looked.length);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('file:')),
      [],
    );
    assert.equal(await page.evaluate("getComputedStyle(document.querySelector('header')).position"), 'sticky');
  });

  test('a field is found by its name, and its link leads to it', async () => {
    await page.goto(at('index.html'));
    await page.keyboard.press('/');
    await page.keyboard.type('barcode shipping');
    const first = page.locator('#results a').first();
    await first.click();
    await page.waitForURL(/(paazl\/push|events\/types)\.html#/);
    await page.locator(':target').first().waitFor({ state: 'attached' });
  });

  test('a language is chosen by the keyboard, for all samples of the page and for the next page', async () => {
    await page.goto(at('zettle/api.html'));
    const first = page.getByRole('radio', { name: 'curl' }).first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const visible = async () => {
      const all = await page.locator('.tab:visible').all();
      return Promise.all(all.map((one) => one.getAttribute('data-name')));
    };
    const shown = await visible();
    assert.ok(shown.length >= 8);
    assert.deepEqual([...new Set(shown)], ['Python']);
    await page.goto(at('paazl/push.html'));
    assert.deepEqual(await visible(), ['Python']);
    await page.evaluate('localStorage.clear()');
  });

  test('without a script a language can be chosen all the same', async () => {
    const plain = await openBrowser({ offline: true, scripts: false });
    const still = await plain.context.newPage();
    await still.goto(at('paazl/push.html'));
    await still.locator('.tabs label', { hasText: 'Go' }).click();
    assert.equal(await still.locator('.tab[data-name="Go"]').isVisible(), true);
    assert.equal(await still.locator('.tab[data-name="curl"]').isVisible(), false);
    await plain.close();
  });

  test('the first sample of a reference page is seen without scrolling', async () => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    for (const owner of ['paazl', 'oneshoppingcart', 'zettle', 'appdirect']) {
      await page.goto(at(`${owner}/push.html`));
      const box = await page.locator('.tabs').first().boundingBox();
      assert.ok(box !== null && box.y < 800 && box.x > 720, `${owner}: ${JSON.stringify(box)}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('the theme follows the system until somebody chooses, and the choice stays', async () => {
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(at('index.html'));
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.getByRole('button', { name: 'Use light colours' }).click();
    assert.equal(await ground(), light);
    await page.goto(at('paazl/index.html'));
    assert.equal(await ground(), light);
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    assert.equal(await ground(), dark);
    await page.evaluate('localStorage.clear()');
  });

  // In the dark only the colours are others.
  for (const [colorScheme, rules] of [
    ['light', '{}'],
    ['dark', "{ runOnly: ['color-contrast'] }"],
  ] as const)
    test(`axe finds nothing serious, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      for (const path of looked) {
        await page.goto(at(path));
        await page.evaluate(axe);
        const found = await page.evaluate(`axe.run({ preload: false, ...${rules} }).then(({ violations }) =>
          violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html).join('\\n'))`);
        assert.equal(found, '', path);
      }
    });

  /** Another value for one field of the form, and what is said of it then. */
  type Mistake = { readonly field: string | RegExp; readonly change: (value: string) => string; readonly said: RegExp };
  const blank: Mistake = {
    field: /^(Key|Secret)$/,
    change: (value) => `${value} `,
    said: /if the key has blanks around it/,
  };
  const verifiers: readonly (readonly [page: string, proof: string, ...mistakes: readonly Mistake[]])[] = [
    [
      'zettle/sign.html',
      'zettlesignature',
      blank,
      {
        field: 'Body, byte for byte',
        change: (body) => body.replace(/(?<="timestamp":\s*")2/, '3'),
        said: /not fit.*Another than in plain/s,
      },
      {
        field: 'X-iZettle-Signature',
        change: (hex) => hex.replace(/^./, (one) => (one === '0' ? '1' : '0')),
        said: /not fit/,
      },
    ],
    [
      'events/sign.html',
      'v1',
      { field: 'Secret', change: (secret) => secret.replace(/^whsec_./, 'whsec_A'), said: /not fit/ },
      { field: 'Secret', change: () => 'nothing', said: /begins with neither/ },
      {
        field: 'Body, byte for byte',
        change: (body) => `${body}\n`,
        said: /if the line end at the end of the body does not belong/,
      },
      { field: 'webhook-id', change: (id) => `${id}x`, said: /not fit.*Another than in published/s },
    ],
    [
      'events/sign.html',
      'v1a',
      { field: 'Public key', change: (key) => key.replace(/^whpk_./, 'whpk_B'), said: /not fit|cannot be checked/ },
      { field: 'Body, byte for byte', change: (body) => body.replace('{', '{ '), said: /not fit/ },
    ],
    [
      'appdirect/sign.html',
      'oauth1',
      blank,
      {
        field: 'URL with its query, as it was called',
        change: (url) => url.replace('https', 'http'),
        said: /a proxy made http of it/,
      },
      { field: 'Method', change: () => 'POST', said: /not fit.*Another than in published/s },
    ],
    [
      'appdirect/sign.html',
      'basic',
      { field: 'Password', change: (password) => `${password}x`, said: /The proof does not fit/ },
      { field: 'Authorization', change: () => 'Basic %', said: /not the Base64/ },
    ],
    ['appdirect/sign.html', 'oauth2', { field: 'Token', change: (token) => token.slice(1), said: /not fit/ }],
    [
      'paazl/sign.html',
      'bearertoken',
      {
        field: 'Authorization',
        change: (header) => header.replace('Bearer ', ''),
        said: /if the word Bearer is missing/,
      },
      {
        field: 'Authorization',
        change: (header) => header.replace(/ (.*)$/, ' "$1"'),
        said: /if quotes around the token/,
      },
      { field: 'Token', change: (token) => token.toUpperCase(), said: /not fit/ },
    ],
    [
      'oneshoppingcart/sign.html',
      'path-key',
      { field: 'Path, as it was called', change: (path) => `${path}/`, said: /if the slash at the end/ },
      { field: 'Key', change: (key) => key.toUpperCase(), said: /The proof does not fit/ },
    ],
  ];
  const formOf = (proof: string) => page.locator(`#verify-${proof}-result`).locator('xpath=preceding-sibling::form[1]');
  const check = (proof: string) => formOf(proof).getByRole('button', { name: 'Check' }).click();

  test('each proof of each signing page that has an example can be checked in the page', async () => {
    const forms = new Map<string, number>();
    for (const [path] of verifiers) forms.set(path, (forms.get(path) ?? 0) + 1);
    for (const [path, count] of forms) {
      await page.goto(at(path));
      assert.equal(await page.locator('form.verify').count(), count, path);
    }
  });

  for (const [path, proof, ...mistakes] of verifiers)
    test(`${path}: ${proof} is checked in the page, from disk and without a network: every example fits, with the values on its way, and what is wrong is said`, async () => {
      await page.goto(at(path));
      const form = formOf(proof);
      const said = page.locator(`#verify-${proof}-result`);
      const choice = form.locator('select[name=example]');
      for (let index = 0; index < Math.max(1, await choice.locator('option').count()); index += 1) {
        if ((await choice.count()) > 0) await choice.selectOption(String(index));
        await check(proof);
        await said.getByText(/ fits\.$/).waitFor();
        assert.ok((await said.locator('dd').count()) >= 4);
        assert.equal(await said.locator('.differs').count(), 0, await said.innerText());
      }
      if ((await choice.count()) > 0) await choice.selectOption('0');
      for (const { field, change, said: expected } of mistakes) {
        const input = form.getByLabel(field, { exact: true });
        const right = await input.inputValue();
        assert.notEqual(change(right), right, String(field));
        await input.fill(change(right));
        await check(proof);
        await said
          .getByText(/does not fit|cannot be checked/)
          .first()
          .waitFor();
        assert.match(await said.innerText(), expected);
        await input.fill(right);
        await check(proof);
        await said.getByText(/ fits\.$/).waitFor();
      }
    });

  test('on a phone the trees of a reference page are folded, and an address of a field opens its own; on a desk they are open', async () => {
    const height = () => page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(at('zettle/push.html'));
    const tree = page.locator('.tree').first();
    assert.equal(await tree.isVisible(), false);
    const folded = await height();
    await page.evaluate("for (const one of document.querySelectorAll('.fields')) one.open = true");
    assert.ok(folded * 2 < (await height()), `${folded} of ${await height()}`);
    await page.goto(`${at('zettle/push.html')}#schema-pushenvelope--payload`);
    await page.reload();
    const place = page.locator('#schema-pushenvelope--payload');
    await place.waitFor();
    const box = await place.boundingBox();
    assert.ok(box !== null && box.y < 844, JSON.stringify(box));
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(at('zettle/push.html'));
    assert.equal(await tree.isVisible(), true);
    assert.equal(await page.locator('.fields > summary').first().isVisible(), false);
  });

  test('no page is wider than a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of looked) {
      await page.goto(at(path));
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), true, path);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('trying is offered only where a gateway serves the pages', async () => {
    await page.goto(at('paazl/push.html'));
    assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
    assert.match((await page.locator('#try-answer').textContent()) ?? '', /opened from disk/);
  });

  test(`the page's "try it" is answered by a sandbox source of that gateway, a violation with its findings`, async (t) => {
    const source = 'shipping: { provider: paazl, sandbox: true, auth: { bearer: [development-paazl-token] } }';
    const gateway = await openSecureGateway(t, '', `sources: { ${source} }\nsinks: { out: { type: stdout } }\n`, {
      contracts: files,
    });
    await browsing.context.setOffline(false);
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    await page.goto(`${gateway.publicUrl}/contracts/paazl/push.html`);
    const send = page.getByRole('button', { name: 'Send' });
    await send.click();
    await page.locator('#try-answer', { hasText: /^200 .*"verdict": "match"/s }).waitFor();
    await page.getByRole('textbox', { name: /^Body/ }).fill('{"orderReference":1}');
    await send.click();
    await page.locator('#try-answer', { hasText: /^422 .*wrong_type/s }).waitFor();
    await page.getByRole('textbox', { name: /^Headers/ }).fill('Authorization: Bearer guess');
    await send.click();
    await page.locator('#try-answer', { hasText: /^401 / }).waitFor();
    for (const [path, proof] of verifiers) {
      await page.goto(`${gateway.publicUrl}/contracts/${path}`);
      await check(proof);
      await page
        .locator(`#verify-${proof}-result`)
        .getByText(/ fits\.$/)
        .waitFor();
    }
    await page.getByRole('searchbox').fill('barcod');
    await page.locator('#results a', { hasText: 'barcode' }).first().waitFor();
    assert.deepEqual(refused, []);
  });
});
