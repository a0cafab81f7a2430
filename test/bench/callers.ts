/** Keep-alive connections that send requests and read statuses, and nothing else: the client must cost less than the server that it measures. */
import { connect, type Socket } from 'node:net';

export type Asked = {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Callers = {
  /** Sent as soon as a connection is free. `done` gets undefined where the connection failed. */
  send(asked: Asked, done: (status: number | undefined) => void): void;
  close(): void;
};

type Call = { readonly bytes: string; readonly done: (status: number | undefined) => void };
type Caller = { socket?: Socket; call?: Call | undefined; unread: string };

export function openCallers(url: string, count: number): Callers {
  const { hostname, port, host } = new URL(url);
  const free: Caller[] = Array.from({ length: count }, () => ({ unread: '' }));
  const all = [...free];
  const waiting: Call[] = [];
  let first = 0;

  function next(caller: Caller): void {
    const call = waiting[first];
    if (call === undefined) return void free.push(caller);
    first += 1;
    if (first === waiting.length) {
      waiting.length = 0;
      first = 0;
    }
    begin(caller, call);
  }

  function begin(caller: Caller, call: Call): void {
    caller.call = call;
    caller.unread = '';
    caller.socket ??= open(caller);
    caller.socket.write(call.bytes);
  }

  function end(caller: Caller, status: number | undefined): void {
    const { call } = caller;
    caller.call = undefined;
    if (call === undefined) return;
    call.done(status);
    next(caller);
  }

  function open(caller: Caller): Socket {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      caller.unread += chunk;
      const status = statusOf(caller.unread);
      if (status !== undefined) end(caller, status);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (caller.socket !== socket) return;
      delete caller.socket;
      end(caller, undefined);
    });
    return socket;
  }

  return {
    send({ method, target, headers, body }, done) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
      const call = {
        bytes: `${method} ${target} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${length}\r\n${body}`,
        done,
      };
      const caller = free.pop();
      if (caller === undefined) waiting.push(call);
      else begin(caller, call);
    },
    close() {
      for (const caller of all) caller.socket?.destroy();
    },
  };
}

/** Once the whole answer is here. */
function statusOf(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined && /\r\ntransfer-encoding:/i.test(head))
    throw new Error(`an answer without a length:\n${head}`);
  return text.length - headEnd - 4 < Number(length ?? 0) ? undefined : Number(head.slice(9, 12));
}
