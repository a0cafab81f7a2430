/**
 * The console at `/console/`: the files that `make build` puts into `dist/console`, held in memory and looked up by their exact names, so that no
 * path from outside reaches the file system. They hold no data of anyone: data comes from the operator API, which asks who calls.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { mediaTypeOf } from '../formats/media-types.ts';
import { handOver } from '../running/hand-over.ts';
import { codeOf } from '../running/thrown.ts';

const CONSOLE_PATH = '/console/';

export const isConsolePath = (path: string): boolean => path === '/console' || path.startsWith(CONSOLE_PATH);

type ConsoleFile = {
  readonly bytes: Buffer;
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
    bytes,
    headers: {
      ...commonHeaders,
      'content-type': mediaTypeOf(name),
      etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
      // The name of an asset has the hash of its content; the page itself names the assets of its build.
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

/** GET or HEAD. */
export function writeConsoleFile(request: IncomingMessage, response: ServerResponse, file: ConsoleFile): void {
  const { etag = '', ...headers } = file.headers;
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) {
    response.writeHead(304, { ...commonHeaders, etag, 'cache-control': headers['cache-control'] }).end();
    return;
  }
  response.writeHead(200, { ...headers, etag, 'content-length': file.bytes.byteLength });
  if (request.method === 'HEAD') response.end();
  else handOver(response, file.bytes);
}

/** Relative, because a proxy may have put a path before ours. */
export function redirectToConsole(response: ServerResponse): void {
  response.writeHead(308, { location: 'console/', 'content-length': 0 }).end();
}
