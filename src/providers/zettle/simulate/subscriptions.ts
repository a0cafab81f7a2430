/** The subscriptions of one organization, and every uuid that was ever used for one. */
import type { Clock } from '../../../running/clock.ts';
import type { Random } from '../../../simulate/random.ts';
import type { CreateFields, Fields } from './check-request.ts';

export type Subscription = {
  readonly uuid: string;
  readonly transportName: string;
  /** Empty: every event. */
  readonly eventNames: readonly string[];
  readonly destination: string;
  readonly contactEmail: string;
  readonly updated: string;
  /** `FAILING`: the latest attempt failed. One that has failed for the whole schedule is deleted. */
  readonly status: 'ACTIVE' | 'FAILING';
  readonly signingKey: string;
};

export type Subscriptions = {
  readonly all: () => readonly Subscription[];
  find(uuid: string): Subscription | undefined;
  /** Also after the subscription is gone. */
  isUsed(uuid: string): boolean;
  /** Takes the uuid before the destination has answered, as two creates at once must not both get it; `undo` gives it back. */
  reserve(uuid: string): { undo(): void };
  add(fields: CreateFields): Subscription;
  change(uuid: string, fields: Fields): void;
  setStatus(uuid: string, status: Subscription['status']): void;
  /** Shown by list from now on, and what is signed with. */
  setSigningKey(uuid: string, signingKey: string): void;
  delete(uuid: string): boolean;
  clear(): void;
};

/** As the reference shows them: 64 letters and digits. */
const SIGNING_KEY_LENGTH = 64;
/** Nobody tries out more than this in one run; a client that creates in a loop is stopped here. */
const uuids_max = 10_000;

export function openSubscriptions(clock: Clock, random: Random): Subscriptions {
  const subscriptions = new Map<string, Subscription>();
  const used = new Set<string>();
  const now = () => new Date(clock.now()).toISOString();
  const patch = (uuid: string, changed: Partial<Subscription>) => {
    const before = subscriptions.get(uuid);
    if (before !== undefined) subscriptions.set(uuid, { ...before, ...changed });
  };
  return {
    all: () => [...subscriptions.values()],
    find: (uuid) => subscriptions.get(uuid),
    isUsed: (uuid) => used.has(uuid) || used.size >= uuids_max,
    reserve: (uuid) => {
      used.add(uuid);
      return { undo: () => void used.delete(uuid) };
    },
    add: (fields) => {
      const made = {
        ...fields,
        updated: now(),
        status: 'ACTIVE',
        signingKey: random.text(SIGNING_KEY_LENGTH),
      } as const;
      used.add(made.uuid);
      subscriptions.set(made.uuid, made);
      return made;
    },
    change: (uuid, fields) => patch(uuid, { ...fields, updated: now() }),
    setStatus: (uuid, status) => patch(uuid, { status }),
    setSigningKey: (uuid, signingKey) => patch(uuid, { signingKey, updated: now() }),
    delete: (uuid) => subscriptions.delete(uuid),
    clear: () => {
      subscriptions.clear();
      used.clear();
    },
  };
}
