/** Which lines are written: a level for each area of the gateway (`log.level`). An area is a room of src, and has its log from the one that opens it. */
import type { LogLevel, LogLevels } from '../../generated/config/models.ts';
import type { Fields, Log } from '../log.ts';

export type Area = Exclude<keyof LogLevels, 'default'>;
export type AreaLevels = Readonly<Record<Area, LogLevel>>;

export type LogAreas = {
  /** The log of one area, which obeys `set` from then on. The same object each time. */
  in(area: Area): Log;
  set(levels: AreaLevels): void;
};

// `satisfies` fails where the contract has another area.
const areas = {
  gateway: true,
  receive: true,
  deliver: true,
  store: true,
  providers: true,
  outbound: true,
  operator: true,
  health: true,
  tracing: true,
  mocks: true,
} satisfies Record<Area, true>;

const gravity: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** As `log.level` is written: one level, or some areas by name. */
export function levelsOf(written: LogLevel | LogLevels): AreaLevels {
  const { default: otherwise = 'info', ...named }: LogLevels =
    typeof written === 'string' ? { default: written } : written;
  return mapped((area) => named[area] ?? otherwise);
}

/** The same without what is less grave than `least`. */
export const atLeast = (least: LogLevel, levels: AreaLevels): AreaLevels =>
  mapped((area) => (gravity[levels[area]] < gravity[least] ? least : levels[area]));

export function openLogAreas(log: Log, levels: AreaLevels): LogAreas {
  const opened = mapped((area) => openArea(log, levels[area]));
  return {
    in: (area) => opened[area].log,
    set: (next) => {
      for (const area of names) opened[area].set(next[area]);
    },
  };
}

function openArea(log: Log, first: LogLevel): { readonly log: Log; set(level: LogLevel): void } {
  let least = gravity[first];
  const at = (level: 'info' | 'warn' | 'error') => (event: string, fields?: Fields) => {
    if (gravity[level] >= least) log[level](event, fields);
  };
  const debug = log.debug && ((event: string, fields?: Fields) => log.debug?.(event, fields));
  return {
    log: {
      get debug() {
        return least === gravity.debug ? debug : undefined;
      },
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      ...(log.losses && { losses: () => log.losses?.() ?? { lines: 0 } }),
    },
    set: (level) => {
      least = gravity[level];
    },
  };
}

const names = Object.keys(areas) as readonly Area[];

const mapped = <Value>(of: (area: Area) => Value): Readonly<Record<Area, Value>> =>
  Object.fromEntries(names.map((area) => [area, of(area)])) as Record<Area, Value>;
