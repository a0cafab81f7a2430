/** The system's word on an address that could not be bound, with the setting that holds it and the cure. */
import type { Address } from './listening.ts';

/** Its `code` is the system's. */
export class AddressUnavailable extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'AddressUnavailable';
    this.code = code;
  }
}

const cures: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop the other process, or choose another port',
  EADDRNOTAVAIL: 'it is not an address of this machine: choose one that is, such as 127.0.0.1 or 0.0.0.0',
  EACCES:
    'this user may not bind it: choose a port above 1023, or allow this one (setcap cap_net_bind_service, AmbientCapabilities=)',
  EPERM: 'this user may not bind it: choose a port above 1023',
  ENOTFOUND: 'its host name is unknown: write an address',
  EAI_AGAIN: 'its host name cannot be looked up: write an address',
  EMFILE:
    'this process has too few file descriptors: raise the limit (ulimit -n, LimitNOFILE= in a unit) to at least 1024',
};

/** Rejects with `AddressUnavailable` where `binding` rejects with the system's error. `setting`: the key of the address, such as `listen.admin`. */
export async function boundAs<T>(setting: string, { host, port }: Address, binding: Promise<T>): Promise<T> {
  try {
    return await binding;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    const code = String(error.code);
    const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const cure = cures[code] ?? 'the system refuses it';
    throw new AddressUnavailable(code, `${setting}: ${where} cannot be bound (${code}), because ${cure}.`, error);
  }
}
