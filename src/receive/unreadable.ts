/** A request that Node could not read as HTTP, or not in time, never reaches a handler. Its sender still gets the reason. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';

/** Hears of each refusal that is written. `request`: the one that was still arriving, where its head had come. */
export type OnUnreadable = (code: RefusalCode, request: IncomingMessage | undefined) => void;

export type Unreadable = {
  /** For `clientError`. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void;
  /** Ends a request that is still arriving, as if its time were over; what its sender goes on writing is thrown away. */
  letGo(request: IncomingMessage): void;
  /** This one is refused by a handler, which reads on for a bounded time and then answers: when its own time is over meanwhile, it must not hear another reason. */
  refusing(request: IncomingMessage): void;
  /** Must be called for every request: while one that was read whole waits for its answer, nothing else may be written to its connection. */
  begun(request: IncomingMessage, response: ServerResponse): void;
};

export function openUnreadable(
  bounds: { readonly discardBytesMax: number; readonly discardMsMax: number },
  onRefused: OnUnreadable = () => {},
): Unreadable {
  const unanswered = new WeakMap<Socket, Set<IncomingMessage>>();
  const postponed = new WeakMap<Socket, RefusalCode>();
  const endedAtBytes = new WeakMap<Socket, number>();
  const refused = new WeakSet<IncomingMessage>();

  function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const endedAt = endedAtBytes.get(socket);
    if (endedAt !== undefined) {
      // Node reports every further piece. It is thrown away, within bounds: closing with bytes unread resets the connection, and the answer is lost with it.
      if (socket.bytesRead - endedAt > bounds.discardBytesMax) socket.destroy();
    } else if (error.code === 'ECONNRESET' || !socket.writable || isHandshake(socket)) socket.destroy();
    else if (owesAnswer(socket))
      postponed.set(socket, refusalOf(error)); // A pipelined one: requests before it are answered first.
    else if (!isBeingRefused(socket)) end(socket, refusalOf(error));
  }

  function end(socket: Socket, code: RefusalCode): void {
    endedAtBytes.set(socket, socket.bytesRead);
    socket.end(answerText(code));
    onRefused(
      code,
      [...(unanswered.get(socket) ?? [])].find((request) => !request.complete),
    );
    // Our half is closed; a sender who never closes the other would keep the connection for ever.
    const timer = setTimeout(() => socket.destroy(), bounds.discardMsMax);
    socket.once('close', () => clearTimeout(timer));
  }

  // One that is still incomplete is owed nothing but what is said here.
  const owesAnswer = (socket: Socket) => [...(unanswered.get(socket) ?? [])].some((request) => request.complete);

  const isBeingRefused = (socket: Socket) =>
    [...(unanswered.get(socket) ?? [])].some((request) => !request.complete && refused.has(request));

  function begun(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const requests = unanswered.get(socket) ?? new Set();
    unanswered.set(socket, requests.add(request));
    response.once('close', () => {
      requests.delete(request);
      const code = postponed.get(socket);
      if (code !== undefined && socket.writable && !owesAnswer(socket)) end(socket, code);
    });
  }

  function letGo(request: IncomingMessage): void {
    refuse(Object.assign(new Error('let go'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), request.socket);
    request.resume();
  }

  return { refuse, letGo, refusing: (request) => void refused.add(request), begun };
}

/** A handshake that failed: nothing that we could write would be understood. */
const isHandshake = (socket: Socket) =>
  socket instanceof TLSSocket && 'secureConnecting' in socket && socket.secureConnecting === true;

function answerText(refusal: RefusalCode): string {
  const body = JSON.stringify(problemDocument(refusal));
  return `HTTP/1.1 ${problems[refusal].status} ${problems[refusal].title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

function refusalOf({ code }: NodeJS.ErrnoException): RefusalCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_too_slow';
  return 'request_malformed';
}
