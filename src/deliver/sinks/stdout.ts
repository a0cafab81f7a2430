/** Events to standard output, one JSON object a line. The log is on standard error, so that nothing else comes between. */
import type { Writable } from 'node:stream';
import type { StdoutSinkSettings } from '../../config.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import { within } from '../../running/within.ts';
import type { Attempted, Sink } from './sink.ts';

// A pipe whose reader has stopped takes nothing for ever; the attempt must end.
const TAKEN_MS_MAX = 10_000;

/** `delivered` means that the stream has taken the line: who reads it, and whether, a pipe does not tell. */
export function openStdoutSink(
  name: string,
  { delivery }: StdoutSinkSettings,
  output: Writable = process.stdout,
  clock: Clock = systemClock,
): Sink {
  // A reader that goes away makes the stream emit an error besides failing the write; unheard, it would end the process.
  const ignore = () => {};
  output.on('error', ignore);
  return {
    name,
    settings: delivery,
    deliver: async (event, { signal }) =>
      await within(
        { timeoutMs: TAKEN_MS_MAX, clock, signal },
        async (over) => {
          // A reader that has stopped gets no further line, because each attempt would leave another one in memory.
          while (output.writableNeedDrain) await drained(output, over);
          return await write(output, `${JSON.stringify(event.envelope)}\n`);
        },
        () => ({ kind: 'failed', detail: `standard output: nobody has read it for ${TAKEN_MS_MAX / 1000} s` }),
      ),
    close: async () => void output.off('error', ignore),
  };
}

function write(output: Writable, line: string): Promise<Attempted> {
  return new Promise((done) => {
    output.write(line, (error) =>
      done(
        error
          ? { kind: 'failed', detail: `standard output: ${error.message}` }
          : { kind: 'delivered', detail: 'standard output' },
      ),
    );
  });
}

async function drained(output: Writable, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    output.once('drain', resolve);
    signal.addEventListener(
      'abort',
      () => {
        output.off('drain', resolve);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
