/**
 * Which connections a listener holds, and which one goes when there are too many. Node holds any number until the process has no file
 * descriptor left, and a plain maximum (`server.maxConnections`) turns newcomers away: a caller that opens that many and then says nothing, or reads
 * nothing, shuts everybody out. So an old one goes: the connection on which nothing has happened for longest.
 *
 * We owe an answer from the last byte of its request until it is handed to the socket, and only then is a connection safe. After that
 * the caller must read it: a connection that is not read may be closed for a newcomer, and is closed if it took less than
 * `answerBytesMin` of it within `answerMsMax`. So an answer of any size has an end: one that is read byte by byte too.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { openAnnouncer } from './announce.ts';
import type { Clock } from './clock.ts';

export type ConnectionBounds = {
  readonly connectionsMax: number;
  /** Requests that one connection may send before their answers; who sends more is closed. */
  readonly pipelinedMax: number;
  /** The time in which the caller must read `answerBytesMin` of an answer, or all that is left of it. */
  readonly answerMsMax: number;
  readonly answerBytesMin: number;
  /** How often that is looked at. */
  readonly checkEveryMs: number;
};

export type ConnectionsParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly bounds?: Partial<ConnectionBounds>;
};

export type Connections = {
  /**
   * To be told of every request before anything is done for it. `handle` is called at once, or in one of the next turns of the event loop where its
   * connection has had its share of this one, or never where it is one too many: then it is false, and the connection is closed.
   */
  begun(request: IncomingMessage, response: ServerResponse, handle: () => void): boolean;
};

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };
type Held = {
  socket: Socket;
  /** Not answered to the last byte, in their order. */
  readonly exchanges: Exchange[];
  /** Requests whose turn has not come. */
  readonly waiting: (() => void)[];
  /** The turn in which it was last looked at, and how many of its requests were begun in it. */
  turn: number;
  begunInTurn: number;
  /** Of all answers, when the time that it has for the next `answerBytesMin` began; and how much of that time is over. */
  takenBytes: number;
  waitedMs: number;
};

// A good sender has one. More at once would let one connection hold up the others for longer than a commit takes.
const REQUESTS_PER_TURN = 16;

const defaults: ConnectionBounds = {
  connectionsMax: limits.connections_max,
  pipelinedMax: limits.pipelined_requests_max,
  answerMsMax: limits.answer_ms_max,
  answerBytesMin: limits.answer_bytes_min,
  checkEveryMs: 1000,
};

export function boundConnections(server: Server, { clock, log, bounds: own }: ConnectionsParts): Connections {
  const bounds = { ...defaults, ...own };
  /** The one on which nothing has happened for longest first. */
  const open = new Set<Held>();
  const bySocket = new WeakMap<Socket, Held>();
  /** Over TLS the connection is another object before its handshake than after it, and only the other end's address is the same. */
  const byEnd = new Map<string, Held>();
  const announce = openAnnouncer(log, clock);
  let turn = 0;
  let turnEnds = false;

  server.on('connection', (socket: Socket) => {
    const held: Held = {
      socket,
      exchanges: [],
      waiting: [],
      turn: 0,
      begunInTurn: 0,
      takenBytes: 0,
      waitedMs: 0,
    };
    const end = endOf(socket);
    open.add(held);
    bySocket.set(socket, held);
    byEnd.set(end, held);
    socket.once('close', () => {
      open.delete(held);
      if (byEnd.get(end) === held) byEnd.delete(end);
    });
    if (open.size > bounds.connectionsMax) makeRoom();
  });
  server.on('secureConnection', (socket: Socket) => {
    const held = byEnd.get(endOf(socket));
    if (held === undefined) return;
    held.socket = socket;
    bySocket.set(socket, held);
    touch(held);
  });
  // Accepting may fail, for lack of descriptors for one; without a listener of ours that would end the process.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (server.listening) announce('connections.not_accepted', { code: error.code });
  });
  const checks = setInterval(endStalled, bounds.checkEveryMs);
  checks.unref(); // A listener that never listened has nothing to close.
  server.once('close', () => clearInterval(checks));

  function begun(request: IncomingMessage, response: ServerResponse, handle: () => void): boolean {
    const { socket } = request;
    const held = bySocket.get(socket);
    if (held === undefined) {
      handle();
      return true;
    }
    const { exchanges } = held;
    // What Node has read of them already it hands on all the same.
    if (socket.destroyed) return false;
    if (exchanges.length >= bounds.pipelinedMax) {
      // At once: Node keeps 2 kB for each request that it has read, and reads on whenever an answer is done. Ten pipelines of 20,000 held 290 MB.
      socket.destroy();
      announce('connections.pipelined', { requests_max: bounds.pipelinedMax });
      return false;
    }
    const exchange = { request, response };
    exchanges.push(exchange);
    touch(held);
    response.once('close', () => {
      exchanges.splice(exchanges.indexOf(exchange), 1);
      touch(held);
    });
    inItsTurn(held, handle);
    return true;
  }

  /** Node reads up to 2 MB of one connection before it looks at another: 20,000 short requests in a row kept it from accepting for seconds. */
  function inItsTurn(held: Held, handle: () => void): void {
    if (!turnEnds) {
      turnEnds = true;
      setImmediate(() => {
        turnEnds = false;
        turn += 1;
      });
    }
    if (held.turn !== turn) {
      held.turn = turn;
      held.begunInTurn = 0;
    }
    held.begunInTurn += 1;
    if (held.waiting.length === 0 && held.begunInTurn <= REQUESTS_PER_TURN) handle();
    else if (held.waiting.push(handle) === 1) setImmediate(goOn, held);
  }

  function goOn(held: Held): void {
    // The connection is closed, so nobody waits for an answer.
    if (held.socket.destroyed) held.waiting.length = 0;
    for (const handle of held.waiting.slice(0, REQUESTS_PER_TURN)) handle();
    held.waiting.splice(0, REQUESTS_PER_TURN);
    if (held.waiting.length > 0) setImmediate(goOn, held);
  }

  function touch(held: Held): void {
    if (open.delete(held)) open.add(held);
  }

  /** The newcomer itself, where every other one is owed an answer. */
  function makeRoom(): void {
    for (const held of open) {
      if (owesAnswer(held)) continue;
      open.delete(held);
      held.socket.destroy();
      announce('connections.full', { connections_max: bounds.connectionsMax });
      return;
    }
  }

  function endStalled(): void {
    for (const held of [...open]) {
      const { socket } = held;
      const takenBytes = socket.bytesWritten - socket.writableLength;
      const moreBytes = takenBytes - held.takenBytes;
      if (socket.writableLength === 0 || moreBytes >= bounds.answerBytesMin) {
        held.takenBytes = takenBytes;
        held.waitedMs = 0;
        if (moreBytes > 0) touch(held);
        continue;
      }
      held.waitedMs += bounds.checkEveryMs;
      if (held.waitedMs < bounds.answerMsMax) continue;
      socket.destroy();
      announce('connections.stalled', { ms_max: bounds.answerMsMax, bytes_min: bounds.answerBytesMin });
    }
  }

  return { begun };
}

/** A request was read whole, and nothing of its answer has been handed to the socket. */
const owesAnswer = ({ exchanges }: Held): boolean =>
  exchanges.some(({ request, response }) => request.complete && !response.headersSent);

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
