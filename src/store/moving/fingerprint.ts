/** Whether a store's file is what it was: a move that goes on where another one ended must read the same. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Of all bytes of the file and of its log. A start of a gateway changes it too, and a checkpoint does. */
export async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [path, `${path}-wal`]) {
    hash.update('\0');
    if (existsSync(file)) await pipeline(createReadStream(file), hash, { end: false });
  }
  return hash.digest('hex');
}
