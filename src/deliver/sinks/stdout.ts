/** Events to standard output, one JSON object a line. The log is on standard error, so that nothing else comes between. */
import type { Writable } from 'node:stream';
import type { StdoutSinkSettings } from '../../config.ts';
import type { Sink } from './sink.ts';

/** `delivered` means that the stream has taken the line: who reads it, and whether, a pipe does not tell. */
export function openStdoutSink(
  name: string,
  { delivery }: StdoutSinkSettings,
  output: Writable = process.stdout,
): Sink {
  // A reader that goes away makes the stream emit an error besides failing the write; unheard, it would end the process.
  const heard = () => {};
  output.on('error', heard);
  return {
    name,
    settings: delivery,
    deliver: (event) =>
      new Promise((done) => {
        output.write(`${JSON.stringify(event.envelope)}\n`, (error) =>
          done(
            error
              ? { kind: 'failed', detail: `standard output: ${error.message}` }
              : { kind: 'delivered', detail: 'standard output' },
          ),
        );
      }),
    close: async () => void output.off('error', heard),
  };
}
