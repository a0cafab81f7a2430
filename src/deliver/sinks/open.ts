/** Opens the configured sinks. */
import type { SinkSettings } from '../../config.ts';
import { openFileSink } from './file.ts';
import type { Sink } from './sink.ts';

export function openSinks(sinks: Readonly<Record<string, SinkSettings>>): Promise<Sink[]> {
  return Promise.all(
    Object.entries(sinks).map(([name, settings]) => openFileSink(name, settings.path, settings.events)),
  );
}
