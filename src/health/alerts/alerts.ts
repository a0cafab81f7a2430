/**
 * Tells people of conditions: once when one opens, once when it is over, again after the reminder's interval. What was told and what waits is
 * kept in the store before it is sent, so that a restart neither forgets nor repeats; of several nodes one does it, under a lease.
 */
import { randomUUID } from 'node:crypto';
import type { AlertTargetSettings, Configuration } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import type { Conditions, Watch } from '../../running/conditions.ts';
import type { Reloadable } from '../../running/reload.ts';
import { messageOf } from '../../running/thrown.ts';
import { uuids } from '../../running/uuids.ts';
import type { Store } from '../../store/store.ts';
import { compare, isRipening, type Ledger, ledgerBytes, newLedger, readLedger } from './ledger.ts';
import { openTarget } from './settings.ts';
import type { Alert, AlertTarget, Sent } from './target.ts';

export type AlertStanding = {
  readonly name: string;
  readonly type: AlertTargetSettings['type'];
  readonly open: number;
  readonly waiting: number;
  readonly lastSentMs?: number;
  readonly fault?: { readonly reason: string; readonly sinceMs: number };
};

export type Alerts = {
  list(): Promise<readonly AlertStanding[]>;
  /** Sends a test now, beside what waits. `undefined`: there is no such target. */
  test(name: string): Promise<Sent | undefined>;
  /** The condition of a target that takes nothing. */
  readonly watch: Watch;
  readonly reload: Reloadable;
  /** From now on conditions are told. */
  start(conditions: Pick<Conditions, 'examine'>): void;
  /** The conditions may have changed: look soon. */
  wake(): void;
  close(): Promise<void>;
};

export type AlertsParts = {
  readonly configuration: Pick<Configuration, 'alerts' | 'development'>;
  readonly store: Pick<Store, 'keep' | 'kept' | 'lease'>;
  /** Host of the public URL: whose alerts they are. */
  readonly gateway: () => string;
  /** The page of a condition's kind. */
  readonly linkOf: (kind: string) => string;
  readonly clock: Clock;
  readonly log: Log;
};

const SPACE = 'alerts';
const LEASE = 'alerts';
const LEASE_MS = 60_000;
const TICK_MS = 1_000;
/** The conditions are looked at this often, and at once where a source's state may have changed. */
const EXAMINE_EVERY_MS = 15_000;
const FIRST_WAIT_MS = 5_000;
const WAIT_MS_MAX = 600_000;
/** A person has long seen it elsewhere, and a week of old alerts helps nobody. */
const GIVE_UP_MS = 3 * 86_400_000;
/** A failure that lasts this long is a condition: one that is over with the next attempt needs nobody. */
const CONDITION_AFTER_MS = 60_000;

type Running = {
  readonly settings: AlertTargetSettings;
  readonly target: AlertTarget;
  ledger: Ledger;
  version: number;
  loaded: boolean;
};

const aboutTarget = (name: string): string => `alert target ${name}`;

