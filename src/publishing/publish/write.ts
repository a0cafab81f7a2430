/** Puts a publication where it is served from, as a whole: whoever reads meanwhile sees the old one or the new one. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { mediaTypeOf } from '../../formats/media-types.ts';
import { isWorthCompressing } from '../../running/page.ts';
import type { Files } from './owner.ts';

// Of 11 levels: the best takes 17 times as long for these files and saves 11 %.
const BROTLI_QUALITY = 9;

/**
 * Replaces `folder` and what was in it. Beside each file that is worth it lie `.br` and `.gz`, which the gateway and other servers hand out as they are;
 * neither carries a time, so the same content gives the same bytes.
 */
export function writePublication(files: Files, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  // A folder in it: mkdtemp's own is closed to every other user, and a gateway that runs as another user serves this one.
  const made = join(temporary, 'new');
  mkdirSync(made);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), content);
    const bytes = Buffer.from(content);
    if (!isWorthCompressing(mediaTypeOf(path), bytes.byteLength)) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    };
    writeFileSync(join(made, `${path}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(made, `${path}.gz`), gzipSync(bytes, { level: 9 }));
  }
  if (existsSync(folder)) renameSync(folder, join(temporary, 'old'));
  renameSync(made, folder);
  rmSync(temporary, { recursive: true });
}
