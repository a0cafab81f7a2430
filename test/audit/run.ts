/** `make audit`: what a user gets with us, and whether it may be. `--write` writes the bill of materials. Ends with 1 where something is wrong. */
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { home } from '../../spec/codegen/generator.ts';
import { committedBill, madeBill, writeBill } from './bill.ts';
import { faultsOf, ourPackage, productionPackages, reasons } from './packages.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const packages = productionPackages();
const why = reasons();
const faults = [...faultsOf(packages, ourPackage(), why)];

const byLicense = new Map<string, number>();
for (const { license = 'none' } of packages) byLicense.set(license, (byLicense.get(license) ?? 0) + 1);

say(`${packages.length} production packages.\n\nLicences:`);
for (const [license, count] of byLicense) say(`  ${license}: ${count}`);
say('\nScripts that run at installation:');
for (const { name, version, installScripts } of packages)
  if (installScripts.length > 0) say(`  ${name} ${version}: ${installScripts.join(', ')}`);
say('\nOur own dependencies, and why:');
for (const name of Object.keys(ourPackage().dependencies)) say(`  ${name}: ${why.get(name) ?? 'no reason'}`);

say('\nAdvisories:');
faults.push(...advisories());

const made = madeBill();
if (process.argv.includes('--write')) writeBill(made);
else if (!isDeepStrictEqual(made, committedBill()))
  faults.push('src/deploy/sbom.cdx.json is not what the lock file says; run make audit WRITE=yes, and commit it');

for (const fault of faults) process.stderr.write(`\n${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else say('\nThe bill of materials (src/deploy/sbom.cdx.json) fits, and nothing is wrong.');

/** Those of the registry that npm is set up for. Where it has none to give, that is said and is not a fault. */
function advisories(): readonly string[] {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--audit'], {
    ...{ cwd: home, encoding: 'utf8', maxBuffer: 16_777_216, timeout: 60_000 },
  });
  const told = parsed(stdout);
  if (told?.vulnerabilities === undefined) {
    say(`  none could be asked for: ${told?.message ?? 'npm audit gave no answer'}`);
    return [];
  }
  const found = Object.entries(told.vulnerabilities);
  if (found.length === 0) say('  none.');
  return found.map(([name, { severity }]) => `${name} has an advisory (${severity}); run npm audit, and raise it`);
}

type Told = {
  /** Of npm, where it could not ask. */
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
};
function parsed(text: string): Told | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