export function openAlerts(parts: AlertsParts): Alerts {
  const { configuration, store, linkOf, gateway, clock, log } = parts;
  const { development } = configuration;
  let running = openAll(configuration.alerts);
  const holder = randomUUID();
  const closing = new AbortController();
  let leaseUntilMs = Number.NEGATIVE_INFINITY;
  let examinedMs = Number.NEGATIVE_INFINITY;
  let working: Promise<void> = Promise.resolve();

  function openAll(all: Configuration['alerts']): Map<string, Running> {
    return new Map(
      Object.entries(all).map(([name, settings]) => [
        name,
        {
          ...{ settings, target: openTarget(settings, { clock, development, gateway }) },
          ...{ ledger: newLedger(), version: 0, loaded: false },
        },
      ]),
    );
  }

  async function holdsLease(): Promise<boolean> {
    const nowMs = clock.now();
    if (leaseUntilMs - nowMs > LEASE_MS / 2) return true;
    const held = await store.lease(LEASE, { holder, nowMs, forMs: LEASE_MS });
    // Another node may have told something meanwhile.
    if (!held || leaseUntilMs < nowMs) for (const one of running.values()) one.loaded = false;
    leaseUntilMs = held ? nowMs + LEASE_MS : Number.NEGATIVE_INFINITY;
    return held;
  }

  async function load(name: string, one: Running): Promise<void> {
    if (one.loaded) return;
    const kept = await store.kept(SPACE, name);
    one.ledger = readLedger(kept?.value);
    one.version = kept?.version ?? 0;
    one.loaded = true;
  }

  async function keep(name: string, one: Running): Promise<void> {
    const outcome = await store.keep(SPACE, name, { value: ledgerBytes(one.ledger), version: one.version });
    if (outcome === 'kept') one.version += 1;
    else one.loaded = false; // Another node has the lease by now.
  }

  async function look(conditions: Pick<Conditions, 'examine'>): Promise<void> {
    if (running.size === 0 || !(await holdsLease())) return;
    const nowMs = clock.now();
    if (nowMs - examinedMs >= EXAMINE_EVERY_MS || hasUntold()) {
      const found = await conditions.examine();
      examinedMs = nowMs;
      for (const [name, one] of running) {
        await load(name, one);
        // A reader sees there that it has arrived.
        const others = found.filter(({ about }) => about !== aboutTarget(name));
        if (compare(one.ledger, others, one.settings, { nowMs: clock.now(), id: () => uuids().v7(), linkOf }))
          await keep(name, one);
      }
    }
    await Promise.all([...running].map(([name, one]) => deliver(name, one)));
  }

  const hasUntold = () => [...running.values()].some(({ ledger }) => isRipening(ledger, clock.now()));

  /** In their order: that something is over may not come before it began. */
  async function deliver(name: string, one: Running): Promise<void> {
    const { ledger, target } = one;
    for (;;) {
      const [first] = ledger.outbox;
      if (first === undefined || first.nextMs > clock.now() || closing.signal.aborted || !one.loaded) return;
      const sent = await target.send(first.alert, closing.signal);
      const nowMs = clock.now();
      if (closing.signal.aborted && !sent.ok) return;
      if (sent.ok) {
        ledger.outbox.shift();
        ledger.lastSentMs = nowMs;
        ledger.fault = undefined;
        log.info('alert.sent', { target: name, what: first.alert.what, conditions: first.alert.items.length });
      } else {
        first.attempts += 1;
        first.nextMs =
          nowMs + Math.max(sent.retryAfterMs ?? 0, Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** (first.attempts - 1)));
        ledger.fault = { reason: sent.reason, sinceMs: ledger.fault?.sinceMs ?? nowMs };
        const isOld = nowMs - first.alert.atMs > GIVE_UP_MS;
        if (isOld) ledger.outbox.shift();
        log.warn(isOld ? 'alert.given_up' : 'alert.failed', {
          target: name,
          attempt: first.attempts,
          reason: sent.reason,
        });
      }
      await keep(name, one);
    }
  }

  /** One that cannot be closed keeps none of the others open, and no reload from being done. */
  async function closeAll(all: ReadonlyMap<string, Running>): Promise<void> {
    const closed = await Promise.allSettled([...all.values()].map(async ({ target }) => target.close()));
    for (const one of closed)
      if (one.status === 'rejected') log.warn('alert.target_not_closed', { reason: messageOf(one.reason) });
  }

  return {
    list: () =>
      Promise.all(
        [...running].map(async ([name, { settings, ledger, loaded }]) => {
          // The gateway that tells has it in memory; the others read what that one keeps.
          const { open, outbox, lastSentMs, fault } = loaded
            ? ledger
            : readLedger((await store.kept(SPACE, name))?.value);
          return {
            ...{ name, type: settings.type, open: open.size, waiting: outbox.length },
            ...(lastSentMs !== undefined && { lastSentMs }),
            ...(fault !== undefined && { fault }),
          };
        }),
      ),
    test: async (name) => {
      const one = running.get(name);
      if (one === undefined) return undefined;
      const alert: Alert = { id: uuids().v7(), what: 'test', atMs: clock.now(), items: [] };
      const sent = await one.target.send(alert, closing.signal);
      const [first] = one.ledger.outbox;
      // It takes something again: what waits need not wait for its next try.
      if (sent.ok && first !== undefined) first.nextMs = clock.now();
      return sent;
    },
    watch: (nowMs) =>
      [...running].flatMap(([name, one]) => {
        // Another gateway tells by now, and has seen what became of it.
        const fault = one.loaded ? one.ledger.fault : undefined;
        if (fault === undefined || nowMs - fault.sinceMs < CONDITION_AFTER_MS) return [];
        return [
          {
            kind: 'alert-undelivered',
            about: aboutTarget(name),
            detail: `The target takes nothing: ${fault.reason.replace(/\.$/, '')}. Its alerts wait (${one.ledger.outbox.length}) and are tried again. Correct alerts.${name}, and run \`pushdock alerts test ${name}\`.`,
          },
        ];
      }),
    reload: {
      prepare: async (next) => {
        const opened = openAll(next.alerts);
        return {
          changes: [],
          commit: () => {
            const before = running;
            running = opened;
            void closeAll(before);
          },
          discard: () => closeAll(opened),
        };
      },
    },
    start: (conditions) => {
      working = (async () => {
        while (!closing.signal.aborted) {
          await look(conditions).catch((error: unknown) =>
            log.error('alerts.not_looked', { reason: messageOf(error) }),
          );
          await clock.sleep(TICK_MS, closing.signal);
        }
      })();
    },
    wake: () => {
      examinedMs = Number.NEGATIVE_INFINITY;
    },
    close: async () => {
      closing.abort();
      await working;
      await closeAll(running);
    },
  };
}
