/** Opens the configured sinks. */
import { type Clock, systemClock } from '../../clock.ts';
import type { SinkSettings } from '../../config.ts';
import { openFileSink } from './file.ts';
import { openHttpSink } from './http.ts';
import { withMapping } from './mapping.ts';
import { openModuleSink } from './module.ts';
import { openNatsSink } from './nats.ts';
import { openRabbitmqSink } from './rabbitmq.ts';
import type { Sink } from './sink.ts';
import { openStdoutSink } from './stdout.ts';

export function openSinks(sinks: Readonly<Record<string, SinkSettings>>, clock: Clock = systemClock): Promise<Sink[]> {
  return Promise.all(Object.entries(sinks).map(([name, settings]) => openSink(name, settings, clock)));
}

async function openSink(name: string, settings: SinkSettings, clock: Clock): Promise<Sink> {
  const sink = await openKind(name, settings, clock);
  return settings.map === undefined ? sink : withMapping(sink, settings.map);
}

async function openKind(name: string, settings: SinkSettings, clock: Clock): Promise<Sink> {
  switch (settings.type) {
    case 'http':
      return openHttpSink(name, settings, { clock });
    case 'file':
      return openFileSink(name, settings, clock);
    case 'stdout':
      return openStdoutSink(name, settings);
    case 'module':
      return openModuleSink(name, settings, clock);
    case 'nats':
      return openNatsSink(name, settings, clock);
    case 'rabbitmq':
      return openRabbitmqSink(name, settings, clock);
  }
}
