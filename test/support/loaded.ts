/** Which packages the threads of a gateway load. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type RunningGateway, startTryGateway, type TryOptions } from './try-gateway.ts';

// At its end each thread writes down which packages of CommonJS it has loaded.
const preload = `
  import module from 'node:module';
  import { writeFileSync } from 'node:fs';
  import { threadId } from 'node:worker_threads';
  process.on('exit', () => {
    const loaded = Object.keys(module._cache).flatMap((path) => /node_modules[/\\\\]([^@/\\\\]+)/.exec(path)?.[1] ?? []);
    writeFileSync(process.env.LOADED + '/' + threadId + '.loaded', [...new Set(loaded)].join(' '));
  });`;

/** Starts a gateway without mocks, does `use` with it, ends it, and says which packages of CommonJS its threads have loaded, each for itself. */
export async function packagesLoaded(
  t: TestContext,
  options: TryOptions,
  use: (gateway: RunningGateway) => Promise<void> = async () => {},
): Promise<readonly (readonly string[])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'preload.mjs'), preload);
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'preload.mjs'))}`, LOADED: folder };
  const gateway = await startTryGateway({ ...options, mocks: false, env: { ...options.env, ...env } });
  t.after(gateway.stop);
  await use(gateway);
  await gateway.kill('SIGTERM');
  const files = readdirSync(folder).filter((name) => name.endsWith('.loaded'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8').split(' '));
}
