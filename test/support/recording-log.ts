/** A log that remembers its lines. */
import type { Fields, Log } from '../../src/log.ts';

export type Line = {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Fields;
};

export function recordingLog(): Log & { readonly lines: readonly Line[]; of(event: string): readonly Line[] } {
  const lines: Line[] = [];
  const at =
    (level: Line['level']) =>
    (event: string, fields: Fields = {}) =>
      void lines.push({ level, event, fields });
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    lines,
    of: (event) => lines.filter((line) => line.event === event),
  };
}
