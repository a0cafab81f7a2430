/** The delivering half of a gateway that only receives: it says and begins what an operator asks for, and processes, delivers and forgets nothing itself. */
import type { Configuration, SinkSettings } from '../config.ts';
import { tryMessage } from '../providers/try-message.ts';
import { differences } from '../running/reload.ts';
import type { DeliveringHalf } from './half.ts';
import type { DeliveringParts } from './open.ts';
import { openReplay } from './replay.ts';
import { startRetention } from './retention.ts';
import { openSinks } from './sinks/open.ts';
import type { Sink } from './sinks/sink.ts';
import { testSink } from './test-sink.ts';
import { tryCopy } from './try-copy.ts';

type IdleParts = Pick<DeliveringParts, 'configuration' | 'source' | 'sandbox' | 'store' | 'clock' | 'log' | 'onOpened'>;

export async function openIdle(parts: IdleParts): Promise<DeliveringHalf> {
  const { configuration, source, sandbox, store, clock, log, onOpened } = parts;
  let settings = configuration.sinks;
  const sinks = () => Object.entries(settings).map(([name, one]) => unopened(name, one));
  // A replay that is ordered here is walked by a gateway that delivers.
  const replaying = await openReplay({ store, source, sinks, clock, log, walks: false });
  onOpened(() => replaying.close());
  const retention = startRetention({ store, ages: configuration.policy.retention, clock, log, hourly: false });
  onOpened(() => retention.stop());
  return {
    sinks: () => Object.keys(settings),
    replaying,
    retention,
    reload: {
      prepare: async (next: Configuration, inForce: Configuration) => ({
        changes: differences('sink', inForce.sinks, next.sinks),
        commit: () => {
          settings = next.sinks;
        },
        discard: async () => {},
      }),
    },
    tryMessage: async (message) => {
      const tried = sandbox(message.provider, message.source);
      return tried && tryMessage(message, tried, { clock, log });
    },
    conditions: () => [],
    counted: async () => {},
    follow: async () => {},
    testSink: (name) => withSink(name, (sink) => testSink(sink, clock)),
    tryCopy: async (copy) => {
      const { message, sandbox: name, to } = copy;
      const tried = name === undefined ? source(message.provider, message.source) : sandbox(message.provider, name);
      if (tried === undefined) return undefined;
      const alone = <T>(work: () => T) => work();
      if (to === undefined) return tryCopy(copy, tried, { clock, log, alone });
      return withSink(to.sink, (sink) => tryCopy(copy, tried, { clock, log, alone, sink }));
    },
  };

  /** It is open for this one call. */
  async function withSink<Result>(name: string, use: (sink: Sink) => Promise<Result>): Promise<Result | undefined> {
    const one = settings[name];
    const [sink] = one === undefined ? [] : await openSinks({ [name]: one }, { clock, log });
    if (sink === undefined) return undefined;
    try {
      return await use(sink);
    } finally {
      await sink.close();
    }
  }
}

/** For plans, which ask a sink what it would get. Its file or its connection is opened by those that deliver. */
const unopened = (name: string, { delivery }: SinkSettings): Sink => ({
  name,
  settings: delivery,
  deliver: () => Promise.reject(new Error('A gateway that only receives delivers nothing')),
  close: async () => {},
});
