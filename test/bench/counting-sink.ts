/**
 * An HTTP sink that counts and says yes, and does nothing else: node's own server would take a tenth of the two cores that are measured. It
 * reads what a keep-alive client sends by `Content-Length`, as our http sinks do.
 */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export type CountingSink = {
  readonly url: string;
  arrived(): number;
  close(): void;
};

const YES = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

export async function openCountingSink(): Promise<CountingSink> {
  let arrived = 0;
  const sockets = new Set<Socket>();
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
        const [, length] = /\r\ncontent-length: *(\d+)/i.exec(unread.toString('latin1', 0, headEnd)) ?? [];
        if (length === undefined) return void socket.destroy();
        const end = headEnd + HEAD_END.byteLength + Number(length);
        if (unread.byteLength < end) return;
        unread = unread.subarray(end);
        arrived += 1;
        socket.write(YES);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrived: () => arrived,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
