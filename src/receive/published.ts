/**
 * The published contracts, at `/contracts/`. What is served is what the catalogue of the published folder lists, held in memory and looked
 * up by its exact path: no path from outside ever reaches the file system. A new publication is noticed at the next request.
 */
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseJson } from '../formats/json.ts';
import { mediaTypeOf } from '../formats/media-types.ts';
import { field, itemsOf, textField } from '../formats/values.ts';
import { limits } from '../limits.ts';
import { type Page, pageOf, writePage } from '../running/page.ts';

export const PUBLISHED_PATH = '/contracts/';

export type PublishedFile = Page;

/** `path` is the request's, as it came. Undefined: nothing is published there, or nothing at all. */
export type Published = (path: string) => Promise<PublishedFile | undefined>;

export const isPublishedPath = (path: string): boolean => path === '/contracts' || path.startsWith(PUBLISHED_PATH);

type Loaded = { readonly stamp: string; readonly files: Promise<ReadonlyMap<string, PublishedFile>> };

export function openPublished(folder: string): Published {
  let loaded: Loaded | undefined;
  return async (path) => {
    const stamp = await stampOf(join(folder, 'catalog.json'));
    if (stamp === undefined) return undefined;
    if (loaded?.stamp !== stamp) loaded = { stamp, files: readPublished(folder) };
    const name = path.slice(PUBLISHED_PATH.length);
    return (await loaded.files).get(name === '' || name.endsWith('/') ? `${name}index.html` : name);
  };
}

/** Changes with every publication, since each is a folder of its own. */
async function stampOf(catalogue: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(catalogue);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return undefined; // Not published, or being exchanged at this very moment: the next request finds it.
  }
}

/** Empty if the catalogue is not one, names too much, or names a file that is missing: better nothing than half of it. */
async function readPublished(folder: string): Promise<ReadonlyMap<string, PublishedFile>> {
  const files = new Map<string, PublishedFile>();
  try {
    const parsed = parseJson(await readFile(join(folder, 'catalog.json'), 'utf8'));
    const listed = parsed.ok ? itemsOf(field(parsed.value.value, 'files')) : [];
    if (listed.length > limits.published_files_max) return files;
    let total = 0;
    for (const name of [...listed.flatMap((entry) => textField(entry, 'path') ?? []), 'catalog.json', 'SHA256SUMS']) {
      const bytes = await readFile(join(folder, name));
      const [br, gzip] = await Promise.all(
        ['br', 'gz'].map((ending) => readIfThere(join(folder, `${name}.${ending}`))),
      );
      total += bytes.byteLength + (br?.byteLength ?? 0) + (gzip?.byteLength ?? 0);
      if (total > limits.published_bytes_max) return new Map();
      files.set(name, pageOf(bytes, mediaTypeOf(name), { ...(br && { br }), ...(gzip && { gzip }) }));
    }
    return files;
  } catch {
    return new Map();
  }
}

/** Undefined for a file that is not there: then it is compressed when it is first asked for. */
async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}

const commonHeaders = {
  // Looked for again each time, and answered 304 while it is the same: a partner never sees a mixture of two publications.
  'cache-control': 'no-cache',
  // The pages need only their own files; the form that tries an example calls this gateway.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** GET or HEAD of a published file. */
export function writePublished(request: IncomingMessage, response: ServerResponse, file: PublishedFile): Promise<void> {
  // An unexpected body would be read as the beginning of the next request on this connection.
  const ending = request.complete ? {} : { connection: 'close' };
  return writePage(request, response, file, { ...commonHeaders, ...ending });
}
