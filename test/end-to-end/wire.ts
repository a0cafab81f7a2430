/** One request on a connection of its own, and every byte that came back. */
import { connect } from 'node:net';

export type WireRequest = {
  readonly method?: 'GET' | 'POST';
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

// AppDirect's requests are held for up to 15 s until what they ask for is processed (`AWAIT_MS` of that provider), and answered then. Any bound near it fails on a busy machine.
const SILENCE_MS_MAX = 60_000;

/** The answer as text with one character for each byte. Rejects when the connection breaks. */
export function exchange(base: string, request: WireRequest): Promise<string> {
  const { hostname, port, host } = new URL(base);
  const { method = 'POST', target, headers = {}, body = '' } = request;
  const bytes = Buffer.from(body);
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    `Content-Length: ${bytes.byteLength}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      // Not `end`: to Node's server a sender that has closed its side is one that hung up.
      socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]));
    });
    socket.setTimeout(SILENCE_MS_MAX, () => {
      socket.destroy(new Error(`no answer to ${method} ${target} within ${SILENCE_MS_MAX} ms`));
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

export const statusOf = (answer: string): number => Number(answer.slice('HTTP/1.1 '.length).slice(0, 3));

/** Without the line that tells the second at which it was written. */
export const withoutDate = (answer: string): string => answer.replace(/^date: .*\r\n/im, '');
