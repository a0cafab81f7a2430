/** Binding a listener to its address, and stopping it without breaking off what it is answering. */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Where to listen. Port 0 is any free one. */
export type Address = { readonly host: string; readonly port: number };

export type Listening = {
  /** As bound, without a trailing slash. */
  readonly url: string;
  /** Takes no new connection and resolves when the last one is closed: at once where nothing is under way, and after `msMax` at the latest. */
  stop(msMax: number): Promise<void>;
};

/** Without a trailing slash; an IPv6 address is in brackets. */
export const baseUrl = ({ host, port }: Address, scheme: 'http' | 'https' = 'http'): string =>
  `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Rejects when the address cannot be bound. Port 0 takes any free one. */
export async function listen(server: Server, { host, port }: Address): Promise<Listening> {
  const encrypted = server instanceof TlsServer;
  const sockets = new Set<Socket>();
  /** What only exists to find out whether it may stay: over TLS, connections whose handshake is not over. By the other end's address, since Node does not say which of them became which. */
  const beginning = new Map<string, Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', (socket: Socket) => {
    if (!encrypted) return keep(socket);
    const end = endOf(socket);
    beginning.set(end, socket);
    socket.once('close', () => void (beginning.get(end) === socket && beginning.delete(end)));
  });
  server.on('secureConnection', (socket: Socket) => {
    beginning.delete(endOf(socket));
    keep(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo; // A TCP server that listens has one; only pipes have a string.
  return {
    url: baseUrl({ host, port: bound.port }, encrypted ? 'https' : 'http'),
    stop: (msMax) => {
      for (const socket of beginning.values()) socket.destroy();
      return stop(server, sockets, msMax);
    },
  };
}

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

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
