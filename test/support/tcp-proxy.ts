/** Stands between a client and a server, and does what networks do: leads elsewhere, delays, stops, and cuts, also between a COMMIT and its answer. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  readonly port: number;
  /** Where connections lead that are opened from now on. */
  leadTo(port: number): void;
  /** Breaks every open connection. Returns how many. */
  cut(): number;
  /** How long each piece of either direction takes longer, from now on. */
  delay(ms: number): void;
  /** From now on nothing passes, and connections stay open, as behind a router that has lost its power. What was held passes after `release`. */
  hold(): void;
  release(): void;
  /**
   * From now on, a connection whose client has sent `after` is broken when PostgreSQL has ended that transaction, before the client hears of it. At most `times`.
   */
  cutAnswers(after: RegExp, times: number): void;
  /**
   * The next COMMIT of a connection whose client has sent `after` breaks that connection at the client, and reaches the server when `send` is called: the client knows nothing of a
   * transaction that is still to be kept.
   */
  holdCommit(after: RegExp): { readonly isHeld: () => boolean; readonly send: () => void };
  /** How many answers were cut. */
  answersCut(): number;
  end(): Promise<void>;
};

// ReadyForQuery, outside a transaction: what came before it is committed, or was rolled back.
const ENDED = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const COMMIT = Buffer.from('COMMIT\0');
// What is looked for may come in two pieces.
const TAIL_CHARACTERS = 200;

export async function openTcpProxy(target: number): Promise<TcpProxy> {
  let [leadsTo, delayMs, held, cuts, answersCut] = [target, 0, false, 0, 0];
  let pattern: RegExp | undefined;
  let commitHeld: { readonly after: RegExp; sent?: () => void } | undefined;
  const pairs = new Set<readonly [Socket, Socket]>();
  const waiting: (() => void)[] = [];

  /** In order, because a timer of the same delay fires in the order in which it was set. */
  function pass(use: () => void): void {
    if (held) waiting.push(use);
    else if (delayMs > 0) setTimeout(use, delayMs);
    else use();
  }

  const server = createServer((client) => {
    const upstream = connect(leadsTo, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    let [tail, said, isHeld] = ['', false, false];
    const close = () => {
      if (isHeld) return;
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', close);
      socket.on('close', close);
    }
    client.on('data', (piece: Buffer) => {
      const wanted = commitHeld?.sent ? pattern : (commitHeld?.after ?? pattern);
      if (wanted) {
        tail += piece.toString('latin1');
        said ||= wanted.test(tail);
        tail = tail.slice(-TAIL_CHARACTERS);
      }
      if (said && commitHeld && !commitHeld.sent && piece.includes(COMMIT)) {
        isHeld = true;
        commitHeld.sent = () => {
          isHeld = false;
          upstream.end(piece);
        };
        client.destroy();
        return;
      }
      pass(() => upstream.write(piece));
    });
    upstream.on('data', (piece: Buffer) => {
      if (pattern && piece.includes(ENDED)) {
        const found = said;
        [tail, said] = ['', false];
        if (found && cuts > 0) {
          cuts -= 1;
          answersCut += 1;
          close();
          return;
        }
      }
      pass(() => client.write(piece));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = () => {
    const open = [...pairs];
    for (const [client, upstream] of open) {
      client.destroy();
      upstream.destroy();
    }
    return open.length;
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      leadsTo = port;
    },
    cut,
    delay: (ms) => {
      delayMs = ms;
    },
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      for (const use of waiting.splice(0)) use();
    },
    cutAnswers: (after, times) => {
      pattern = after;
      cuts = times;
    },
    holdCommit: (after) => {
      const held: typeof commitHeld = { after };
      commitHeld = held;
      return { isHeld: () => held.sent !== undefined, send: () => held.sent?.() };
    },
    answersCut: () => answersCut,
    async end() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
