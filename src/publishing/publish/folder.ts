/** Where `make publish` writes and the gateway serves from. */
import { join } from 'node:path';

export const publishedFolder = (root: string): string => join(root, 'dist', 'contracts');
