/**
 * An HTTP sink that counts and says yes, and does nothing else: node's own server would take a tenth of the two cores that are measured. It
 * reads what a keep-alive client sends by `Content-Length`, as our http sinks do.
 */
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What a sink does with a call: takes it, says 500, hangs until the caller gives up, or closes the connection. */
export type Mood = 'well' | 'failing' | 'hanging' | 'closing';

export type CountingSink = {
  readonly url: string;
  /** Calls that were taken. */
  arrived(): number;
  /** Well at first. */
  become(mood: Mood): void;
  close(): void;
};

const YES = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const NO = Buffer.from('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');
// Of a body in chunks (WebhookX sends its events so); `took` gets it as it was sent.
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** `took` is given the body of each call that was taken. A port of its own when left out. */
export async function openCountingSink(took: (body: Buffer) => void = () => {}, onPort = 0): Promise<CountingSink> {
  let arrived = 0;
  let mood: Mood = 'well';
  const sockets = new Set<Socket>();

  function answer(socket: Socket, body: Buffer): void {
    if (mood === 'closing') socket.destroy();
    if (mood === 'failing') socket.write(NO);
    if (mood !== 'well') return;
    arrived += 1;
    took(body);
    socket.write(YES);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let unread: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      unread = unread.byteLength === 0 ? chunk : Buffer.concat([unread, chunk]);
      for (;;) {
        const headEnd = unread.indexOf(HEAD_END);
        if (headEnd === -1) return;
        const head = unread.toString('latin1', 0, headEnd);
        const begin = headEnd + HEAD_END.byteLength;
        const end = endOfBody(head, unread, begin);
        if (end === undefined) return void socket.destroy();
        if (unread.byteLength < end) return;
        const body = unread.subarray(begin, end);
        unread = unread.subarray(end);
        answer(socket, body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrived: () => arrived,
    become(next) {
      // Those that hang are let go, as by a service that was restarted.
      if (mood === 'hanging') for (const socket of sockets) socket.destroy();
      mood = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Beyond what is there where the rest is still to come; `undefined` where the head does not say. */
function endOfBody(head: string, unread: Buffer, begin: number): number | undefined {
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (length !== undefined) return begin + Number(length);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return undefined;
  const last = unread.indexOf(LAST_CHUNK, begin);
  return last === -1 ? Number.POSITIVE_INFINITY : last + LAST_CHUNK.byteLength;
}
