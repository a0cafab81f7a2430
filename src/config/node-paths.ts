/**
 * Files of sinks where several gateways share a store. Two processes that write one file would cut away each other's half-written lines, so each
 * needs a file of its own: `{node}` in the path stands for the name of the process.
 */
import type { Fault } from './fault.ts';
import type { CheckedSink } from './settings.ts';

const PLACE = '{node}';

type Sinks = Readonly<Record<string, CheckedSink>>;
type Sharing = { readonly store?: unknown; readonly sinks?: Sinks };

const isShared = (store: unknown): boolean =>
  typeof store === 'string' ? /^postgres(ql)?:/.test(store) : store !== undefined;

const sharedFiles = ({ store, sinks = {} }: Sharing): readonly string[] =>
  isShared(store)
    ? Object.entries(sinks).flatMap(([name, sink]) =>
        sink.type === 'file' && !sink.path.includes(PLACE) ? [name] : [],
      )
    : [];

/** In development one gateway is tried out, and a warning is enough. */
export function sharedPathFaults(file: Sharing, development: boolean): readonly Fault[] {
  if (development) return [];
  return sharedFiles(file).map((name) => ({
    path: ['sinks', name, 'path'],
    sentence: `has no ${PLACE} in it: gateways that share a store would write to one file and cut each other's lines; write a path such as ./data/events-${PLACE}.ndjson`,
  }));
}

export const sharedPathWarnings = (file: Sharing & { readonly development: boolean }): readonly string[] =>
  file.development
    ? sharedFiles(file).map(
        (name) => `sinks.${name}.path has no ${PLACE} in it: never start a second gateway that writes to the same file`,
      )
    : [];

export const withNode = (sink: CheckedSink, node: string): CheckedSink =>
  sink.type === 'file' ? { ...sink, path: sink.path.replaceAll(PLACE, node) } : sink;
