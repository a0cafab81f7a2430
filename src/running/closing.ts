/** Closes things in an order that is named once: stage by stage, and all of one stage together. */

type Close = () => unknown;

export type Closing<Stage extends string> = {
  add(stage: Stage, close: Close): void;
  /**
   * Resolves when the last stage is closed; `close` of a later one is not called before the earlier ones are done. Rejects with the first error,
   * after all stages: what failed in one may not leave the store open or a listener running.
   */
  close(): Promise<void>;
};

export function openClosing<const Stage extends string>(order: readonly Stage[]): Closing<Stage> {
  const stages = new Map<Stage, Close[]>(order.map((stage) => [stage, []]));
  return {
    add: (stage, close) => void stages.get(stage)?.push(close),
    close: async () => {
      const errors: unknown[] = [];
      for (const closes of stages.values())
        for (const closed of await Promise.allSettled(closes.map(async (close) => close())))
          if (closed.status === 'rejected') errors.push(closed.reason);
      if (errors.length > 0) throw errors[0];
    },
  };
}
