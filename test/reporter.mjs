/**
 * What `make test` prints. On a terminal: Node's spec reporter, which repeats the failures at its end, then the slowest files and how to run
 * one again. Elsewhere: TAP and nothing else, on every Node (from 23 on its own default would be spec), with what failed once more as comments before the closing lines.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { spec, tap } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { rememberFailures } from './failures.mjs';

const SLOWEST_SHOWN = 10;
const root = fileURLToPath(new URL('..', import.meta.url));

/** A file as the runner names it: compiled or not, as a path in the checkout. */
function sourceOf(file) {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const tree = process.env.TEST_TREE;
  const place = tree !== undefined && path.startsWith(tree) ? relative(tree, path) : relative(root, resolve(path));
  return place.replace(/\.js$/, '.ts');
}

export default async function* report(source) {
  const tookMs = new Map();
  const failed = new Set();
  const failures = rememberFailures(sourceOf);
  async function* noted() {
    for await (const event of source) {
      const { type, data } = event;
      if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0 && data.file !== undefined) {
        // Of a run by `run.mjs`: each file is a suite of its own.
        const file = data.details.type === 'suite' && data.name.endsWith('.test.ts') ? data.name : sourceOf(data.file);
        tookMs.set(file, (tookMs.get(file) ?? 0) + data.details.duration_ms);
        if (type === 'test:fail' && data.todo === undefined) failed.add(file);
      }
      failures.note(event);
      yield event;
    }
  }
  if (!process.stdout.isTTY) {
    yield* tap(withFailures(noted(), failures));
    return;
  }
  for await (const shown of Readable.from(noted()).pipe(new spec())) yield shown;
  const slowest = [...tookMs].sort(([, one], [, other]) => other - one).slice(0, SLOWEST_SHOWN);
  yield '\nThe slowest files:\n';
  for (const [file, ms] of slowest) yield `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}\n`;
  const again = failed.size > 0 ? [...failed].flatMap(testFiles) : slowest.slice(0, 1).map(([file]) => file);
  if (again.length === 0) return;
  const files = [...new Set(again)].join(' ');
  yield `\nRun ${failed.size > 0 ? 'what failed' : 'one'} again:   make test TESTS='${files}'\n`;
  yield `One file from its source:   node --import tsx --test ${files.split(' ')[0]}\n`;
}

/** The first of the runner's closing lines is how many tests there were; what failed comes before it. */
async function* withFailures(events, failures) {
  for await (const event of events) {
    const { type, data } = event;
    if (type === 'test:diagnostic' && data.nesting === 0 && /^tests \d+$/.test(data.message))
      for (const message of failures.lines()) yield { type, data: { nesting: 0, message } };
    yield event;
  }
}

/** A process that failed as a whole, by its end or by an answer that no contract declares: those are the files that it ran. */
function testFiles(file) {
  const entry = join(process.env.TEST_TREE ?? root, file).replace(/\.ts$/, '.js');
  if (file.endsWith('.test.ts') || !existsSync(entry)) return [file];
  const names = [...readFileSync(entry, 'utf8').matchAll(/"(test\/[^"]+\.test\.ts)":/g)].map(([, name]) => name);
  return names.length > 0 ? names : [file];
}
