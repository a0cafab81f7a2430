/**
 * Puts what a program loads into few files: Node takes longer to find and read 500 small ones than to run them. Only this project's code; packages stay
 * packages, so that they can be audited and replaced. Stacks keep their names; in a checkout source maps lead back to the `.ts` files (the package of npm goes without them: 0.4 of its 3 MB).
 * Then the check of the configuration is prepared (src/config/prepared.ts).
 *
 *     node src/deploy/bundle.mjs <folder with the compiled src/ and generated/> [--programs-only]
 *
 * The programs and the entries of threads are replaced by their bundles, in place. Every other compiled file stays: packages for partners are
 * made of some. `--programs-only` leaves the library's faces alone, for tests that import single files beside them: one process must not have two copies of a class.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const folder = resolve(process.argv[2] ?? 'dist');
const fileOf = (name) => join(folder, 'src', `${name}.js`);
// One program may import both.
const faces = process.argv.includes('--programs-only') ? [] : ['index', 'mock'];
/** Files in the providers' folders that every start imports. */
const ofProviders = (wanted) =>
  readdirSync(join(folder, 'src/providers'), { recursive: true })
    .filter((file) => wanted.test(file))
    .map((file) => `providers/${file.slice(0, -3)}`);
// Each thread by itself, because no two share a module. The command line and the library are cut together, because each holds the whole gateway: apart
// they were a quarter of the package. `stages`: what a start loads as a whole, one after the other; the first one before V8 keeps what it compiles
// (src/running/compile-cache.ts).
const bundles = [
  {
    entries: ['cli/main', ...faces],
    stages: {
      root: ['running/package-root'],
      program: ['cli/program', 'cli/output'],
      serve: ['cli/serve'],
      gateway: ['gateway', ...ofProviders(/^\w+\/open\.js$/)],
    },
  },
  {
    entries: ['threads/entry'],
    stages: { delivering: ['threads/entry', ...ofProviders(/^\w+\/(open|process|judging)\.js$/)] },
  },
  { entries: ['store/sqlite/thread-entry'], stages: { shared: ['store/sqlite/thread-entry'] } },
  { entries: ['store/sqlite/backup/copy-thread'], stages: {} },
  { entries: ['running/user-module/thread'], stages: {} },
];

/** What the compiler says of where its lines come from. */
const withMap = {
  name: 'with-map',
  load: {
    filter: { id: /\.js$/ },
    handler: (id) => ({ code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) }),
  },
};

/** These modules and all that they reach without `import()`. */
function reach(roots, context) {
  const all = new Set(roots.map(fileOf));
  for (const id of all) for (const next of context.getModuleInfo(id)?.importedIds ?? []) all.add(next);
  return all;
}

/**
 * One chunk for the modules that the same stages reach without `import()`. A chunk for each set of commands that share a module, which bundlers make
 * without this, were 135 files for `serve`. What is imported later keeps chunks of its own.
 */
function byStage(stages) {
  let reached;
  return (id, context) => {
    reached ??= Object.entries(stages).map(([name, roots]) => ({ name, all: reach(roots, context) }));
    const names = reached.filter(({ all }) => all.has(id)).map(({ name }) => name);
    return names.length === 0 ? null : names.join('-');
  };
}

rmSync(join(folder, 'src/chunks'), { recursive: true, force: true });
for (const { entries, stages } of bundles)
  await build({
    input: Object.fromEntries(entries.map((name) => [`src/${name}`, fileOf(name)])),
    // Packages stay packages. The bundler's own helpers are none that anybody has installed: it writes one where a tagged template holds `</script`.
    external: (id) => /^[^./\0]/.test(id) && !id.startsWith('@oxc-project/runtime/'),
    platform: 'node',
    // What `includeDependenciesRecursively` asks for. No chunk needs more of a face than it exports.
    preserveEntrySignatures: 'allow-extension',
    // A module that one part imports later may be there already.
    checks: { ineffectiveDynamicImport: false },
    plugins: [withMap],
    output: {
      dir: folder,
      cleanDir: false,
      entryFileNames: '[name].js',
      chunkFileNames: 'src/chunks/[name]-[hash].js',
      codeSplitting: {
        groups: [{ debugName: 'stages', name: byStage(stages), includeDependenciesRecursively: false }],
      },
      sourcemap: true,
      sourcemapExcludeSources: true,
      comments: false,
    },
    logLevel: 'warn',
  });

const { prepareValidation } = await import(pathToFileURL(join(folder, 'src/config/validate.js')).href);
await prepareValidation();
