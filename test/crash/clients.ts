/** Senders on kept-alive connections, who remember what was promised to them. */
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Push } from './pushes.ts';

export type Reply = { readonly status: number; readonly body: string };

/** Sends one push. `undefined` when the connection broke before the last byte of an answer was there. */
export function send(publicUrl: string, push: Push, agent: Agent): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const sent = request(
      `${publicUrl}${push.target}`,
      { method: push.method, headers: { ...push.headers, 'content-length': Buffer.byteLength(push.body) }, agent },
      (response) => read(response).then(resolve),
    );
    sent.on('error', () => resolve(undefined));
    sent.end(push.body);
  });
}

function read(response: IncomingMessage): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', () => resolve(undefined));
    response.on('close', () =>
      resolve(
        response.complete
          ? { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }
          : undefined,
      ),
    );
  });
}

/** Is this a promise? AppDirect hears 200 for everything, also for a store that is away; there only a good result or a 202 is one. */
export function isAck(push: Push, reply: Reply): boolean {
  if (push.kind !== 'appdirect') return reply.status >= 200 && reply.status < 300;
  return reply.status === 202 || (reply.status === 200 && /"success"\s*:\s*"?true/.test(reply.body));
}

export type Load = {
  readonly sent: Push[];
  readonly acknowledged: Push[];
  /** Complete answers that are no ack: on a healthy machine there are none. */
  readonly refused: { readonly push: Push; readonly reply: Reply }[];
  /** Sends nothing more and resolves when every client has ended. */
  stop(): Promise<void>;
};

/** Each client sends one push after the other until it is stopped, its connection breaks, or all together have sent `pushesMax`. */
export function startLoad(options: {
  readonly publicUrl: string;
  readonly clients: number;
  readonly pushesMax: number;
  readonly next: () => Push;
}): Load {
  const { publicUrl, clients, pushesMax, next } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const load: Omit<Load, 'stop'> = { sent: [], acknowledged: [], refused: [] };
  let stopped = false;

  async function client(): Promise<void> {
    while (!stopped && load.sent.length < pushesMax) {
      const push = next();
      load.sent.push(push);
      const reply = await send(publicUrl, push, agent);
      if (reply === undefined) return; // The gateway was killed.
      if (isAck(push, reply)) load.acknowledged.push(push);
      else load.refused.push({ push, reply });
    }
  }

  const ended = Promise.all(Array.from({ length: clients }, client));
  return {
    ...load,
    stop: async () => {
      stopped = true;
      await ended;
      agent.destroy();
    },
  };
}
