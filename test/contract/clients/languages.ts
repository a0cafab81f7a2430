/** How each language's client is generated, and what says that all of them compile. Each takes the folder that holds one folder a contract. */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../../spec/codegen/generator.ts';
import type { Published } from './published.ts';
import { type Ended, fetched, run } from './tools.ts';

export type Language = {
  readonly name: string;
  readonly generator: string;
  readonly properties: (name: string) => Readonly<Record<string, string>>;
  /** What its compiler needs beside the generator. */
  readonly needs: readonly string[];
  readonly compile: (folder: string, documents: readonly Published[]) => Promise<Ended>;
};

const typescript: Language = {
  name: 'TypeScript',
  generator: 'typescript-fetch',
  properties: () => ({}),
  needs: [],
  compile: (folder) => {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/**/*.ts'] }));
    return run(join(home, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: folder });
  },
};

const everyModule = `
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    sys.path.insert(0, name)
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + '.'):
        importlib.import_module(module.name)
`;

const python: Language = {
  name: 'Python',
  generator: 'python',
  properties: (packageName) => ({ packageName }),
  needs: ['python'],
  compile: (cwd, documents) =>
    run(
      join(fetched('python'), 'bin/python'),
      ['-W', 'error', '-c', everyModule, ...documents.map(({ name }) => name)],
      { cwd },
    ),
};

const java: Language = {
  name: 'Java',
  generator: 'java',
  properties: (name) => ({
    library: 'native',
    openApiNullable: 'false',
    invokerPackage: `clients.${name}`,
    apiPackage: `clients.${name}.api`,
    modelPackage: `clients.${name}.model`,
  }),
  needs: ['javac', 'java'],
  compile: (cwd) => {
    const sources = filesBelow(cwd, /^[^/]+\/src\/main\/.*\.java$/);
    writeFileSync(join(cwd, 'sources'), sources.join('\n'));
    const jars = join(fetched('java'), 'lib', '*');
    // One compiler for all: most of its time goes into starting.
    return run(
      'javac',
      ['-J-XX:TieredStopAtLevel=1', '-nowarn', '-proc:none', '-d', 'classes', '-cp', jars, '@sources'],
      { cwd },
    );
  },
};

/** All as packages of one module, so that the compiler runs once. */
const go: Language = {
  name: 'Go',
  generator: 'go',
  properties: (packageName) => ({ packageName, withGoMod: 'false' }),
  needs: ['go'],
  compile: (cwd, documents) => {
    for (const { name } of documents) rmSync(join(cwd, name, 'test'), { recursive: true, force: true });
    return buildGo(cwd);
  },
};

/** Builds every package below a folder, with the modules that were fetched and no others. */
export function buildGo(cwd: string): Promise<Ended> {
  for (const file of ['go.mod', 'go.sum']) cpSync(join(fetched('go'), file), join(cwd, file));
  return run('go', ['build', './...'], {
    cwd,
    env: {
      GOFLAGS: '-mod=mod',
      GOMODCACHE: join(fetched('go'), '_modules'),
      GOPROXY: 'off',
      GOWORK: 'off',
      GO111MODULE: 'on',
    },
  });
}

export const languages: readonly Language[] = [typescript, python, java, go];

function filesBelow(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path));
}
