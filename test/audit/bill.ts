/** The bill of materials: CycloneDX, as npm makes it from the lock file, without what differs from one run or machine to the next. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';
import { lockedForUsers } from './packages.ts';

const file = join(home, 'src/deploy/sbom.cdx.json');

type Reference = { readonly type: string };
type Bill = {
  readonly serialNumber?: string;
  readonly metadata: {
    readonly timestamp?: string;
    readonly tools?: unknown;
    readonly component: { readonly 'bom-ref': string; readonly name: string };
  };
  readonly components: readonly { readonly 'bom-ref': string; readonly externalReferences?: readonly Reference[] }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

/**
 * What npm says of the lock file now. Nothing is asked of a registry. npm's own `--omit dev` is not used, because it leaves out every package
 * that a development dependency needs too: ajv and 55 others were missing.
 */
export function madeBill(): Bill {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  // All 900 packages are 900 kB; the bound of Node's default is 1 MB.
  const all = execFileSync('npm', words, { cwd: home, encoding: 'utf8', maxBuffer: 16_777_216 });
  const ours = new Set(lockedForUsers().map(({ name, locked }) => `${name}@${locked.version}`));
  return reproducible(onlyOf(JSON.parse(all), ours));
}

function onlyOf(bill: Bill, ours: ReadonlySet<string>): Bill {
  const root = bill.metadata.component['bom-ref'];
  return {
    ...bill,
    components: bill.components.filter((component) => ours.has(component['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => ref === root || ours.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => ours.has(each)) })),
  };
}

/** Left out: number and time of the run, npm's version, the folder's name (npm takes it for ours), and addresses of packages, which name a registry. */
export function reproducible({ serialNumber: _, ...bill }: Bill): Bill {
  const { timestamp: _time, tools: _tools, ...metadata } = bill.metadata;
  return {
    ...bill,
    metadata: { ...metadata, component: { ...metadata.component, name: 'pushdock' } },
    components: bill.components.map(({ externalReferences = [], ...component }) => {
      const references = externalReferences.filter(({ type }) => type !== 'distribution');
      return references.length === 0 ? component : { ...component, externalReferences: references };
    }),
  };
}

export const committedBill = (): Bill => JSON.parse(readFileSync(file, 'utf8'));

/** In place of the committed one. */
export const writeBill = (bill: Bill): void => writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
