/** A user's module in a thread of its own: calls to it, and a new thread when one has ended. */
import type { Worker } from 'node:worker_threads';
import { ConfigurationError } from '../../config/configuration-error.ts';
import type { Log } from '../../log.ts';
import { waitMs } from '../../outbound/backoff.ts';
import type { Clock } from '../clock.ts';
import { startWorker } from '../start-worker.ts';
import { messageOf, stackOf } from '../thrown.ts';
import type { FromModule, Method, ModuleThreadData, ToModule } from './messages.ts';

/** A call that came to nothing. `ended`: the thread of the module did not survive it; the message begins with the module's stack. */
export class ModuleFault extends Error {
  override readonly name = 'ModuleFault';
  readonly ended: boolean;
  constructor(message: string, ended: boolean) {
    super(message);
    this.ended = ended;
  }
}

export type ModuleThread = {
  /** Types of its handlers, in the order of their numbers. */
  readonly types: readonly string[];
  /**
   * The JSON text of what the handler returned. Rejects with a `ModuleFault`. While no thread runs it waits for the next one; the caller
   * bounds the time, and `context.signal` tells the handler that it is over.
   */
  call(handler: number, event: unknown, context: CallContext): Promise<string>;
  /** Why calls wait, while no thread runs. */
  trouble(): string | undefined;
  /** Ends the thread once no call is under way. */
  retire(): void;
  /** Ends the thread. */
  close(): Promise<void>;
};

export type CallContext = { readonly signal: AbortSignal } & Readonly<Record<string, unknown>>;

export type ModuleThreadOptions = {
  /** The key of the path in the configuration. */
  readonly place: string;
  readonly path: string;
  readonly method: Method;
  readonly clock: Clock;
  readonly log: Log;
};

// More than Node gives itself on a small machine; a leak ends the thread and not the gateway.
const MEMORY_MB_MAX = 512;
const LOAD_MS_MAX = 30_000;
// Told that its time is over, a thread that turns answers within a few milliseconds.
const HEARD_MS_MAX = 2_000;
const RESTART = { firstMs: 250, factor: 2, capMs: 30_000, jitter: 'none' } as const;
// A thread that lived this long resets the count.
const STEADY_MS = 60_000;
// How often a call is made again that was under way with the one at fault. It runs with other calls each time.
const CALLS_MAX = 3;
const FAULT_TEXT_MAX = 600;

type Call = {
  readonly number: number;
  readonly handler: number;
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  readonly done: (value: string) => void;
  readonly failed: (fault: ModuleFault) => void;
  tries: number;
  isSent: boolean;
};

/** What a thread ended of, and the call that it came of, if that is known. */
type End = Omit<Extract<FromModule, { kind: 'ending' }>, 'kind'>;

