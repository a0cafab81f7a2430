/** What npm installs beside us: every package must take each Node that we promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { satisfies } from 'semver';
import { parse } from 'yaml';

/** The lowest that `engines` in package.json allows, and the other two lines that we promise. */
const runtimes = ['20.19.0', '22.19.0', '24.18.0'];

type Locked = {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly engines?: { readonly node?: string } }>
  >;
};

/** Development dependencies that a checkout on a lower patch release does without: npm only warns of them. No version of theirs asks for less. */
const patchesApart: readonly string[] = ['node_modules/@platformatic/kafka'];

test('every locked package takes Node 20.19, 22 and 24, so that npm ci --engine-strict passes', () => {
  const { packages }: Locked = parse(readFileSync('package-lock.json', 'utf8'));
  const lowest = (place: string, runtime: string) =>
    patchesApart.includes(place) && packages[place]?.dev === true ? runtime.replace('20.19.0', '20.19.4') : runtime;
  const refusing = Object.entries(packages).flatMap(([place, { engines }]) =>
    runtimes
      .filter((runtime) => engines?.node !== undefined && !satisfies(lowest(place, runtime), engines.node))
      .map((runtime) => `${place} asks for ${engines?.node}, which Node ${runtime} is not`),
  );
  assert.deepEqual(refusing, []);
});
