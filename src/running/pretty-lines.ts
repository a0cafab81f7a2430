/** Log lines for people, by pino-pretty. It prints text as JSON does, which leaves some controls of a terminal as they are, so they are made visible before. */
import type { LineFormat } from '../log.ts';
import { visible, visibleLines } from './visible.ts';

/** What is used of it, in words of our own: who compiles with our types need not have it. */
export type PrettyPackage = {
  readonly prettyFactory: (options: {
    readonly colorize: boolean;
    readonly singleLine: boolean;
    readonly messageKey: string;
    readonly errorLikeObjectKeys: string[];
    readonly translateTime: string;
  }) => (line: object) => string;
};

/** One line for each event; the stack of a bug stands below it. */
export function prettyLines({ prettyFactory: factory }: PrettyPackage, colorize: boolean): LineFormat {
  const pretty = factory({
    ...{ colorize, singleLine: true, messageKey: 'event', errorLikeObjectKeys: [] },
    translateTime: 'SYS:HH:MM:ss.l',
  });
  return (line) => {
    const { reason, ...rest } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const stack = typeof reason === 'string' && reason.includes('\n') ? reason : undefined;
    const fields = stack === undefined && reason !== undefined ? { ...rest, reason } : rest;
    const text = pretty(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(value)])));
    return stack === undefined ? text : `${text}    ${visibleLines(stack).replaceAll('\n', '\n    ')}\n`;
  };
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  return Array.isArray(value) ? value.map(shown) : value;
}
