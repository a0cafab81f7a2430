/**
 * The console at `/console/`: the files that `make build` puts into `dist/console`, held in memory and looked up by their exact names, so that no
 * path from outside reaches the file system. They hold no data of anyone: data comes from the operator API, which asks who calls.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { mediaTypeOf } from '../formats/media-types.ts';
import { type Page, pageOf, writePage } from '../running/page.ts';
import { codeOf } from '../running/thrown.ts';

const CONSOLE_PATH = '/console/';

export const isConsolePath = (path: string): boolean => path === '/console' || path.startsWith(CONSOLE_PATH);

type ConsoleFile = {
  readonly page: Page;
  readonly headers: Readonly<Record<string, string>>;
};

/** `not built`: the folder is not there. `unknown`: it has no such file. `slash missing`: the page's own links would lead elsewhere. */
export type ConsoleFiles = (path: string) => Promise<ConsoleFile | 'unknown' | 'slash missing' | 'not built'>;

/** Reads `folder` at the first request that finds it: a gateway that nobody looks at holds nothing. */
export function openConsoleFiles(folder: string): ConsoleFiles {
  let files: ReadonlyMap<string, ConsoleFile> | undefined;
  return async (path) => {
    files ??= await readFiles(folder);
    if (files === undefined) return 'not built';
    if (path === '/console') return 'slash missing';
    return files.get(path.slice(CONSOLE_PATH.length) || 'index.html') ?? 'unknown';
  };
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, ConsoleFile> | undefined> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const read = names.map(async (file) => {
      const name = file.slice(folder.length + 1).replaceAll('\\', '/');
      return [name, consoleFile(name, await readFile(file))] as const;
    });
    return new Map(await Promise.all(read));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const commonHeaders = {
  // Everything the page needs is a file of this listener; a script or style written into a page is not run.
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function consoleFile(name: string, bytes: Buffer): ConsoleFile {
  return {
    page: pageOf(bytes, mediaTypeOf(name)),
    headers: {
      ...commonHeaders,
      // The name of an asset has the hash of its content; the page itself names the assets of its build.
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

/** GET or HEAD. */
export const writeConsoleFile = (
  request: IncomingMessage,
  response: ServerResponse,
  { page, headers }: ConsoleFile,
): Promise<void> => writePage(request, response, page, headers);

/** Relative, because a proxy may have put a path before ours. */
export function redirectToConsole(response: ServerResponse): void {
  response.writeHead(308, { location: 'console/', 'content-length': 0 }).end();
}
