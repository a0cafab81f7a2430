/** Where traces may go. A collector is usually in a network of one's own, so plain http and private addresses are admitted; a header with a secret is not, over plain http. */
import type { Fault } from './fault.ts';
import type { CheckedFile } from './settings.ts';
import { isLoopbackHost } from './units.ts';
import { developmentOnly } from './url-rules.ts';

export function telemetryFaults(telemetry: CheckedFile['telemetry'], development: boolean): Fault[] {
  if (telemetry === undefined) return [];
  const path = ['telemetry', 'otlp'];
  if (!URL.canParse(telemetry.otlp))
    return [{ path, sentence: 'is not a URL; correct it, such as http://127.0.0.1:4318' }];
  const { username, password, protocol, hostname } = new URL(telemetry.otlp);
  if (username !== '' || password !== '')
    return [{ path, sentence: 'has a user or password in it; remove it, and write an authorization under headers' }];
  const secret = Object.keys(telemetry.headers ?? {}).length > 0;
  if (secret && protocol === 'http:' && !development && !isLoopbackHost(hostname.replace(/^\[(.*)\]$/, '$1')))
    return [
      {
        path,
        sentence: `plain http with headers that are secret ${developmentOnly.replace('remove it', 'use https')}`,
      },
    ];
  return [];
}
