/** From the ack to an HTTP sink: the sink is this process, so that one clock measures both ends. */
import { type CountingSink, openCountingSink } from './counting-sink.ts';
import { asked, type Paced, type Pacing, pace } from './paced.ts';
import { paazlJson } from './pushes.ts';

export type WatchedSink = CountingSink & {
  /** Paces statuses and waits until all that were acknowledged have arrived. */
  watch(
    pacing: Omit<Pacing, 'next' | 'answered'>,
  ): Promise<{ readonly acks: Paced; readonly sinkMs: readonly number[] }>;
};

const DRAIN_MS_MAX = 30_000;
let watches = 0;

export async function openWatchedSink(): Promise<WatchedSink> {
  const arrivedAt = new Map<string, number>();
  const sink = await openCountingSink((body) => {
    const [, subject = ''] = /"subject":"bench-([^"]*)"/.exec(body.toString('latin1')) ?? [];
    if (!arrivedAt.has(subject)) arrivedAt.set(subject, performance.now());
  });
  return {
    ...sink,
    async watch(pacing) {
      watches += 1;
      arrivedAt.clear();
      const ackedAt = new Map<string, number>();
      const name = (number: number) => `w${watches}-${number}`;
      const acks = await pace({
        ...pacing,
        next: (number) => asked(paazlJson, name(number)),
        answered: (number, status) => status === 200 && ackedAt.set(name(number), performance.now()),
      });
      const endsAt = performance.now() + DRAIN_MS_MAX;
      const missing = () => [...ackedAt.keys()].filter((one) => !arrivedAt.has(one)).length;
      while (missing() > 0) {
        if (performance.now() > endsAt) throw new Error(`${missing()} of ${ackedAt.size} events have not arrived`);
        await new Promise((done) => setTimeout(done, 20));
      }
      // An event may overtake its own ack.
      return { acks, sinkMs: [...ackedAt].map(([one, at]) => Math.max(0, (arrivedAt.get(one) ?? 0) - at)) };
    },
  };
}
