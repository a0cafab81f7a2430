/** HTTP by hand: bytes on a socket, and everything that came back until it was closed. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Wire = {
  readonly socket: Socket;
  write(text: string | Uint8Array): void;
  /** What has come so far. */
  heard(): string;
  /** Resolves with everything that came, when `count` answers have come or the gateway has closed. */
  answers(count: number): Promise<string>;
  /** Resolves with everything that came, when the gateway has closed its half or the whole connection. */
  closed(): Promise<string>;
};

export async function dial(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  await once(socket, 'connect');
  let text = '';
  let over = false;
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of [...waiting]) check();
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    look();
  });
  for (const event of ['end', 'close', 'error'])
    socket.on(event, () => {
      over = true;
      look();
    });
  const when = (holds: () => boolean) =>
    new Promise<string>((resolve) => {
      const check = () => {
        if (!over && !holds()) return;
        waiting.delete(check);
        resolve(text);
      };
      waiting.add(check);
      check();
    });
  return {
    socket,
    write: (bytes) => void socket.write(bytes),
    heard: () => text,
    answers: (count) => when(() => countAnswers(text) >= count),
    closed: () => when(() => false),
  };
}

/** Sends one text and gives back what came until the gateway closed. The text should ask for that: `Connection: close`. */
export async function exchange(url: string, text: string): Promise<string> {
  const wire = await dial(url);
  wire.write(text);
  const heard = await wire.closed();
  wire.socket.destroy();
  return heard;
}

const countAnswers = (text: string): number => {
  let count = 0;
  let rest = text;
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    if (head === -1) return count;
    const length = Number(/content-length: (\d+)/i.exec(rest.slice(0, head))?.[1] ?? 0);
    if (rest.length < head + 4 + length) return count;
    count += 1;
    rest = rest.slice(head + 4 + length);
  }
};

export const statusesOf = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
