/** The provider-health clock: notes answers, and says how each source stands with its provider. See README.md. */
import type { Configuration, HealthSettings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import type { Source } from '../providers/provider.ts';
import type { Sources } from '../providers/sources.ts';
import type { Answered, AnswerRecord } from '../running/answers.ts';
import type { Clock } from '../running/clock.ts';
import type { Found, Watch } from '../running/conditions.ts';
import type { Reloadable } from '../running/reload.ts';
import { stackOf } from '../running/thrown.ts';
import type { Store } from '../store/store.ts';
import { type GapReport, gapReport } from './gap.ts';
import { openKept } from './keep.ts';
import { patienceOf, queuePatience } from './policy.ts';
import { note } from './record.ts';
import { reportOf, type SourceReport, type Watched } from './report.ts';
import { openTelling } from './tell.ts';
import { healthConditions } from './watch.ts';

/** A change of state is told within this time. */
const LOOK_EVERY_MS = 2_000;

export type Health = {
  /** For the receiving half. */
  readonly record: AnswerRecord;
  /** In the order of the configuration, without sandboxes. */
  report(): readonly SourceReport[];
  readonly watch: Watch;
  readonly reload: Reloadable;
  /** Calls `listener` when the state of a source may have changed. */
  onChange(listener: () => void): void;
  /** What an outage of a source may have cost: the present or latest one, or what is asked for. `undefined`: there is no such source. */
  gap(source: string, asked?: { readonly fromMs: number; readonly toMs?: number }): Promise<GapReport | undefined>;
  /** Brings what is known into the store now. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

export type HealthParts = {
  readonly sources: Pick<Sources, 'all'>;
  readonly store: Pick<Store, 'append' | 'keep' | 'kept' | 'listEvents' | 'listKept' | 'listMessages'>;
  readonly configuration: Pick<Configuration, 'health' | 'sinks'>;
  /** Sinks beside the configured ones, by what they ask for. */
  readonly ownTypes?: readonly string[];
  readonly node?: string;
  readonly clock: Clock;
  readonly log: Log;
};

export async function openHealth({
  sources,
  store,
  configuration,
  node = 'only',
  ownTypes = [],
  clock,
  log,
}: HealthParts): Promise<Health> {
  const kept = await openKept({ store, node, clock, log });
  let settings = configuration.health;
  const typesOf = ({ sinks }: Pick<Configuration, 'sinks'>) => [
    ...ownTypes,
    ...Object.values(sinks).flatMap(({ delivery }) => delivery.filter.types),
  ];
  let asked = typesOf(configuration);
  const telling = openTelling({
    store,
    wanted: () => asked.some((pattern) => pattern.startsWith('com.pushdock.')),
    clock,
    log,
  });
  const listeners: (() => void)[] = [];
  /** Of this process: another one may reach the same queue. */
  const queueFaults = new Map<string, readonly Found[]>();
  // A reload exchanges sources; what was made of one goes with it.
  const watchedOf = new WeakMap<Source, { readonly settings: HealthSettings; readonly watched: Watched }>();

  function watch(source: Source): Watched {
    const now = settings;
    const known = watchedOf.get(source);
    if (known?.settings === now) return known.watched;
    const own = Object.hasOwn(now.sources, source.name) ? now.sources[source.name] : undefined;
    const watched: Watched = {
      name: source.name,
      provider: source.provider,
      patience: source.queue === undefined ? patienceOf(source.pushPolicy, own?.givesUpAfter) : queuePatience,
      floorMs: own?.floorMs ?? now.floorMs,
      subscriptions: () => [
        ...(source.capabilities?.subscriptions?.reconciling?.conditions() ?? []),
        ...(queueFaults.get(source.name) ?? []),
      ],
    };
    watchedOf.set(source, { settings: now, watched });
    return watched;
  }

  let bySource = new Map<string, Source>();
  let foundIn: readonly Source[] | undefined;
  function find(name: string): Source | undefined {
    if (foundIn !== sources.all) {
      foundIn = sources.all;
      bySource = new Map(sources.all.map((source) => [source.name, source]));
    }
    return bySource.get(name);
  }

  function answered(one: Answered): void {
    const source = find(one.source);
    if (source === undefined) return;
    const { patience, floorMs } = watch(source);
    const elsewhere = kept.elsewhere(one.source);
    const changed = note(one, clock.now(), {
      part: kept.own(one.source),
      anyFailsElsewhere: elsewhere.some(({ failing }) => failing.size > 0),
      failsElsewhere: (digest) => elsewhere.some(({ failing }) => failing.has(digest)),
      timeoutMs: patience.timeoutMs,
      namesOf: source.claims,
      floorMs,
    });
    kept.touch(one.source);
    if (changed) for (const listener of listeners) listener();
  }

  const record: AnswerRecord = {
    answered: (one) => {
      try {
        answered(one);
      } catch (error) {
        // A fault of this room may not take the answer from a push that is durable.
        log.error('health.crashed', { source: one.source, reason: stackOf(error) });
      }
    },
    queueFault: (source, fault) => {
      if (fault === undefined) queueFaults.delete(source);
      else queueFaults.set(source, [{ kind: 'queue-unreachable', about: `source ${source}`, detail: fault }]);
      for (const listener of listeners) listener();
    },
  };

  function report(): readonly SourceReport[] {
    const nowMs = clock.now();
    return sources.all
      .filter(({ sandbox }) => sandbox !== true)
      .map((source) => {
        kept.own(source.name); // From now on it is watched.
        return reportOf(watch(source), kept.all(source.name), nowMs);
      });
  }

  const closing = new AbortController();
  const looking = (async () => {
    while (!closing.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, closing.signal);
      if (!closing.signal.aborted) await telling.look(report());
    }
  })();

  return {
    record,
    report,
    watch: () => healthConditions(report()),
    reload: {
      prepare: async (next) => ({
        changes: [],
        commit: () => {
          settings = next.health;
          asked = typesOf(next);
        },
        discard: async () => {},
      }),
    },
    onChange: (listener) => listeners.push(listener),
    gap: async (name, asked) => {
      const found = report().find((one) => one.name === name);
      const continuity = find(name)?.capabilities?.continuity;
      return found && gapReport({ report: found, continuity, store, nowMs: clock.now(), asked });
    },
    sync: kept.sync,
    close: async () => {
      closing.abort();
      await looking;
      await kept.close();
    },
  };
}
