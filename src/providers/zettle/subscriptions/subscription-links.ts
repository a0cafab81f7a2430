/** Which subscription at Zettle is which declared one: by the uuid that was chosen for it, or under which it was found. Durable, because a sync may be killed. */
import type { SubscriptionLink } from '../../../store/store.ts';
import type { Keeping } from '../../keeping.ts';

export type Links = {
  /** Of this source, by declared name. */
  readonly own: ReadonlyMap<string, SubscriptionLink>;
  /** Durable when it resolves. */
  link(name: string, subscription: string, state: SubscriptionLink['state']): Promise<void>;
  /** The other source to which a uuid belongs. */
  elsewhere(): Promise<ReadonlyMap<string, string>>;
};

export async function openLinks(source: string, keeping: Keeping | undefined): Promise<Links> {
  const all = async () => (await keeping?.store.listSubscriptionLinks()) ?? [];
  const own = new Map((await all()).filter((one) => one.source === source).map((one) => [one.name, one]));
  return {
    own,
    link: async (name, subscription, state) => {
      const link = { source, name, subscription, state };
      await keeping?.store.linkSubscription(link);
      own.set(name, link);
    },
    elsewhere: async () =>
      new Map((await all()).filter((one) => one.source !== source).map((one) => [one.subscription, one.source])),
  };
}
