/** The gateway inside another program: its configuration as an object or a file, and functions of that program as sinks. */

import type { ModelConfiguration } from '../generated/config/models.ts';
import type { EventType } from '../generated/events/types.ts';
import { type Configuration, ConfigurationError, checkConfiguration, loadConfiguration } from './config.ts';
import { openHandlersSink } from './deliver/sinks/handlers.ts';
import { type Sink, sinkDefaults } from './deliver/sinks/sink.ts';
import type { Gateway } from './gateway.ts';
import type { Log } from './log.ts';
import { type Clock, systemClock } from './running/clock.ts';
import type { DataOf, DeliveredEvent, Handler, HandlerContext } from './running/user-module/handlers.ts';
import type { OpenedStore } from './store/store.ts';
import type { Environment } from './trust/secrets.ts';

export type GatewayOptions = {
  /** What `pushdock.yaml` would hold, or the path of such a file. Secrets in it are `{ env: NAME }` or `{ file: path }`, as there. */
  readonly configuration: ModelConfiguration | string;
  /** What `{ env: NAME }` refers to; the process's environment if absent. PORT and ADMIN_PORT change nothing here: they may be meant for your own server. */
  readonly env?: Environment;
  /**
   * With handlers, a store or a clock of yours, messages are processed and delivered on your thread: they cannot cross to another. Without, on one of the gateway's own.
   *
   * Sinks in this process beside the configured ones, by name: a handler made by `on`, several, or a function that gets every event. The name
   * stays with what is owed to it, so keep it from one start to the next.
   */
  readonly sinks?: Readonly<Record<string, Handler | readonly Handler[] | OwnSink>>;
  /** In place of lines on standard error. `log.level` decides what it gets; debug lines only where it has `debug`. `log.format` is its own matter. */
  readonly log?: Log;
  /** In place of the system's time. */
  readonly clock?: Clock;
  /** In place of the configured store: one of your own that keeps the promises of `OpenedStore`, or one for a test. `close` closes it. */
  readonly store?: OpenedStore;
};

/** A throw is a failed attempt, and the event comes again. */
export type OwnSink = (event: DeliveredEvent<unknown>, context: HandlerContext) => unknown;

export type EmbeddedGateway = {
  /**
   * Calls `handle` with every event of `type` (`*` stands for any text), at least once: a throw is a failed attempt, and the event comes again.
   * All of them are one sink, `own-handlers`; those that are to be retried apart belong into `sinks`. Only before `start`, since an
   * event goes to the sinks that there are when it is made.
   */
  on<const Pattern extends EventType | `${string}*` | (string & {})>(
    type: Pattern,
    handle: (event: DeliveredEvent<DataOf<Pattern>>, context: HandlerContext) => unknown,
  ): EmbeddedGateway;
  /** Rejects with `ConfigurationError` (its `faults` are sentences), `StoreUnavailable` or the system's error of an address; then nothing is left running. */
  start(): Promise<StartedGateway>;
  /** Stops taking pushes, finishes what is under way, closes the store. Of a gateway that was not started: nothing. */
  close(): Promise<void>;
};

/** `fatal` resolves when the store can promise nothing any more: close, and end the process. */
export type StartedGateway = Pick<Gateway, 'publicUrl' | 'operatorUrl' | 'store' | 'fatal' | 'reload'>;

const HANDLERS_SINK = 'own-handlers';
// As a module sink's.
const HANDLER_MS_MAX = 10_000;

/** A gateway that does nothing before `start`. */
export function createGateway(options: GatewayOptions): EmbeddedGateway {
  const { clock = systemClock, log, store } = options;
  const handlers: Handler[] = [];
  let starting: Promise<Gateway> | undefined;
  let closing: Promise<void> | undefined;

  async function open(): Promise<Gateway> {
    const own = Object.entries(options.sinks ?? {}).map(([name, given]) => ownSink(name, handlersOf(given), clock));
    if (handlers.length > 0) own.push(ownSink(HANDLERS_SINK, handlers, clock));
    const read = () => refuseTaken(readConfiguration(options), own);
    // Loaded only now: a program that imports `on` or checks a signature need not load a gateway.
    const { openGateway } = await import('./gateway.ts');
    return openGateway(read(), {
      clock,
      read,
      delivering: 'thread',
      sinks: own,
      ...(log && { log }),
      ...(store && { store }),
    });
  }

  const gateway: EmbeddedGateway = {
    on: (type, handle) => {
      if (starting !== undefined) throw new Error('The gateway has already started; add handlers before you start it.');
      handlers.push({ type, handle });
      return gateway;
    },
    start: () => {
      if (starting !== undefined || closing !== undefined)
        return Promise.reject(new Error('The gateway was already started once; create another one.'));
      starting = open();
      return starting;
    },
    close: () => {
      closing ??= close(starting);
      return closing;
    },
  };
  return gateway;
}

/** One that failed to start has left nothing to close, and has said why. */
async function close(starting: Promise<Gateway> | undefined): Promise<void> {
  const gateway = await starting?.catch(() => undefined);
  await gateway?.close();
}

function readConfiguration({ configuration, env = process.env }: GatewayOptions): Configuration {
  const { PORT: _port, ADMIN_PORT: _adminPort, ...own } = env;
  return typeof configuration === 'string'
    ? loadConfiguration(configuration, own)
    : checkConfiguration(configuration, own);
}

const handlersOf = (given: Handler | readonly Handler[] | OwnSink): readonly Handler[] =>
  typeof given === 'function' ? [{ type: '*', handle: given }] : [given].flat();

function ownSink(name: string, handlers: readonly Handler[], clock: Clock): Sink {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    throw new ConfigurationError([
      `sinks.${name}: cannot be a name; use lower-case letters, digits and hyphens, at most 63, beginning with a letter or digit`,
    ]);
  const types = [...new Set(handlers.map(({ type }) => type))];
  const delivery = { ...sinkDefaults, filter: { types, sources: [], data: {} } };
  return openHandlersSink(name, handlers, { timeoutMs: HANDLER_MS_MAX, delivery }, clock);
}

/** A delivery names its sink, so two of one name would get each other's. */
function refuseTaken(configuration: Configuration, own: readonly Sink[]): Configuration {
  const names = [...Object.keys(configuration.sinks), ...own.map(({ name }) => name)];
  const twice = own.filter(({ name }) => names.filter((other) => other === name).length > 1).map(({ name }) => name);
  if (twice.length === 0) return configuration;
  throw new ConfigurationError(
    [...new Set(twice)].map(
      (name) => `sinks.${name}: is already the name of a sink of the program; choose another name`,
    ),
  );
}
