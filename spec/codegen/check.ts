/**
 * `make check-generated`: is generated/ what spec/ generates, and are the composed schemas what they are made from? Without Java by the hashes in provenance.json, with Java also by
 * generating again into a temporary folder.
 *
 *     npx tsx spec/codegen/check.ts [--root <folder that holds spec/ and generated/>] [--without-java]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differences, type Hashes, some } from '../../src/contracts/inputs.ts';
import { staleSchemas } from './compose.ts';
import { generate } from './generate.ts';
import { hasJava, home, jarPath, readPin } from './generator.ts';
import { hashInputs, hashOutputs, readProvenance } from './provenance.ts';

const cure = 'run `make generate` and commit the result';

/** Sentences about what is wrong; none when generated/ is fresh. */
function compareHashes(root: string, generated: string): readonly string[] {
  const provenance = readProvenance(generated);
  if (provenance === undefined) return [`generated/provenance.json is missing: ${cure}.`];
  const pin = readPin(root);
  const stale = differences(provenance.inputs, hashInputs(root));
  const edited = differences(provenance.outputs, hashOutputs(generated));
  return [
    ...(stale.length === 0 ? [] : [`generated/ is older than ${some(stale)}: ${cure}.`]),
    ...(edited.length === 0
      ? []
      : [`generated/ was changed by hand, in ${some(edited)}: change the contract or a template instead, ${cure}.`]),
    ...(provenance.generator.version === pin.version && provenance.generator.jarSha256 === pin.sha256
      ? []
      : [
          `generated/ was made by openapi-generator ${provenance.generator.version}, openapitools.json pins ${pin.version}: ${cure}.`,
        ]),
  ];
}

function compareWithNew(root: string, generated: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-check-'));
  try {
    generate(root, folder);
    const { outputs }: { outputs: Hashes } = readProvenance(folder) ?? { outputs: {} };
    const different = differences(outputs, hashOutputs(generated));
    return different.length === 0
      ? []
      : [`generated/ differs from what spec/ generates, in ${some(different)}: ${cure}.`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why the second comparison is left out, if it is. */
function withoutGenerator(root: string, wanted: boolean): string | undefined {
  if (!wanted) return 'as asked';
  if (!hasJava()) return 'there is no Java here';
  return existsSync(jarPath(readPin(root))) ? undefined : 'the generator was never fetched here (`make generate` does)';
}

const { values } = parseArgs({
  options: { root: { type: 'string' }, 'without-java': { type: 'boolean', default: false } },
});
const root = resolve(values.root ?? home);
const generated = join(root, 'generated');
const why = withoutGenerator(root, !values['without-java']);
const composed = staleSchemas(root).map(
  (path) => `${path} is not what it is made from; change its parts instead (spec/codegen/compose.ts), ${cure}.`,
);
const byHash = [...composed, ...compareHashes(root, generated)];
const found = byHash.length > 0 || why !== undefined ? byHash : compareWithNew(root, generated);
for (const sentence of found) process.stderr.write(`${sentence}\n`);
if (found.length > 0) process.exit(1);
process.stdout.write(
  `generated/ is fresh, ${why === undefined ? 'generated again and compared' : `compared by hash only: ${why}`}.\n`,
);