/** Rejects with `ConfigurationError` for a module that cannot be loaded. */
export async function openModuleThread(options: ModuleThreadOptions): Promise<ModuleThread> {
  const { place, path, clock, log } = options;
  const calls = new Map<number, Call>();
  const closing = new AbortController();
  let worker: Worker | undefined;
  let types: readonly string[] = [];
  let lastNumber = 0;
  let ends = 0;
  let trouble: string | undefined;
  let isRetired = false;
  /** Whether the worker has loaded the module. */
  let isReady = false;
  const unheard = new Map<number, () => void>();

  /** Resolves with the reason when it cannot be loaded. */
  function start(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const data: ModuleThreadData = { path, method: options.method };
      const started = startWorker('running/user-module/thread', {
        workerData: data,
        name: `module ${path}`,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX },
      });
      worker = started;
      const startedAtMs = clock.now();
      let ending: Extract<FromModule, { kind: 'ending' }> | undefined;
      let thrown: string | undefined;
      let isLoaded = false;
      const loaded = new AbortController();
      void clock.sleep(LOAD_MS_MAX, AbortSignal.any([loaded.signal, closing.signal])).then(() => {
        if (isLoaded || closing.signal.aborted) return;
        resolve(
          `did not finish loading within ${LOAD_MS_MAX / 1000} s; correct what it awaits or computes at its top level`,
        );
        void started.terminate();
      });
      started.on('message', (message: FromModule) => {
        if (started !== worker) return;
        switch (message.kind) {
          case 'loaded':
            isLoaded = true;
            if (types.length > 0 && types.join() !== message.types.join()) {
              ending = { kind: 'ending', fault: 'it now exports other handlers than before; run pushdock reload' };
              return void started.terminate();
            }
            types = message.types;
            isReady = true;
            trouble = undefined;
            loaded.abort();
            hold();
            for (const call of calls.values()) send(call);
            return resolve(undefined);
          case 'unloadable':
            resolve(message.reason);
            ending = { kind: 'ending', fault: `it ${message.reason}` };
            return void started.terminate();
          case 'ending':
            ending ??= message;
            return;
          case 'returned':
            return calls.get(message.number)?.done(message.value);
          case 'threw':
            return calls.get(message.number)?.failed(new ModuleFault(message.said, false));
          case 'heard':
            return unheard.get(message.number)?.();
        }
      });
      started.on('error', (error) => {
        thrown = stackOf(error);
      });
      started.on('exit', (code) => {
        loaded.abort();
        // What the thread said itself names the call. It may come after the error, over another port, but comes before the exit.
        const end = ending ?? { fault: thrown ?? `its thread ended by itself with code ${code}` };
        resolve(`cannot be loaded (${summaryOf(end.fault)}); correct it`);
        ended(started, isLoaded, startedAtMs, end);
      });
    });
  }

  /** Told once of each thread. */
  function ended(one: Worker, wasLoaded: boolean, startedAtMs: number, { fault, number, eventId }: End): void {
    if (one !== worker || closing.signal.aborted) return;
    worker = undefined;
    isReady = false;
    if (!wasLoaded && types.length === 0) return; // The first start: the caller that opens the module gets the reason.
    const sent = [...calls.values()].filter(({ isSent }) => isSent);
    const summary = summaryOf(fault);
    for (const call of sent) {
      // If the call at fault is unknown, all fail. If it is known, the others are called again.
      const isBlamed = number === undefined || number === call.number || call.tries >= CALLS_MAX;
      if (isBlamed) call.failed(new ModuleFault(summary, true));
      call.isSent = false;
    }
    ends = clock.now() - startedAtMs >= STEADY_MS ? 1 : ends + 1;
    const restartInMs = waitMs(RESTART, ends);
    trouble = `the module ended and is started again: ${summary}`;
    log.error('module.ended', {
      ...{ place, path, ...(eventId !== undefined && { event_id: eventId }) },
      ...{ reason: fault, restart_in_ms: restartInMs },
    });
    if (isRetired && calls.size === 0) return;
    void clock.sleep(restartInMs, closing.signal).then(async () => {
      if (!closing.signal.aborted && worker === undefined) await start();
    });
  }

  function send(call: Call): void {
    call.isSent = true;
    call.tries += 1;
    const { number, handler, event, context } = call;
    worker?.postMessage({ kind: 'call', number, handler, event, context } satisfies ToModule);
  }

  /** Keeps this process alive while a call is under way, and not otherwise: a program that has closed its gateway may end. */
  function hold(): void {
    if (calls.size > 0) worker?.ref();
    else worker?.unref();
    if (!isRetired || calls.size > 0) return;
    const idle = worker;
    worker = undefined;
    isReady = false;
    void idle?.terminate();
  }

  /** A thread that does not even notice that a call's time is over is stuck, with everything in it. */
  async function abort(number: number, reason: string): Promise<void> {
    const stuck = worker;
    if (stuck === undefined) return;
    stuck.postMessage({ kind: 'abort', number, reason } satisfies ToModule);
    const heard = new AbortController();
    unheard.set(number, () => heard.abort());
    await clock.sleep(HEARD_MS_MAX, AbortSignal.any([heard.signal, closing.signal]));
    unheard.delete(number);
    if (heard.signal.aborted || stuck !== worker) return;
    const fault = `a handler did not return within ${HEARD_MS_MAX} ms after it was told to stop; look for an endless loop or a call that blocks`;
    ended(stuck, true, clock.now(), { fault, number });
    void stuck.terminate();
  }

  const reason = await start();
  if (reason !== undefined) {
    closing.abort();
    throw new ConfigurationError([`${place}: the module ${path} ${reason}`]);
  }

  return {
    get types() {
      return types;
    },
    trouble: () => trouble,
    call: (handler, event, { signal, ...context }) =>
      new Promise<string>((resolve, reject) => {
        lastNumber += 1;
        const number = lastNumber;
        const aborted = () => {
          const { isSent } = call;
          const reason: unknown = signal.reason;
          settle();
          reject(reason);
          if (isSent) void abort(number, messageOf(reason));
        };
        const settle = () => {
          calls.delete(number);
          signal.removeEventListener('abort', aborted);
          hold();
        };
        const call: Call = {
          ...{ number, handler, event, context, tries: 0, isSent: false },
          done: (value) => {
            settle();
            resolve(value);
          },
          failed: (fault) => {
            settle();
            reject(fault);
          },
        };
        calls.set(number, call);
        signal.addEventListener('abort', aborted);
        if (signal.aborted) return aborted();
        if (isReady) send(call);
        else if (worker === undefined && trouble === undefined) void start(); // Retired, and called once more.
        hold();
      }),
    retire() {
      isRetired = true;
      hold();
    },
    async close() {
      closing.abort();
      await worker?.terminate();
    },
  };
}

/** One line: what was thrown, and the first places of its stack. */
function summaryOf(fault: string): string {
  const [said = '', ...places] = fault.split('\n').map((line) => line.trim());
  const first = places.filter((place) => place.startsWith('at ') && !place.includes('node:internal')).slice(0, 3);
  return `${said}${first.length === 0 ? '' : ` (${first.join('; ')})`}`.slice(0, FAULT_TEXT_MAX);
}
