/** Binding a listener to its address, and stopping it without breaking off what it is answering. */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Address } from './config.ts';

export type Listening = {
  /** As bound, without a trailing slash. */
  readonly url: string;
  /** Takes no new connection and resolves when the last one is closed: at once where nothing is under way, and after `msMax` at the latest. */
  stop(msMax: number): Promise<void>;
};

/** Without a trailing slash; an IPv6 address stands in brackets. */
export const baseUrl = ({ host, port }: Address): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Rejects when the address cannot be bound. Port 0 takes any free one. */
export async function listen(server: Server, { host, port }: Address): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo; // A TCP server that listens has one; only pipes have a string.
  return { url: baseUrl({ host, port: bound.port }), stop: (msMax) => stop(server, sockets, msMax) };
}

// How soon a connection that has become idle is noticed. Node closes idle ones once, when the stop begins, and leaves those that
// become idle afterwards open for `keepAliveTimeout`: 65 s in which a restart would wait for nothing.
const IDLE_CHECK_MS = 20;

function stop(server: Server, sockets: ReadonlySet<Socket>, msMax: number): Promise<void> {
  return new Promise((resolve) => {
    const closeIdle = () => {
      server.closeIdleConnections();
      // Node does not count a connection as idle before its first request. One on which nothing was ever sent is owed nothing.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    };
    const checks = setInterval(closeIdle, IDLE_CHECK_MS);
    // From here on Node no longer times slow requests out: without a bound one half-sent request would hold the stop for ever.
    const bound = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, msMax);
    server.close(() => {
      clearInterval(checks);
      clearTimeout(bound);
      resolve();
    });
    closeIdle();
  });
}
