/** `log` of the configuration: which lines are written and how they look, from the start on and after each reload. */
import { loadPackage } from '../config/optional-package.ts';
import type { Configuration } from '../config/settings.ts';
import type { LineFormat, Log } from '../log.ts';
import { type LogAreas, openLogAreas } from './log-areas.ts';
import { type PrettyPackage, prettyLines } from './pretty-lines.ts';
import type { Reloadable } from './reload.ts';
import { codeOf } from './thrown.ts';

export type Logging = {
  readonly in: LogAreas['in'];
  /** Writes every line: for those of the delivering thread, which have passed its own levels. */
  readonly all: Log;
  readonly reload: Reloadable;
};

type Wanted = Pick<Configuration, 'log' | 'development'>;

/** Rejects with `ConfigurationError` where `format: pretty` is wanted and its package is missing. */
export async function openLogging(log: Log, configuration: Wanted, load = loadPretty): Promise<Logging> {
  const areas = openLogAreas(log, configuration.log.levels);
  // A log whose lines are its own matter needs no package for them.
  const formatFor = (wanted: Wanted) => (log.setFormat === undefined ? undefined : formatOf(wanted, load));
  log.setFormat?.(await formatFor(configuration));
  return {
    in: areas.in,
    all: log,
    reload: {
      prepare: async (next) => {
        const format = await formatFor(next);
        return {
          changes: [],
          commit: () => {
            areas.set(next.log.levels);
            log.setFormat?.(format);
          },
          discard: async () => {},
        };
      },
    },
  };
}

const loadPretty = (): Promise<PrettyPackage> => import('pino-pretty');

/** Nothing for JSON. */
async function formatOf({ log, development }: Wanted, load: typeof loadPretty): Promise<LineFormat | undefined> {
  const { isTTY } = process.stderr;
  const colours = isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  if (log.format === 'pretty') return prettyLines(await loadPackage('log.format', ['pino-pretty'], load), colours);
  if (log.format === 'json' || !development || !isTTY) return undefined;
  try {
    return prettyLines(await load(), colours);
  } catch (error) {
    // Nobody asked for it.
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
