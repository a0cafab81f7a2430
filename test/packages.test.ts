/** What npm installs beside us: every package must take each Node that we promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { satisfies } from 'semver';
import { parse } from 'yaml';

/** The lowest that `engines` in package.json allows, and the other two lines that we promise. */
const runtimes = ['20.19.0', '22.19.0', '24.18.0'];

type Locked = { readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>> };

test('every locked package takes Node 20.19, 22 and 24, so that npm ci --engine-strict passes', () => {
  const { packages }: Locked = parse(readFileSync('package-lock.json', 'utf8'));
  const refusing = Object.entries(packages).flatMap(([place, { engines }]) =>
    runtimes
      .filter((runtime) => engines?.node !== undefined && !satisfies(runtime, engines.node))
      .map((runtime) => `${place} asks for ${engines?.node}, which Node ${runtime} is not`),
  );
  assert.deepEqual(refusing, []);
});
