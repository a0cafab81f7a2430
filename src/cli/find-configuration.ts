/** Which configuration a command means when nobody names one. */
import { existsSync } from 'node:fs';
import { CommandFailed } from './failure.ts';

/** Looked for in the working directory. */
export const usualConfiguration = 'pushdock.yaml';

/** What `--config`'s help says of it. */
export const configurationDefault = `default: $PUSHDOCK_CONFIG, or ${usualConfiguration} in this folder`;

/** `named` by an option, else by the environment, else the usual file where there is one. */
export function findConfiguration(named: string | undefined): string | undefined {
  const chosen = named ?? process.env.PUSHDOCK_CONFIG;
  if (chosen) return chosen;
  return existsSync(usualConfiguration) ? usualConfiguration : undefined;
}

/** For a command that cannot do without. */
export function configurationFor(named: string | undefined): string {
  const found = findConfiguration(named);
  if (found !== undefined) return found;
  throw new CommandFailed(
    'usage',
    `there is no ${usualConfiguration} in this folder; name a configuration with --config or PUSHDOCK_CONFIG, or write a first one with: npx pushdock init`,
  );
}
