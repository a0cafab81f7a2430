import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const left: string[] = [];

/**
 * A new folder for a test. It is removed when the process ends, not with the test: hooks run in the order of their registration, so a store that
 * was opened later is closed later, and wrote into a folder that was being removed. The hook failed with ENOTEMPTY, the later ones did not run,
 * and the process stayed.
 */
export function temporaryFolder(t: { after(end: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-test-'));
  t.after(() => {
    if (left.push(folder) > 1) return;
    process.once('exit', () => {
      for (const each of left) rmSync(each, { recursive: true, force: true });
    });
  });
  return folder;
}
