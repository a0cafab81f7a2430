import { readFileSync } from 'node:fs';
import { packageRoot } from './package-root.ts';

/** The package's version, from its package.json, wherever this file was compiled to. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(`${packageRoot()}/package.json`, 'utf8'));
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof found === 'string' ? found : 'unknown';
}
