/** Where an editor finds the schema of a configuration. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageVersion } from '../../running/package-version.ts';

const own = 'node_modules/pushdock/spec/config.schema.json';

/** The installed package's file where it is beside the configuration, relative to it; otherwise that of the published package. */
export function schemaAddress(config: string): string {
  if (!existsSync(own)) return `https://unpkg.com/pushdock@${packageVersion()}/spec/config.schema.json`;
  const path = relative(dirname(config), own);
  return path.startsWith('.') ? path : `./${join(path)}`;
}
