/** Values of the configuration that have a notation of their own. */
import type { Address } from '../running/listening.ts';

/** `host:port` or `[ipv6]:port`; undefined when it is neither or the port is over 65535. Port 0 means any free one. */
export function parseAddress(text: string): Address | undefined {
  const [, bracketed, host, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const name = bracketed ?? host;
  if (name === undefined || Number(port) > 65_535) return undefined;
  return { host: name, port: Number(port) };
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `25h` in milliseconds; units s, m, h, d. Undefined for anything else. */
export function parseDurationMs(text: string): number | undefined {
  const [, count, unit = ''] = /^([0-9]{1,6})(s|m|h|d)$/.exec(text) ?? [];
  const factor = unitMs[unit];
  return count === undefined || factor === undefined ? undefined : Number(count) * factor;
}

/** True for `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
