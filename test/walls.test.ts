import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { home as root } from '../spec/codegen/generator.ts';
import { providers } from '../src/providers/list.ts';

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => `src/${file}`);

type Import = { readonly from: string; readonly to: string };

/** Every import in src/, types included, both ends as paths from the root. */
function importsMatching(pattern: RegExp): readonly Import[] {
  assert.ok(sources.length > 30, 'the source tree was not found');
  return sources.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(pattern)].map(([, path = '']) => ({
      from,
      to: relative(root, resolve(root, dirname(from), path)),
    })),
  );
}
const atOnce = importsMatching(/(?:from|import) '(\.[^']+)'/g);
const later = importsMatching(/import\('(\.[^']+)'\)/g);
const imports = () => [...atOnce, ...later];

/**
 * The rooms of the house from the ground up. A room may know the rooms of earlier lines; rooms of one line do not know each other. The first
 * pattern that fits a file tells its room.
 */
const floors: readonly Readonly<Record<string, RegExp>>[] = [
  { vocabulary: /^src\/(limits|problems)\.ts$/, ui: /^src\/ui\// },
  {
    running: /^src\/(log\.ts$|running\/(?!conditions|reload|metrics|sink-|user-module|[a-z-]+-watch))/,
    formats: /^src\/formats\//,
  },
  { store: /^src\/store\//, trust: /^src\/trust\// },
  { contracts: /^src\/contracts\//, outbound: /^src\/outbound\// },
  { config: /^src\/config\// },
  { 'running, with its watches': /^src\/running\//, tracing: /^src\/tracing\// },
  { providers: /^src\/providers\/(?![a-z]+\/(simulate|commands)[./])/ },
  { configuration: /^src\/config\.ts$/ },
  { publishing: /^src\/publishing\// },
  {
    receive: /^src\/receive\//,
    deliver: /^src\/deliver\//,
    health: /^src\/health\//,
    mocks: /^src\/(simulate|providers\/[a-z]+\/simulate)[./]/,
  },
  { operator: /^src\/operator\//, conformance: /^src\/conformance\// },
  { threads: /^src\/threads\// },
  { gateway: /^src\/gateway\.ts$/ },
  { embed: /^src\/embed\.ts$/, 'mocks for the tests of others': /^src\/mock\.ts$/ },
  { index: /^src\/index\.ts$/ },
  { cli: /^src\/(cli|providers\/[a-z]+\/commands)[./]/, console: /^src\/console\// },
];

/** Imports against the order, each with its reason. One that is not needed any more fails, too. */
const upwards: readonly (Import & { readonly why: string })[] = [
  {
    from: 'src/providers/provider.ts',
    to: 'src/simulate/simulation.ts',
    why: 'a provider may bring a mock, which is loaded when the mocks ask for it: its shape is known here and is theirs',
  },
];

const placeOf = (file: string) => {
  const floor = floors.findIndex((rooms) => Object.values(rooms).some((pattern) => pattern.test(file)));
  const room = Object.entries(floors[floor] ?? {}).find(([, pattern]) => pattern.test(file))?.[0];
  return { floor, room };
};

const isUpwards = ({ from, to }: Import) => {
  const [one, other] = [placeOf(from), placeOf(to)];
  return to.startsWith('src/') && one.room !== other.room && one.floor <= other.floor;
};

test('every file of src has a room', () => {
  assert.deepEqual(
    sources.filter((file) => placeOf(file).room === undefined),
    [],
  );
});

test('a room knows only the rooms below it', () => {
  const excepted = new Set(upwards.map(({ from, to }) => `${from} ${to}`));
  // A provider brings what the mocks and the command line want of it, and loads it only when they ask.
  const found = [...atOnce, ...later.filter(({ from, to }) => !to.startsWith(dirname(from)))].filter(isUpwards);
  assert.deepEqual(
    found.filter(({ from, to }) => !excepted.has(`${from} ${to}`)).map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('every exception to the order of the rooms is still needed', () => {
  const found = new Set(imports().map(({ from, to }) => `${from} ${to}`));
  for (const one of upwards)
    assert.ok(found.has(`${one.from} ${one.to}`) && isUpwards(one), `${one.from} → ${one.to}: take the exception out`);
});

test('the thread that acknowledges loads no contract and no libxml2 at its start: both come with processing, or with the first XML that one pass cannot read', () => {
  // Types are not loaded.
  const loaded = importsMatching(/^(?:import|export) (?!type )(?:[^;]*? from )?'(\.[^']+)';$/gm);
  const openings = sources.filter((file) => /^src\/providers\/[a-z]+\/open\.ts$/.test(file));
  assert.equal(openings.length, providers.length);
  const reached = new Set(['src/gateway.ts', ...openings]);
  for (const file of reached) for (const { from, to } of loaded) if (from === file) reached.add(to);
  assert.ok(reached.has('src/formats/xml-before-ack.ts'), 'what is loaded is seen');
  for (const file of [
    'src/formats/xml.ts',
    'src/formats/xsd.ts',
    'src/contracts/contract.ts',
    'src/contracts/judge-json.ts',
  ])
    assert.ok(sources.includes(file) && !reached.has(file), file);
});

/** Files that reach each other, found by Tarjan's walk: each list is one circle. */
function circles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  function walk(file: string): number {
    const number = order.size;
    order.set(file, number);
    lowest.set(file, number);
    open.push(file);
    for (const next of edges.get(file) ?? []) {
      const seen = order.get(next);
      if (seen === undefined) lowest.set(file, Math.min(lowest.get(file) ?? number, walk(next)));
      else if (open.includes(next)) lowest.set(file, Math.min(lowest.get(file) ?? number, seen));
    }
    const low = lowest.get(file) ?? number;
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return low;
  }
  for (const file of edges.keys()) if (!order.has(file)) walk(file);
  return found;
}

const edgesOf = (all: readonly Import[]) =>
  new Map(sources.map((file) => [file, all.filter(({ from }) => from === file).map(({ to }) => to)]));

test('no files import each other in a circle, not even types', () => {
  assert.deepEqual(circles(edgesOf(atOnce)), []);
});

test('a circle is found however long it is', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', ['e']],
    ['e', []],
  ]);
  assert.deepEqual(circles(edges), [['a', 'b', 'c']]);
});

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

test('only a provider can make a request authentic', () => {
  const vouching = sources.filter((file) => /\bvouch\b(?:,| \}|\()/.test(readFileSync(join(root, file), 'utf8')));
  for (const file of vouching)
    assert.match(file, /^src\/(trust\/trust\.ts|providers\/[a-z]+\/verify\.ts)$/, `${file} mints trust`);
});

test('the console runs in a browser: of src it knows nothing but what it looks like, and how the text of strangers is shown', () => {
  const known = imports().filter(({ from, to }) => from.startsWith('src/console/') && !to.startsWith('src/console/'));
  assert.deepEqual(
    known.filter(({ to }) => !/^(src\/ui\/|src\/running\/visible\.ts$|generated\/(gateway|runtime)\/)/.test(to)),
    [],
  );
});

const providerFolder = /^src\/providers\/([^/]+)\//;
const own = (file: string) => providerFolder.exec(file)?.[1];

test('a provider is its folder in src, its folder in spec and its line in the list', () => {
  const names = providers.map(({ name }) => name);
  assert.deepEqual(new Set(sources.flatMap((file) => own(file) ?? [])), new Set(names));
  assert.deepEqual(new Set(readdirSync(join(root, 'spec/providers'))), new Set(names));
  const brought = imports().filter(({ from, to }) => from === 'src/providers/list.ts' && own(to) !== undefined);
  assert.deepEqual(brought.map(({ to }) => to).sort(), names.map((name) => `src/providers/${name}/provider.ts`).sort());
});

test('each generated client has a single importer in a room', () => {
  for (const [client, expected] of [
    ...providers.map(({ name }) => [new RegExp(`^generated/${name}/api/`), new RegExp(`^src/providers/${name}/`)]),
    [/^generated\/gateway\/client\//, /^src\/(cli|console|simulate)\//],
    [/^generated\/mock\/client\//, /^src\/simulate\//],
  ] as const) {
    const importers = importersOf(client);
    const rooms = new Set(importers.map((file) => file.split('/')[1]));
    assert.equal(rooms.size, importers.length, `${client} is imported by ${importers.join(', ')}`);
    for (const importer of importers) assert.match(importer, expected);
  }
});

// Beside the list: what a user's own module is typed by, which the package exports.
const mayName = ['src/providers/list.ts', 'src/index.ts'];

test('a provider is imported by the list alone', () => {
  const naming = imports().filter(({ from, to }) => own(to) !== undefined && own(from) !== own(to));
  assert.deepEqual(
    naming.filter(({ from }) => !mayName.includes(from)).map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

/** The name of its folder, and what its event types call it (`com.1shoppingcart.…`). */
function namesOf(provider: string): readonly string[] {
  const table = join(root, 'spec/events', `${provider}.types.yaml`);
  const types = existsSync(table) ? readFileSync(table, 'utf8').matchAll(/type: com\.([^.]+)\./g) : [];
  return [...new Set([provider, ...[...types].flatMap(([, name]) => name ?? [])])];
}

test('no other code speaks of a provider by name', () => {
  const known = providers.flatMap(({ name }) => namesOf(name).map((called) => ({ name, called })));
  assert.ok(known.length > providers.length, 'no event type calls its provider otherwise than its folder is called');
  for (const file of sources) {
    if (mayName.includes(file)) continue;
    const code = readFileSync(join(root, file), 'utf8')
      .replaceAll(/\/\*.*?\*\//gs, '') // Comments give reasons, and reasons have names.
      .replaceAll(/(^|\s)\/\/.*/g, '')
      .replaceAll(/(addHelpText\(\s*'after',|example:)\s*'[^']*'/g, '');
    for (const { name, called } of known)
      assert.ok(name === own(file) || !code.toLowerCase().includes(called), `${file} speaks of ${called}`);
  }
});
