import { open } from 'node:fs/promises';

/** A new file's name is in its folder, and durable only with it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // Cannot open folders, and needs no sync of them.
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
