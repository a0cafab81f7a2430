/** The queues that are polled, one for each source that has one, and their exchange at a reload. */
import { sameSettings } from '../../config/same-settings.ts';
import type { Configuration, SqsQueueSettings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import type { Receive, Source } from '../../providers/provider.ts';
import type { Sources } from '../../providers/sources.ts';
import type { AnswerRecord } from '../../running/answers.ts';
import type { Clock } from '../../running/clock.ts';
import type { Found } from '../../running/conditions.ts';
import type { Metrics } from '../../running/metrics.ts';
import type { Reloadable } from '../../running/reload.ts';
import { stackOf } from '../../running/thrown.ts';
import type { Refusals } from '../refusals.ts';
import { type Poller, startPoller } from './poller.ts';
import type { Queue } from './queue.ts';
import { openSqsQueue } from './sqs.ts';
import { type Taken, takeMessage } from './take.ts';

export type PollersParts = {
  readonly sources: Sources;
  /** The flow of the provider of that name. */
  readonly receiveOf: (provider: string) => Receive;
  readonly bodyBytesMax: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'polled' | 'refused'> | undefined;
  readonly refusals?: Refusals | undefined;
  readonly answers?: AnswerRecord | undefined;
  /** In place of the queue at AWS. */
  readonly open?: (place: string, settings: SqsQueueSettings, clock: Clock) => Promise<Queue>;
};

export type Pollers = {
  /** From now on messages are taken. Rejects with `ConfigurationError` where a package is missing. */
  start(): Promise<void>;
  /** Asks for no more, and resolves when what is in hand is settled, or after `msMax`. */
  stop(msMax: number): Promise<void>;
  readonly reload: Reloadable;
  /** The queues that do not do what they are asked. */
  conditions(): readonly Found[];
};

type Polled = { readonly settings: SqsQueueSettings; readonly queue: Queue };
type Running = Polled & { readonly poller: Poller; fault?: string | undefined };

const STOP_MS_MAX = 20_000;

export function openPollers(configuration: Pick<Configuration, 'sources'>, parts: PollersParts): Pollers {
  const { sources, clock, log, answers, open = openSqsQueue } = parts;
  const running = new Map<string, Running>();
  const ending = new Set<Promise<void>>();
  let state: 'idle' | 'polling' | 'stopped' = 'idle';
  let inForce = queuesOf(configuration);

  const openAll = async (names: readonly string[], from: ReadonlyMap<string, SqsQueueSettings>) => {
    const opened = new Map<string, Polled>();
    try {
      for (const name of names) {
        const settings = from.get(name);
        if (settings !== undefined)
          opened.set(name, { settings, queue: await open(`sources.${name}.transport.sqs`, settings, clock) });
      }
      return opened;
    } catch (error) {
      for (const { queue } of opened.values()) queue.close();
      throw error;
    }
  };

  function run(name: string, polled: Polled): void {
    const { queue } = polled;
    const poller = startPoller({
      source: name,
      queue,
      take: async (message): Promise<Taken> => {
        // Looked up at each message, as over HTTP: a reload counts from the next one on.
        const source = sources.all.find((one) => one.name === name);
        if (source === undefined || !hasQueue(source)) return 'refused';
        return takeMessage(message, source, queue.address, { ...parts, receive: parts.receiveOf(source.provider) });
      },
      clock,
      log,
      onPoll: (outcome) => parts.metrics?.polled(name, outcome),
      onFault: (fault) => {
        const known = running.get(name);
        if (known?.queue !== queue) return;
        known.fault = fault;
        answers?.queueFault?.(name, fault);
      },
    });
    running.set(name, { ...polled, poller });
  }

  function end(name: string): void {
    const old = running.get(name);
    if (old === undefined) return;
    running.delete(name);
    answers?.queueFault?.(name, undefined);
    const ended: Promise<void> = old.poller
      .stop(STOP_MS_MAX)
      .catch((error: unknown) => log.error('queue.crashed', { source: name, reason: stackOf(error) }))
      .finally(() => ending.delete(ended));
    ending.add(ended);
  }

  return {
    start: async () => {
      const opened = await openAll([...inForce.keys()], inForce);
      state = 'polling';
      for (const [name, polled] of opened) run(name, polled);
    },
    stop: async (msMax) => {
      state = 'stopped';
      await Promise.all([...ending, ...[...running.values()].map(({ poller }) => poller.stop(msMax))]);
    },
    conditions: () =>
      [...running].flatMap(([name, { fault }]) =>
        fault === undefined
          ? []
          : [{ kind: 'queue-unreachable', about: `source ${name}`, detail: `${fault}. ${CURE}` }],
      ),
    reload: {
      prepare: async (next) => {
        const wanted = queuesOf(next);
        const isSame = (name: string) => sameSettings(inForce.get(name), wanted.get(name));
        const opened =
          state === 'polling'
            ? await openAll(
                [...wanted.keys()].filter((name) => !isSame(name)),
                wanted,
              )
            : new Map<string, Polled>();
        return {
          // The sources say what has changed.
          changes: [],
          commit: () => {
            const gone = [...running.keys()].filter((name) => !wanted.has(name) || opened.has(name));
            inForce = wanted;
            if (state === 'stopped') return void [...opened.values()].map(({ queue }) => queue.close());
            for (const name of gone) end(name);
            for (const [name, polled] of opened) run(name, polled);
          },
          discard: async () => {
            for (const { queue } of opened.values()) queue.close();
          },
        };
      },
    },
  };
}

const CURE = 'Its messages wait in the queue. Check queueUrl, region, credentials and the network of this machine.';

const hasQueue = (source: Source): source is Source & { readonly queue: NonNullable<Source['queue']> } =>
  source.queue !== undefined;

/** By the name of the source. */
function queuesOf({ sources }: Pick<Configuration, 'sources'>): ReadonlyMap<string, SqsQueueSettings> {
  return new Map(
    Object.entries(sources).flatMap(([name, { transport }]) =>
      transport === undefined ? [] : [[name, transport.sqs]],
    ),
  );
}
