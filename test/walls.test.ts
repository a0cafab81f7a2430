import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { home as root } from '../spec/codegen/generator.ts';

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file}`);

type Import = { readonly from: string; readonly to: string };

/** Every import in src/, both ends as paths from the root. */
function imports(): Import[] {
  assert.ok(sources.length > 30, 'the source tree was not found');
  return sources.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)].map(
      ([, first, second]) => ({
        from,
        to: relative(root, resolve(root, dirname(from), first ?? second ?? '')),
      }),
    ),
  );
}

const importersOf = (target: RegExp) =>
  [
    ...new Set(
      imports()
        .filter(({ to }) => target.test(to))
        .map(({ from }) => from),
    ),
  ].sort();

test('receive and deliver never import each other; both know the store by its interface only', () => {
  for (const { from, to } of imports()) {
    const crossing =
      (from.startsWith('src/receive/') && to.startsWith('src/deliver/')) ||
      (from.startsWith('src/deliver/') && to.startsWith('src/receive/'));
    assert.ok(!crossing, `${from} imports ${to}`);
    if (/^src\/(receive|deliver)\//.test(from) && to.startsWith('src/store/'))
      assert.equal(to, 'src/store/store.ts', `${from} imports ${to}`);
  }
});

test('only a provider vouches for a request', () => {
  const vouching = sources.filter((file) => /\bvouch\b(?:,| \}|\()/.test(readFileSync(join(root, file), 'utf8')));
  for (const file of vouching)
    assert.match(file, /^src\/(trust\/trust\.ts|providers\/[a-z]+\/verify\.ts)$/, `${file} mints trust`);
});

test('each generated client has a single importer', () => {
  for (const [client, expected] of [
    [/^generated\/oneshoppingcart\/api\//, /^src\/providers\/oneshoppingcart\//],
    [/^generated\/appdirect\/api\//, /^src\/providers\/appdirect\//],
    [/^generated\/zettle\/api\//, /^src\/providers\/zettle\//],
    [/^generated\/gateway\/client\//, /^src\/cli\//],
    [/^generated\/mock\/client\//, /^src\/simulate\//],
  ] as const) {
    const importers = importersOf(client);
    assert.ok(importers.length <= 1, `${client} is imported by ${importers.join(', ')}`);
    for (const importer of importers) assert.match(importer, expected);
  }
});

test('no provider is known by name outside its folder and the list', () => {
  const own = (file: string) => /^src\/providers\/([a-z]+)\//.exec(file)?.[1];
  const naming = imports().filter(({ from, to }) => own(to) !== undefined && own(from) !== own(to));
  const allowed = /^src\/(index|providers\/list|config\/appdirect-rules|simulate\/appdirect)\.ts$/;
  for (const { from, to } of naming) assert.match(from, allowed, `${from} imports ${to}`);
});

test('no code outside those places speaks of a provider by name', () => {
  // What a user of the command line, or of the package, names by itself.
  const allowed =
    /^src\/(config(\.ts|\/.*)|providers\/list\.ts|simulate\/(stand-ins|appdirect.*|oneshoppingcart.*)\.ts|index\.ts)$/;
  for (const file of sources) {
    if (allowed.test(file)) continue;
    const own = /^src\/providers\/([a-z]+)\//.exec(file)?.[1];
    const code = readFileSync(join(root, file), 'utf8')
      .replaceAll(/\/\*.*?\*\//gs, '') // Comments give reasons, and reasons have names.
      .replaceAll(/(^|\s)\/\/.*/g, '')
      .replaceAll(/addHelpText\(\s*'after',\s*'[^']*'/g, '');
    for (const name of ['paazl', 'oneshoppingcart', '1shoppingcart', 'zettle', 'appdirect']) {
      if (name === own || (name === '1shoppingcart' && own === 'oneshoppingcart')) continue;
      assert.ok(!code.toLowerCase().includes(name), `${file} speaks of ${name}`);
    }
  }
});
