/**
 * How many connections are held. Node holds any number until the process has no file descriptor left, and then it cannot even open its own
 * files. A plain maximum (`server.maxConnections`) turns newcomers away, so whoever opens that many and says nothing shuts everybody out.
 * So it is the other end that goes: the connection on which nothing whole was received for longest. A good sender is done within
 * milliseconds and stands at the back.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

export type ConnectionsParts = {
  readonly connectionsMax: number;
  /** Whether a request was read whole and waits for its answer: that connection stays, whatever comes. */
  readonly owesAnswer: (socket: Socket) => boolean;
  readonly clock: Clock;
  readonly log: Log;
};

const ANNOUNCE_EVERY_MS = 60_000;

export function boundConnections(server: Server, { connectionsMax, owesAnswer, clock, log }: ConnectionsParts): void {
  /** Longest without a whole request first. By the other end's address: over TLS the connection is another object before its handshake than after it. */
  const open = new Map<string, Socket>();
  let announcedAtMs = Number.NEGATIVE_INFINITY;

  server.on('connection', (socket: Socket) => {
    const end = endOf(socket);
    open.set(end, socket);
    socket.once('close', () => open.delete(end));
    if (open.size > connectionsMax) makeRoom();
  });
  server.on('secureConnection', (socket: Socket) => {
    const end = endOf(socket);
    if (open.has(end)) open.set(end, socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const end = endOf(socket);
    response.once('close', () => {
      if (open.delete(end)) open.set(end, socket);
    });
  });

  /** The newcomer itself, where every other is owed an answer. */
  function makeRoom(): void {
    for (const [end, socket] of open) {
      if (owesAnswer(socket)) continue;
      open.delete(end);
      socket.destroy();
      announce();
      return;
    }
  }

  /** One line a minute: a line for each would let a stranger fill the disk with our log. */
  function announce(): void {
    const nowMs = clock.now();
    if (nowMs - announcedAtMs < ANNOUNCE_EVERY_MS) return;
    announcedAtMs = nowMs;
    log.warn('connections.full', { connections_max: connectionsMax });
  }
}

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
