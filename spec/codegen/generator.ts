/** Runs openapi-generator: the JAR that openapitools.json names, and only if it has the hash that stands there. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Templates, the tools and the downloaded JAR are those of this checkout, also where the contracts are a copy elsewhere, and where this
 * file is the compiled one that the tests run.
 */
export const home = folderAbove(import.meta.dirname, 'openapitools.json');

function folderAbove(start: string, file: string): string {
  let folder = start;
  while (!existsSync(join(folder, file))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no ${file} above ${start}`);
    folder = above;
  }
  return folder;
}

export type Pin = { readonly version: string; readonly sha256: string; readonly storageDir: string };

export function readPin(root: string): Pin {
  const { 'generator-cli': pin } = JSON.parse(readFileSync(join(root, 'openapitools.json'), 'utf8'));
  return pin;
}

export function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function jarPath(pin: Pin): string {
  return join(home, pin.storageDir, `${pin.version}.jar`);
}

/** Path of the verified JAR; the wrapper fetches it from Maven Central when it is not there. */
export function findJar(pin: Pin): string {
  const jar = jarPath(pin);
  if (!existsSync(jar)) {
    mkdirSync(dirname(jar), { recursive: true });
    // `version` is the wrapper's own word for "make sure that the pinned one is there". It checks no checksum; we do, below.
    const wrapper = join(home, 'node_modules/@openapitools/openapi-generator-cli/main.js');
    execFileSync(process.execPath, [wrapper, 'version'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const sha256 = createHash('sha256').update(readFileSync(jar)).digest('hex');
  if (sha256 !== pin.sha256) {
    throw new Error(
      `${jar} has SHA-256 ${sha256}, openapitools.json pins ${pin.sha256}: remove the file, and trust no other`,
    );
  }
  return jar;
}

/** One run for several documents, in one JVM. Each configuration becomes a file in `folder`. */
export function runBatch(jar: string, folder: string, configurations: ReadonlyMap<string, object>): void {
  if (configurations.size === 0) return;
  mkdirSync(folder, { recursive: true });
  const files = [...configurations].map(([name, configuration]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(configuration, null, 2));
    return file;
  });
  // Encoding and language are fixed: the output must not depend on the machine.
  const java = [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-Dfile.encoding=UTF-8',
    '-Duser.language=en',
  ];
  try {
    execFileSync('java', [...java, '-jar', jar, 'batch', '--fail-fast', '--clean', '--', ...files], { stdio: 'pipe' });
  } catch (error) {
    const output = error as { stdout?: Buffer; stderr?: Buffer };
    throw new Error(`openapi-generator failed:\n${output.stdout ?? ''}\n${output.stderr ?? ''}`, { cause: error });
  }
}
