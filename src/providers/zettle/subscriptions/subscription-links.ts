/** Links each declared subscription to the one at Zettle, by the uuid that was chosen for it or under which it was found. Durable, because a sync may be killed. */
import type { Keeping } from '../../keeping.ts';
import { keptValue } from '../../kept-values.ts';

/** A declared subscription and the id for creating it. */
export type SubscriptionLink = {
  /** In the configuration. */
  readonly name: string;
  readonly subscription: string;
  /** `chosen`: Zettle may or may not know it yet. `made`: Zettle knows it. */
  readonly state: 'chosen' | 'made';
};

export type Links = {
  /** Of this source, by declared name. */
  readonly own: ReadonlyMap<string, SubscriptionLink>;
  /** Durable when it resolves. There is one link for each name: the last one stays. */
  link(name: string, subscription: string, state: SubscriptionLink['state']): Promise<void>;
  /** The other source to which a uuid belongs. */
  elsewhere(): Promise<ReadonlyMap<string, string>>;
};

const SPACE = 'subscription-links';

export async function openLinks(source: string, keeping: Keeping | undefined): Promise<Links> {
  const value = keeping && keptValue(keeping.store, SPACE, source);
  const own = new Map(readLinks(await value?.read()).map((one) => [one.name, one]));
  return {
    own,
    link: async (name, subscription, state) => {
      const link = { name, subscription, state };
      await value?.change((before) =>
        Buffer.from(JSON.stringify([...readLinks(before).filter((one) => one.name !== name), link])),
      );
      own.set(name, link);
    },
    elsewhere: async () => {
      const all = (await keeping?.store.listKept(SPACE)) ?? [];
      const others = all.filter(({ key }) => key !== source);
      return new Map(
        others.flatMap(({ key, value }) => readLinks(value).map((one) => [one.subscription, key] as const)),
      );
    },
  };
}

function readLinks(value: Uint8Array | undefined): readonly SubscriptionLink[] {
  return value === undefined ? [] : JSON.parse(Buffer.from(value).toString());
}
