/** Events that a gateway writes to a file (its `file` sink), from where the file ended when this was opened. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { GatewayEvent } from './expectation.ts';

/** What is read of the file at one time; a scenario's events are a few hundred lines. */
const read_bytes_max = 64 * 1024 * 1024;

export function openEventsFile(file: string): () => Promise<readonly GatewayEvent[]> {
  const start = existsSync(file) ? statSync(file).size : 0;
  return async () => {
    if (!existsSync(file)) return [];
    const size = statSync(file).size;
    const bytes = Buffer.alloc(Math.min(Math.max(0, size - start), read_bytes_max));
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, bytes, 0, bytes.byteLength, start);
    } finally {
      closeSync(descriptor);
    }
    // What stands behind the last line end is still being written.
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    return lines.flatMap((line) => eventOf(line));
  };
}

function eventOf(line: string): readonly GatewayEvent[] {
  try {
    const event: unknown = JSON.parse(line);
    if (typeof event !== 'object' || event === null || !('id' in event) || !('type' in event)) return [];
    return [{ id: String(event.id), type: String(event.type), ...('data' in event ? { data: event.data } : {}) }];
  } catch {
    return []; // Another process's half line is nobody's event.
  }
}
