/**
 * The promises of `src/store/store.ts`, executed. Each engine calls this with a harness; callers of a store never ask which
 * engine it is. A skip must give its reason.
 */
import { type TestContext, test } from 'node:test';
import type { Clock } from '../../src/running/clock.ts';
import type { OpenedStore } from '../../src/store/store.ts';
import { type HeldClock, heldClock } from './held-clock.ts';
import { appending } from './promises/appending.ts';
import { awaiting } from './promises/awaiting.ts';
import { counting } from './promises/counting.ts';
import { dating } from './promises/dating.ts';
import { delivering } from './promises/delivering.ts';
import { forgetting } from './promises/forgetting.ts';
import { identifying } from './promises/identifying.ts';
import { keeping } from './promises/keeping.ts';
import { living } from './promises/living.ts';
import { noting } from './promises/noting.ts';
import { ordering } from './promises/ordering.ts';
import { pausing } from './promises/pausing.ts';
import { polling } from './promises/polling.ts';
import { pulling } from './promises/pulling.ts';
import { reading } from './promises/reading.ts';
import { recording } from './promises/recording.ts';
import { referring } from './promises/referring.ts';
import { reopening } from './promises/reopening.ts';
import { searching } from './promises/searching.ts';
import { sendingAgain } from './promises/sending-again.ts';
import { settling } from './promises/settling.ts';
import { sharing } from './promises/sharing.ts';
import { troubling } from './promises/troubling.ts';
import { unfinished } from './promises/unfinished.ts';
import { working } from './promises/working.ts';
import type { TestStore } from './test-store.ts';

/** Opens an empty store that is removed after the test. */
export type StoreHarness = (t: TestContext, clock: Clock) => Promise<TestStore>;

/** `another`: a store on a database of its own. */
export type Bench = TestStore & { readonly clock: HeldClock; another(): Promise<OpenedStore> };

/** Sentence → what shows that it holds. */
export type Promises = Readonly<Record<string, (bench: Bench) => Promise<void>>>;

export function storeConformance(
  engine: string,
  open: StoreHarness,
  {
    skip = {},
    skipAll,
    only,
  }: {
    readonly skip?: Readonly<Record<string, string>>;
    readonly skipAll?: string;
    /** Sentences; all where it is absent. */
    readonly only?: readonly string[];
  } = {},
): void {
  const promises: Promises = {
    ...appending,
    ...identifying,
    ...recording,
    ...working,
    ...unfinished,
    ...reopening,
    ...dating,
    ...troubling,
    ...settling,
    ...awaiting,
    ...noting,
    ...delivering,
    ...ordering,
    ...pausing,
    ...polling,
    ...sendingAgain,
    ...forgetting,
    ...reading,
    ...counting,
    ...referring,
    ...searching,
    ...pulling,
    ...keeping,
    ...living,
    ...sharing,
  };
  for (const title of Object.keys(skip)) {
    if (!(title in promises)) throw new Error(`${engine} skips a promise that does not exist: ${title}`);
  }
  for (const [title, hold] of Object.entries(promises)) {
    if (only && !only.includes(title)) continue;
    test(`${engine}: ${title}`, { skip: skipAll ?? skip[title] ?? false }, async (t) => {
      const clock = heldClock();
      await hold({ ...(await open(t, clock)), clock, another: async () => (await open(t, clock)).store });
    });
  }
}
