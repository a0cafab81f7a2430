/** What a reload does with the sinks: unchanged ones run on, new ones are opened, the rest ends. */
import { resolve } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import type { Configuration, SinkSettings } from '../config/settings.ts';
import { type Change, differences, type Reloadable } from '../running/reload.ts';
import type { SinkExchange } from './running-sinks.ts';
import { openSinks, type SinkParts } from './sinks/open.ts';
import type { Sink } from './sinks/sink.ts';

export function reloadSinks(exchange: (exchange: SinkExchange) => void, parts: SinkParts = {}): Reloadable {
  return {
    prepare: async (next, inForce) => {
      const changes = withModules(differences('sink', inForce.sinks, next.sinks), next);
      const opening = changes.filter(({ change }) => change !== 'removed').map(({ name }) => name);
      const faults = opening.flatMap((name) => takenFile(name, next, inForce));
      if (faults.length > 0) throw new ConfigurationError(faults);

      const reopens = (name: string) => fileOf(inForce.sinks[name]) !== undefined && sameFile(name, next, inForce);
      const added = await openSinks(
        Object.fromEntries(Object.entries(next.sinks).filter(([name]) => opening.includes(name) && !reopens(name))),
        parts,
      );
      return {
        changes,
        commit: () =>
          exchange({
            removed: changes.filter(({ change }) => change !== 'added').map(({ name }) => name),
            added,
            reopened: opening
              .filter(reopens)
              .map((name) => ({ name, open: () => openOne(name, next.sinks[name], parts) })),
          }),
        discard: async () => void (await Promise.all(added.map((sink) => sink.close()))),
      };
    },
  };
}

/** Nothing tells whether the code of a module has changed, or that of what it imports: it is loaded again. */
function withModules(changes: readonly Change[], { sinks }: Configuration): readonly Change[] {
  const named = new Set(changes.map(({ name }) => name));
  const modules = Object.keys(sinks).filter((name) => sinks[name]?.type === 'module' && !named.has(name));
  return [...changes, ...modules.map((name): Change => ({ kind: 'sink', name, change: 'changed' }))];
}

async function openOne(name: string, settings: SinkSettings | undefined, parts: SinkParts): Promise<Sink> {
  const [sink] = settings === undefined ? [] : await openSinks({ [name]: settings }, parts);
  if (sink === undefined) throw new TypeError(`the sink ${name} has no settings`);
  return sink;
}

const fileOf = (settings: SinkSettings | undefined): string | undefined =>
  settings?.type === 'file' ? resolve(settings.path) : undefined;

const sameFile = (name: string, next: Configuration, inForce: Configuration): boolean =>
  fileOf(next.sinks[name]) === fileOf(inForce.sinks[name]);

/** Two sinks on one file would mend each other's half-written lines away, and the old one writes until its last attempt has ended. */
function takenFile(name: string, next: Configuration, inForce: Configuration): readonly string[] {
  const path = fileOf(next.sinks[name]);
  const holder = Object.keys(inForce.sinks).find((other) => other !== name && fileOf(inForce.sinks[other]) === path);
  if (path === undefined || holder === undefined) return [];
  return [
    `sinks.${name}.path: is the file of sinks.${holder} until the gateway is restarted; restart it, or give another path`,
  ];
}
