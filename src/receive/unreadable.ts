/** What Node could not read as HTTP, or not in time, never reaches a handler; its sender still hears why. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';

export type Unreadable = {
  /** For `clientError`. */
  refuse(error: NodeJS.ErrnoException, socket: Socket): void;
  /** Says that a request was read whole and its answer is on the way: until then nothing else may be written to its connection. */
  answering(response: ServerResponse): void;
};

export function openUnreadable(bounds: {
  readonly discardBytesMax: number;
  readonly discardMsMax: number;
}): Unreadable {
  const owed = new WeakMap<Socket, number>();
  const postponed = new WeakMap<Socket, string>();
  const endedAtBytes = new WeakMap<Socket, number>();

  function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const endedAt = endedAtBytes.get(socket);
    if (endedAt !== undefined) {
      // Node reports every further piece. It is thrown away, within bounds: closing with bytes unread resets the connection, and the answer is lost with it.
      if (socket.bytesRead - endedAt > bounds.discardBytesMax) socket.destroy();
    } else if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (owed.has(socket))
      postponed.set(socket, answerText(error)); // A pipelined one: what came before it is answered first.
    else end(socket, answerText(error));
  }

  function end(socket: Socket, text: string): void {
    endedAtBytes.set(socket, socket.bytesRead);
    socket.end(text);
    // Our half is closed; a sender who never closes the other would keep the connection for ever.
    const timer = setTimeout(() => socket.destroy(), bounds.discardMsMax);
    socket.once('close', () => clearTimeout(timer));
  }

  function answering(response: ServerResponse): void {
    const socket = response.socket;
    if (socket === null) return; // The sender has hung up.
    owed.set(socket, (owed.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (owed.get(socket) ?? 1) - 1;
      if (left > 0) {
        owed.set(socket, left);
        return;
      }
      owed.delete(socket);
      const text = postponed.get(socket);
      if (text !== undefined && socket.writable) end(socket, text);
    });
  }

  return { refuse, answering };
}

function answerText({ code }: NodeJS.ErrnoException): string {
  const refusal = refusalOf(code);
  const body = JSON.stringify(problemDocument(refusal));
  return `HTTP/1.1 ${problems[refusal].status} ${problems[refusal].title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}

function refusalOf(code: string | undefined): RefusalCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_too_slow';
  return 'request_malformed';
}
