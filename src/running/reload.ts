/**
 * Applies a changed configuration while the gateway runs: everything new is opened while the old is in force, and only if nothing has
 * failed it is exchanged, all at once. After a fault anywhere everything stays as it was, and the fault is reported.
 */

import { ConfigurationError } from '../config/configuration-error.ts';
import { sameSettings } from '../config/same-settings.ts';
import type { Configuration } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { openInTurn } from './in-turn.ts';
import { stackOf } from './thrown.ts';

export type Change = {
  readonly kind: 'source' | 'sink' | 'operatorToken' | 'certificate';
  /** In the configuration; of a certificate its file. */
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
};

/** What a part will look like: opened, not yet in force. */
export type Prepared = {
  readonly changes: readonly Change[];
  /** Puts it in force. Synchronous and without a way to fail, so that all parts change between two requests. */
  readonly commit: () => void;
  /** Closes what was opened, because another part has a fault. */
  readonly discard: () => Promise<void>;
};

/** Discards all of them, also after one that cannot be. `failed` hears of each of those: it must not hide why they are discarded. */
export async function discardAll(prepared: readonly Prepared[], failed: (error: unknown) => void): Promise<void> {
  const discarded = await Promise.allSettled(prepared.map(async ({ discard }) => discard()));
  for (const one of discarded) if (one.status === 'rejected') failed(one.reason);
}

/** A part of the gateway that can be exchanged while it runs. */
export type Reloadable = {
  /** Opens what `next` asks for. Throws `ConfigurationError` where that cannot be; then this part has left nothing open. */
  prepare(next: Configuration, inForce: Configuration): Promise<Prepared>;
};

export type Reloaded =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly faults: readonly string[] };

export type ReloadParts = {
  readonly configuration: Configuration;
  /** Reads the file again. Throws `ConfigurationError` with its faults. */
  readonly read: () => Configuration;
  readonly parts: readonly Reloadable[];
  readonly log: Log;
};

/** Keys that the parts take up, or that only say where a configuration came from. All others wait for a restart. */
const exchangeable: ReadonlySet<string> = new Set([
  'sources',
  'sinks',
  'admin',
  'oauth',
  'health',
  'alerts',
  'log',
  'listen.tls',
  'file',
  'warnings',
  'writtenSecrets',
]);

/** One at a time: a reload that begins while another runs reads the file when that one has ended. */
export function openReload({ configuration, read, parts, log }: ReloadParts): () => Promise<Reloaded> {
  let inForce = configuration;
  const inTurn = openInTurn();

  async function reload(): Promise<Reloaded> {
    const prepared: Prepared[] = [];
    try {
      const next = read();
      const fixed = fixedFaults(inForce, next);
      if (fixed.length > 0) throw new ConfigurationError(fixed);
      for (const part of parts) prepared.push(await part.prepare(next, inForce));
      for (const { commit } of prepared) commit();
      inForce = next;
      const changes = distinct(prepared.flatMap((one) => one.changes));
      log.info('configuration.reloaded', {
        changes: changes.map(({ kind, name, change }) => `${kind} ${name} ${change}`),
      });
      for (const warning of next.warnings) log.warn('configuration.warning', { warning });
      return { ok: true, changes };
    } catch (error) {
      await discardAll(prepared, (failure) => log.error('configuration.discard_failed', { reason: stackOf(failure) }));
      if (!(error instanceof ConfigurationError)) throw error;
      log.error('configuration.refused', { faults: error.faults, in_force: 'the old one' });
      return { ok: false, faults: error.faults };
    }
  }

  return () => inTurn(reload);
}

/** Both halves open the sources, and each says what it has changed. */
const distinct = (changes: readonly Change[]): readonly Change[] => [
  ...new Map(changes.map((one) => [`${one.kind} ${one.name} ${one.change}`, one])).values(),
];

/** A sentence for each key that differs and cannot change at run time. Listeners are named one by one. */
function fixedFaults(inForce: Configuration, next: Configuration): readonly string[] {
  const [before, after] = [keysOf(inForce), keysOf(next)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !exchangeable.has(key) && !sameSettings(before.get(key), after.get(key)))
    .map((key) => `${key}: cannot change while the gateway runs; restart the gateway, or restore the old value`);
}

function keysOf(configuration: Configuration): Map<string, unknown> {
  const { listen, ...rest } = configuration;
  return new Map<string, unknown>([
    ...Object.entries(rest),
    ...Object.entries(listen).map(([key, value]): [string, unknown] => [`listen.${key}`, value]),
  ]);
}

/** The differences between two maps of settings, by name; in the order of the new one, removed names last. */
export function differences<Settings>(
  kind: Change['kind'],
  before: Readonly<Record<string, Settings>>,
  after: Readonly<Record<string, Settings>>,
): readonly Change[] {
  const changes: Change[] = [];
  for (const [name, settings] of Object.entries(after)) {
    if (!Object.hasOwn(before, name)) changes.push({ kind, name, change: 'added' });
    else if (!sameSettings(before[name], settings)) changes.push({ kind, name, change: 'changed' });
  }
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) changes.push({ kind, name, change: 'removed' });
  return changes;
}
