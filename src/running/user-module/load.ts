/** Loads a JavaScript module of the user's by the path that the configuration names. Runs in the module's own thread. */
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeOf, messageOf } from '../thrown.ts';
import type { Method } from './messages.ts';

export type Loaded = { readonly type: string; readonly call: (event: unknown, context: unknown) => unknown };

/** Its handlers: every export, also in lists, with a `type` and the function. Throws what the module throws. */
export async function loadHandlers(path: string, method: Method): Promise<readonly Loaded[]> {
  const file = resolve(path);
  if (/^\.[cm]?ts$/.test(extname(file)) && !stripsTypes()) await registerTsx(file);
  const exported: object = await import(pathToFileURL(file).href);
  return Object.values(exported)
    .flat()
    .flatMap((value: unknown) => handlerOf(value, method) ?? []);
}

/** A sentence's middle: "the module … is TypeScript, which …". */
export function unloadableReason(path: string, error: unknown): string {
  const code = codeOf(error);
  return /^\.[cm]?ts$/.test(extname(path)) && code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ? `is TypeScript, which Node ${process.versions.node} does not load; compile it to .mjs, run the gateway with Node 22.18 or newer, or install tsx near the module`
    : `cannot be loaded (${messageOf(error)}); correct it`;
}

/** Told by its shape: the module may import another copy of this package, or none. */
function handlerOf(value: unknown, method: Method): Loaded | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return;
  const call: unknown = Reflect.get(value, method);
  if (typeof call !== 'function') return;
  return { type: value.type, call: (event, context) => Reflect.apply(call, value, [event, context]) };
}

const stripsTypes = (): boolean => Boolean(Reflect.get(process.features, 'typescript'));

/** Threads do not inherit a loader on Node 20, so tsx is registered here: the user's, or the one that this program was started with. */
async function registerTsx(file: string): Promise<void> {
  for (const find of [() => createRequire(file).resolve('tsx/esm/api'), () => import.meta.resolve('tsx/esm/api')])
    try {
      const found = find();
      const { register } = await import(found.startsWith('file:') ? found : pathToFileURL(found).href);
      register();
      return;
    } catch {
      // Not installed: the import of the module says what to do.
    }
}
