/**
 * Sees every answer that a gateway's listeners give, in whichever way a test started it and whoever asks: whatever `node:http` serves for
 * a server that `src/receive` or `src/operator` has made. Nothing in the product knows of it.
 */
import { AsyncResource } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { Socket } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { noteFault } from './faults.ts';
import type { Listener, SeenAnswer } from './judge.ts';

/** Who makes a gateway's servers. A test holds that they are still there. */
const makers: readonly { readonly listener: Listener; readonly file: RegExp }[] = [
  { listener: 'public', file: /\/src\/receive\/tls\.[jt]s$/ },
  { listener: 'operator', file: /\/src\/operator\/listener\.[jt]s$/ },
];

const listeners = new WeakMap<Server, Listener>();

export function watchAnswers(): void {
  for (const module of [http, https]) {
    const { createServer } = module;
    Reflect.set(module, 'createServer', (...args: unknown[]) => {
      const server: Server = Reflect.apply(createServer, module, args);
      const listener = makerOf();
      if (listener !== undefined) watchServer(server, listener);
      return server;
    });
  }
  syncBuiltinESMExports();
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Started;
    const listener = listeners.get(server);
    if (listener !== undefined) watchResponse(request, response, listener);
  });
}

/** As Node documents the channel. */
type Started = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly server: Server };

function makerOf(): Listener | undefined {
  const usual = Error.prepareStackTrace;
  // Not the stack as a text: that would read the source map of every file in it.
  Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? '');
  const files: unknown = new Error('only its stack is looked at').stack;
  Error.prepareStackTrace = usual;
  if (!Array.isArray(files)) return undefined;
  return makers.find(({ file }) => files.some((name) => file.test(name)))?.listener;
}

function watchServer(server: Server, listener: Listener): void {
  listeners.set(server, listener);
  judging ??= outside.runInAsyncScope(() =>
    import('./judge.ts').then((module) => {
      loaded = module;
    }),
  );
  const { listen } = server;
  // Not before its answers can be judged: one that was answered and killed at once would have told nothing.
  server.listen = (...args: unknown[]) => {
    judging?.then(() => Reflect.apply(listen, server, args)).catch((error: unknown) => server.emit('error', error));
    return server;
  };
  // A listener of our own would keep Node from answering by itself, as it does on the operator's side.
  if (listener !== 'public') return;
  const watched = new WeakSet<Socket>();
  server.on('clientError', (_error, socket: Socket) => {
    if (watched.has(socket)) return;
    watched.add(socket);
    const { end } = socket;
    socket.end = (...args: unknown[]) => {
      if (typeof args[0] === 'string' && args[0].startsWith('HTTP/1.1 ')) judge(readAnswer(args[0], listener));
      return Reflect.apply(end, socket, args);
    };
  });
}

function watchResponse(request: IncomingMessage, response: ServerResponse, listener: Listener): void {
  const { write, end } = response;
  const chunks: Buffer[] = [];
  const keep = ([chunk, encoding]: readonly unknown[]) => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.write = (...args: unknown[]) => {
    keep(args);
    return Reflect.apply(write, response, args);
  };
  response.end = (...args: unknown[]) => {
    keep(args);
    const look = () => {
      // The head as it is written: Node remembers no headers that were given to `writeHead` alone.
      const answer = readAnswer(`${Reflect.get(response, '_header')}`, listener);
      const { method = '', url = '' } = request;
      const path = url.split('?')[0] ?? '';
      judge({ ...answer, request: { method, path }, body: readBody(answer, Buffer.concat(chunks)) });
    };
    // Before it is sent, where that is possible: whoever has heard it may kill this process.
    const { headersSent } = response;
    if (headersSent) look();
    const ended = Reflect.apply(end, response, args);
    if (!headersSent) look();
    return ended;
  };
}

const readBody = ({ headers }: SeenAnswer, bytes: Buffer): string => {
  const read = { br: brotliDecompressSync, gzip: gunzipSync }[headers['content-encoding'] ?? ''];
  return (read === undefined || bytes.byteLength === 0 ? bytes : read(bytes)).toString('utf8');
};

function readAnswer(text: string, listener: Listener): SeenAnswer {
  const head = text.split('\r\n\r\n', 1)[0] ?? '';
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => [line.split(':', 1)[0]?.toLowerCase(), line.replace(/^[^:]*: */, '')]);
  return {
    listener,
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: text.slice(head.length + 4),
  };
}

type Judging = typeof import('./judge.ts');
let judging: Promise<void> | undefined;

/** The runner takes a test file whose loading waits for a module that a test has begun to load for a part of that test. */
const outside = new AsyncResource('answers');
let loaded: Judging | undefined;

/** The same good answer comes thousands of times where strangers flood: such a text is judged once. */
const good = new Set<string>();
const GOOD_MAX = 10_000;
const GOOD_LENGTH_MAX = 1_000;

function judge(answer: SeenAnswer): void {
  if (loaded !== undefined) note(answer, loaded);
}

function note(answer: SeenAnswer, { faultsOf }: Judging): void {
  const { listener, request, status, headers, body } = answer;
  const asked = request === undefined ? 'what was no request' : `${request.method} ${request.path}`;
  const key = `${listener} ${asked} ${status} ${Object.keys(headers)} ${headers['content-type']} ${body}`;
  if (good.has(key)) return;
  const faults = attempt(() => faultsOf(answer));
  for (const fault of faults) noteFault(`${asked} on the ${listener} listener, answered ${status}: ${fault}`);
  if (faults.length === 0 && key.length < GOOD_LENGTH_MAX && good.size < GOOD_MAX) good.add(key);
}

/** A mistake of the judge's must not become the gateway's. */
function attempt(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch (error) {
    return [`it could not be judged: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
