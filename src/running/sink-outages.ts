/**
 * Which sinks are away, at all gateways that share the store. Each gateway knows its own circuits (`sink-activity.ts`), keeps those of its outages
 * in the store while they last, and reads those of the others. So does the next start: a restart in an outage is not its end.
 */
import type { Store } from '../store/store.ts';
import { CALM_MS, type Outage, type SinkActivity } from './sink-activity.ts';

const SPACE = 'sinks';

export type SeenOutage = Outage & {
  /** Gateways that have seen it. */
  readonly nodes: readonly string[];
};

export type SinkOutages = {
  /** The outage that is not over. It is over when the sink has been back everywhere for so long that it stays. */
  of(sink: string, nowMs: number): SeenOutage | undefined;
  /** Keeps what is new here, and reads what the others know. */
  share(sinks: readonly string[]): Promise<void>;
};

type BySink = Readonly<Record<string, Outage>>;

export function openSinkOutages(parts: {
  readonly store: Pick<Store, 'keep' | 'listKept'>;
  readonly activity: Pick<SinkActivity, 'of'>;
  /** The name of this gateway. */
  readonly node: string;
}): SinkOutages {
  const { store, activity, node } = parts;
  let elsewhere: ReadonlyMap<string, BySink> = new Map();
  /** What the process before kept under our name. */
  let before: BySink | undefined;
  let version = 0;
  let keptText = '';

  async function read(): Promise<void> {
    const all = new Map((await store.listKept(SPACE)).map((one) => [one.key, one]));
    const mine = all.get(node);
    version = mine?.version ?? 0;
    before ??= bySinkOf(mine?.value);
    all.delete(node);
    elsewhere = new Map([...all].map(([name, { value }]) => [name, bySinkOf(value)]));
  }

  async function write(sinks: readonly string[]): Promise<void> {
    const own = Object.fromEntries(
      sinks.flatMap((sink) => {
        const outage = activity.of(sink)?.outage;
        return outage === undefined ? [] : [[sink, outage]];
      }),
    );
    const text = JSON.stringify(own);
    // Most gateways have seen no outage since their start, and write nothing.
    if (text === (keptText || '{}')) return;
    // Changed by another process of the same name: it is read next, and written over at the next look.
    if ((await store.keep(SPACE, node, { value: Buffer.from(text), version })) === 'kept') keptText = text;
  }

  return {
    of: (sink, nowMs) => {
      const seen = [
        { name: node, outage: activity.of(sink)?.outage },
        { name: node, outage: before?.[sink] },
        ...[...elsewhere].map(([name, all]) => ({ name, outage: all[sink] })),
      ].flatMap(({ name, outage }) => (outage && nowMs - outage.seenMs < CALM_MS ? [{ name, outage }] : []));
      const [latest] = seen.map(({ outage }) => outage).toSorted((one, other) => other.seenMs - one.seenMs);
      if (latest === undefined) return undefined;
      const sinceMs = Math.min(...seen.map(({ outage }) => outage.sinceMs));
      return { ...latest, sinceMs, nodes: [...new Set(seen.map(({ name }) => name))].toSorted() };
    },
    share: async (sinks) => {
      if (before === undefined) await read();
      await write(sinks);
      await read();
    },
  };
}

/** Written by a gateway, perhaps by one of another version; what cannot be read is left out. */
function bySinkOf(bytes: Uint8Array | undefined): BySink {
  if (bytes === undefined) return {};
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter((entry): entry is [string, Outage] => isOutage(entry[1])));
  } catch {
    return {};
  }
}

const isOutage = (value: unknown): value is Outage =>
  typeof value === 'object' &&
  value !== null &&
  'sinceMs' in value &&
  typeof value.sinceMs === 'number' &&
  'seenMs' in value &&
  typeof value.seenMs === 'number' &&
  'reason' in value &&
  typeof value.reason === 'string';
