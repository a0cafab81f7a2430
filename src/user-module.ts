/** A JavaScript module of the user's, loaded by the path that the configuration names. */
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from './config.ts';

/** What it exports. `place` is where the path stands in the configuration. Throws `ConfigurationError` for what cannot be loaded. */
export async function loadUserModule(place: string, path: string): Promise<object> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isTypeScript = /^\.[cm]?ts$/.test(extname(path));
    const reason =
      isTypeScript && code === 'ERR_UNKNOWN_FILE_EXTENSION'
        ? `is TypeScript, which Node ${process.versions.node} does not load; compile it to .mjs, or run the gateway with Node 22.18 or newer, or with node --import tsx`
        : `cannot be loaded (${error instanceof Error ? error.message : String(error)}); correct it`;
    throw new ConfigurationError([`${place}: the module ${path} ${reason}`]);
  }
}
