/** What a gateway does, where several share a store. */
import { ConfigurationError } from './configuration-error.ts';
import type { Configuration } from './settings.ts';

export const roles = ['receive', 'deliver', 'all'] as const;
export type Role = (typeof roles)[number];

/** Throws `ConfigurationError`: the embedded store has one owner, which has to do both. */
export function refuseRole({ store }: Pick<Configuration, 'store'>, role: Role): void {
  if (role === 'all' || store.engine !== 'sqlite') return;
  throw new ConfigurationError([
    `store: is a file that only one process can use, so a gateway with --role ${role} could not share it with the one that does the rest; use a store on PostgreSQL, or leave --role out`,
  ]);
}
