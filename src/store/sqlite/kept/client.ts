import type { Store } from '../../store.ts';
import type { Read, Write } from '../commands.ts';

export function keptClient({ read, write }: { read: Read; write: Write }): Pick<Store, 'kept' | 'listKept' | 'keep'> {
  return {
    kept: (space, key) => read('kept', { space, key }),
    listKept: (space) => read('listKept', { space }),
    keep: (space, key, { value, version }) => write('keep', { space, key, value, version }),
  };
}
