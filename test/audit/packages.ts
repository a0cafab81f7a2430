/** What a user gets with us: the production packages of the lock file, and what is wrong with them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';

type Locked = {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
};
export type Package = {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it; absent where it says nothing. */
  readonly license?: string;
  /** Its scripts that npm runs when it is installed. */
  readonly installScripts: readonly string[];
};

// Those that ask only for their notice to be kept.
const permissive = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Python-2.0']);

const read = (file: string) => readFileSync(join(home, file), 'utf8');
export const ourPackage = (): {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
} => JSON.parse(read('package.json'));

/** Of the lock file: where each is installed, its name, and what is locked. */
export function lockedForUsers(): readonly {
  readonly place: string;
  readonly name: string;
  readonly locked: Locked;
}[] {
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read('package-lock.json'));
  return Object.entries(lock.packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional)
    .map(([place, locked]) => ({
      ...{ place, locked },
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }));
}

/** With licence and scripts from what is installed. One that is optional and not installed has those of the lock file. */
export function productionPackages(): readonly Package[] {
  return lockedForUsers().map(({ place, name, locked }) => {
    const folder = join(home, place);
    if (!existsSync(folder) && locked.optional)
      return { name, version: locked.version, ...licenseOf(locked.license), installScripts: [] };
    const { license, scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const installScripts = ['preinstall', 'install', 'postinstall'].filter((script) => script in scripts);
    // npm compiles what has a binding.gyp and no script of its own.
    if (installScripts.length === 0 && existsSync(join(folder, 'binding.gyp'))) installScripts.push('binding.gyp');
    return { name, version: locked.version, ...licenseOf(license), installScripts };
  });
}

const licenseOf = (license: unknown): Pick<Package, 'license'> => (typeof license === 'string' ? { license } : {});

/** `(MIT OR WTFPL)` is permissive, because we choose; `MIT AND GPL-3.0` is not. */
export const isPermissive = (license: string): boolean =>
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => permissive.has(each.trim())));

/** The table "Runtime dependencies, and why" of CONTRIBUTING.md: name → reason. */
export function reasons(): ReadonlyMap<string, string> {
  const [, part = ''] = read('CONTRIBUTING.md').split('## Runtime dependencies, and why');
  return new Map(
    [...(part.split('\n## ')[0] ?? '').matchAll(/^\| (.+?) \| (.+) \|$/gm)]
      .filter(([, names = '']) => !/^(package|---.*)$/.test(names))
      .flatMap(([, names = '', reason = '']) => names.split(', ').map((name): [string, string] => [name, reason])),
  );
}

/** Each fault is a sentence with its cure. */
export function faultsOf(
  packages: readonly Package[],
  { dependencies, allowScripts }: ReturnType<typeof ourPackage>,
  why: ReadonlyMap<string, string>,
): readonly string[] {
  const faults: string[] = [];
  for (const { name, version, license, installScripts } of packages) {
    if (license === undefined) faults.push(`${name} ${version} names no licence; ask its authors, or take it out`);
    else if (!isPermissive(license)) faults.push(`${name} ${version} has the licence ${license}; take it out`);
    if (installScripts.length > 0 && allowScripts[name] !== true)
      faults.push(
        `${name} ${version} runs ${installScripts.join(', ')} when it is installed; see what it does, and allow it in package.json (allowScripts)`,
      );
  }
  for (const name of Object.keys(dependencies))
    if (!why.has(name)) faults.push(`${name} has no reason; write its line in CONTRIBUTING.md, or take it out`);
  for (const name of why.keys())
    if (!(name in dependencies))
      faults.push(`${name} has a reason and is not a dependency; take its line out of CONTRIBUTING.md`);
  return faults;
}
