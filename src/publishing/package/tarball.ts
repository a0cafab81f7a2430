/** A package as npm packs one: a gzipped tar whose files lie below `package/`. The same files give the same bytes: no date, no owner. */
import { gzipSync } from 'node:zlib';
import { ContractError } from '../../contracts/schema.ts';
import type { Files } from '../publish/owner.ts';

const BLOCK = 512;
/** npm's own choice for reproducible archives (pacote): 26 October 1985. */
const MODIFIED_SECONDS = 499_162_500;

export function tarball(files: Files): Buffer {
  const entries = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = entries.flatMap(([path, content]) => {
    const bytes = Buffer.from(content);
    return [header(`package/${path}`, bytes.byteLength), bytes, Buffer.alloc(-bytes.byteLength & (BLOCK - 1))];
  });
  // Two empty blocks are the end (POSIX ustar).
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}

function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new ContractError(`${path} is too long for a tar`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  block.write(path, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(MODIFIED_SECONDS, 12), 136);
  block.write('        ', 148); // The sum is taken as if its own field were blanks.
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\u0000 `, 148);
  return block;
}
