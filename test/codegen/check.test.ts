import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { home } from '../../spec/codegen/generator.ts';
import { programAt } from '../support/programs.ts';
import { copyOf } from './workspace.ts';

/** Runs the check as `make check-generated` does, without Java. */
function check(root: string): { readonly status: number | null; readonly said: string } {
  const script = programAt(new URL('../../spec/codegen/check.ts', import.meta.url));
  const options = [...script, '--root', root, '--without-java'];
  const run = spawnSync(process.execPath, options, { cwd: home, encoding: 'utf8' });
  return { status: run.status, said: run.stdout + run.stderr };
}

test('an edit in generated/ is noticed without Java, and so are a file too many and one too few', () => {
  using workspace = copyOf('spec', 'generated', 'src/providers/list.ts');
  const { root } = workspace;
  appendFileSync(join(root, 'generated/paazl/push/models.ts'), '// a quick fix\n');
  writeFileSync(join(root, 'generated/extra.ts'), 'export {};\n');
  rmSync(join(root, 'generated/bundles/events.json'));
  const { status, said } = check(root);
  assert.equal(status, 1);
  assert.match(said, /changed by hand, in bundles\/events\.json, extra\.ts, paazl\/push\/models\.ts/);
  assert.match(said, /run `make generate` and commit the result/);
});

test('an edit of a contract, of an example and a new contract are noticed without Java', () => {
  using workspace = copyOf('spec', 'generated', 'src/providers/list.ts');
  const { root } = workspace;
  appendFileSync(join(root, 'spec/providers/paazl/push.yaml'), '# one more thing\n');
  writeFileSync(join(root, 'spec/events/new.types.yaml'), '[]\n');
  const { status, said } = check(root);
  assert.equal(status, 1);
  assert.match(said, /generated\/ is older than .*spec\/providers\/paazl\/push\.yaml/);
  assert.match(said, /spec\/events\/new\.types\.yaml/);
  assert.match(said, /run `make generate` and commit the result/);
});

test('an edit of a composed schema, and one of a part of it, are noticed without Java', () => {
  using workspace = copyOf('spec', 'generated', 'src/providers/list.ts');
  const { root } = workspace;
  appendFileSync(join(root, 'spec/config.schema.json'), '\n');
  const edited = check(root);
  assert.equal(edited.status, 1);
  assert.match(edited.said, /spec\/config\.schema\.json is not what it is made from.*run `make generate`/);
  assert.doesNotMatch(edited.said, /mock-settings/);
  const settings = join(root, 'spec/providers/paazl/mock-settings.schema.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('Paazl names no number', 'Ten'));
  assert.match(check(root).said, /spec\/mock-settings\.schema\.json is not what it is made from/);
});

test('pages for people and releases may change without generating again', () => {
  using workspace = copyOf('spec', 'generated', 'src/providers/list.ts');
  const { root } = workspace;
  const before = check(root);
  appendFileSync(join(root, 'spec/README.md'), '\nA word more.\n');
  assert.deepEqual(check(root), before);
});

test('another generator than the pinned one is noticed, and so is a folder that was never generated', () => {
  using workspace = copyOf('spec', 'generated', 'src/providers/list.ts');
  const { root } = workspace;
  writeFileSync(
    join(root, 'openapitools.json'),
    '{ "generator-cli": { "version": "7.0.0", "sha256": "0", "storageDir": ".cache" } }',
  );
  assert.match(check(root).said, /made by openapi-generator [\d.]+, openapitools\.json pins 7\.0\.0/);
  rmSync(join(root, 'generated'), { recursive: true });
  assert.match(check(root).said, /provenance\.json is missing: run `make generate`/);
});
