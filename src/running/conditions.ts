/**
 * Conditions: what is wrong now and needs a person, such as a certificate that is about to expire. It is neither an event nor a refusal: it is
 * there until its cause is removed. Each is logged when it begins, once a day while it applies, and when it ends; `GET /api/conditions` lists them.
 */

import type { Log } from '../log.ts';
import type { Clock } from './clock.ts';
import { messageOf } from './thrown.ts';

export type Found = {
  /** Stable name of what is wrong, lower case with hyphens, such as `certificate-expiry`. */
  readonly kind: string;
  /** What it is about: a path of the configuration, a source, a sink. With `kind` it names the condition. */
  readonly about: string;
  /** A sentence: what is wrong, by when, and what to do. Never a secret. */
  readonly detail: string;
};

export type Condition = Found & { readonly sinceMs: number };

/** Everything that it watches and that is wrong now. Called often, so it uses only what this machine knows. */
export type Watch = (nowMs: number) => readonly Found[] | Promise<readonly Found[]>;

export type Conditions = {
  /** Looks now and gives back every condition that applies, the oldest first. */
  examine(): Promise<readonly Condition[]>;
  /** Looks now and then every minute, until `close`. */
  start(): void;
  close(): Promise<void>;
};

const LOOK_EVERY_MS = 60_000;
const REMIND_EVERY_MS = 86_400_000;

type Known = Condition & { readonly loggedAtMs: number };

/** `watches` by name; a name is only seen in the log, should its watch fail. */
export function openConditions({
  watches,
  clock,
  log,
}: {
  readonly watches: Readonly<Record<string, Watch>>;
  readonly clock: Clock;
  readonly log: Log;
}): Conditions {
  const applying = new Map<string, Map<string, Known>>();
  const stopped = new AbortController();
  let looking: Promise<void> = Promise.resolve();

  async function examine(): Promise<readonly Condition[]> {
    for (const [name, watch] of Object.entries(watches)) {
      try {
        update(name, await watch(clock.now()));
      } catch (error) {
        // What it found before still applies: a failed look does not show that it is over.
        log.error('condition.unknown', { watch: name, reason: messageOf(error) });
      }
    }
    return [...applying.values()]
      .flatMap((found) => [...found.values()])
      .map(({ kind, about, detail, sinceMs }) => ({ kind, about, detail, sinceMs }))
      .toSorted((a, b) => a.sinceMs - b.sinceMs);
  }

  function update(name: string, found: readonly Found[]): void {
    const nowMs = clock.now();
    const before = applying.get(name) ?? new Map<string, Known>();
    const after = new Map(
      found.map(({ kind, about, detail }) => {
        const known = before.get(`${kind} ${about}`);
        const due = known === undefined || nowMs - known.loggedAtMs >= REMIND_EVERY_MS;
        if (due) log.warn(known === undefined ? 'condition.began' : 'condition.stands', { kind, about, detail });
        const sinceMs = known?.sinceMs ?? nowMs;
        return [`${kind} ${about}`, { kind, about, detail, sinceMs, loggedAtMs: due ? nowMs : known.loggedAtMs }];
      }),
    );
    for (const [key, { kind, about }] of before) if (!after.has(key)) log.info('condition.ended', { kind, about });
    applying.set(name, after);
  }

  return {
    examine,
    start: () => {
      looking = (async () => {
        while (!stopped.signal.aborted) {
          await examine();
          await clock.sleep(LOOK_EVERY_MS, stopped.signal);
        }
      })();
    },
    close: async () => {
      stopped.abort();
      await looking;
    },
  };
}
