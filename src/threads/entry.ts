/**
 * Where the delivering thread begins. It opens the sources, sinks and its client of the store from the configuration; what it logs and counts goes
 * to the gateway's thread, which has the one log and the one page of metrics.
 */
import { parentPort } from 'node:worker_threads';
// Now, beside the start of the gateway, and not with the first source: what judges brings libxml2 and ajv.
import '../contracts/contract.ts';
import { openDelivering } from '../deliver/open.ts';
import { openOutbound } from '../outbound/client.ts';
import { providers as all } from '../providers/list.ts';
import { openProviders } from '../providers/open.ts';
import { reloadSources } from '../providers/reload-sources.ts';
import { systemClock } from '../running/clock.ts';
import { openClosing } from '../running/closing.ts';
import { type LogAreas, openLogAreas } from '../running/log-areas.ts';
import { watchLoopLag } from '../running/loop-lag.ts';
import type { Reloadable } from '../running/reload.ts';
import { steadyClock } from '../running/steady-clock.ts';
import { stackOf } from '../running/thrown.ts';
import { joinStore } from '../store/open.ts';
import { openTracing } from '../tracing/open.ts';
import { type Calls, callsOf } from './calls.ts';
import { slowlyAtFirst } from './cold-start.ts';
import { describe, unpacked } from './crossing.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';
import { openRelay } from './relay.ts';
import { marker } from './under-way.ts';

if (!parentPort) throw new Error('the entry of a thread runs in one');
const port = parentPort;
const say = (message: FromThread) => port.postMessage(message);
// Changes nothing: the thread ends as Node has it.
process.on('uncaughtExceptionMonitor', (error: unknown) => {
  relay.flush();
  say({ kind: 'ending', fault: stackOf(error) });
});

const relay = openRelay(say);
const { metrics } = relay;
const loopLag = watchLoopLag();
const clock = steadyClock(systemClock);
const closing = openClosing(['delivering', 'modules', 'outside', 'store', 'tracing', 'relay']);
closing.add('relay', relay.flush);

let calls: Calls | undefined;
port.on('message', ({ number, name, args }: ToThread) => void answer(number, name, args));

async function answer(number: number, name: ToThread['name'], args: readonly unknown[]): Promise<void> {
  try {
    say({ kind: 'answer', number, answer: await (name === 'open' ? open(args[0] as ThreadData) : call(name, args)) });
  } catch (error) {
    say({ kind: 'failure', number, failure: describe(error) });
  }
  // Nothing is asked after these two, and a port that listens keeps its thread.
  if (name === 'close' || calls === undefined) port.close();
}

function call(name: keyof Calls, args: readonly unknown[]): Promise<unknown> {
  const one = calls?.[name] as (...args: readonly unknown[]) => Promise<unknown>;
  return one(...args);
}

async function open(data: ThreadData): Promise<void> {
  try {
    calls = await opened(data);
  } catch (error) {
    await closing
      .close()
      .catch((failure: unknown) => relay.log.error('delivering.close_failed', { reason: stackOf(failure) }));
    throw error;
  }
}

async function opened({
  configuration: given,
  store: shared,
  doubtForMs,
  underWay,
  cutOff,
}: ThreadData): Promise<Calls> {
  const configuration = unpacked(given);
  const { development, telemetry, node } = configuration;
  // Here, so that a line that nobody wants does not cross to the gateway's thread.
  const logs = openLogAreas(relay.log, configuration.log.levels);
  const tracing = await openTracing(telemetry, { clock, log: logs.in('tracing'), node, thread: 'delivering' });
  closing.add('tracing', () => tracing.close());
  const outbound = openOutbound({ development, log: logs.in('outbound'), clock });
  closing.add('outside', () => outbound.close());
  const store = await joinStore(shared, { clock, log: logs.in('store') });
  closing.add('store', () => store.close());
  const stopping = new AbortController();
  closing.add('delivering', () => stopping.abort());
  const { providers, sources, retire } = await openProviders({
    ...{ from: all, configuration, outbound, store, clock, log: logs.in('providers'), stopping: stopping.signal },
  });
  closing.add('modules', retire);
  const cutOffs = new Set(cutOff);
  const wasCutOff = (messageId: string) => {
    const was = cutOffs.delete(messageId);
    if (was) say({ kind: 'set-aside', messageId });
    return was;
  };
  let doubtUntilMs = clock.monotonic() + doubtForMs;
  const half = await openDelivering({
    ...{ configuration, ownSinks: [], store: slowlyAtFirst(store, clock), clock, log: logs.in('deliver'), metrics },
    tracer: tracing.tracer,
    alone: { mark: marker(underWay), wasCutOff },
    source: sources.findForWork,
    sandbox: sources.findSandbox,
    doubtful: () => clock.jumpMs() !== 0 || clock.monotonic() < doubtUntilMs,
    onOpened: (stop) => closing.add('delivering', stop),
  });
  return callsOf({
    half: {
      ...half,
      follow: async (forMs) => {
        doubtUntilMs = clock.monotonic() + forMs;
        clock.follow();
      },
    },
    reload: [reloadSources(sources, providers, clock), half.reload, reloadLevels(logs)],
    ...{ configuration, log: logs.in('deliver') },
    flush: () => {
      relay.flush();
      say({ kind: 'lag', lag: loopLag() });
    },
    close: () => closing.close(),
  });
}

const reloadLevels = (logs: LogAreas): Reloadable => ({
  prepare: async ({ log }) => ({ changes: [], commit: () => logs.set(log.levels), discard: async () => {} }),
});
