/**
 * A storm: the gateway is killed again and again within seconds, under load, while 1ShoppingCart's API is slow, one sink hangs and the module of
 * another rejects everything. Each kill ends whatever is under way, and none of that may be held against a message or a delivery.
 */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { home } from '../../spec/codegen/generator.ts';
import { startTryGateway } from '../support/try-gateway.ts';
import { isAck, type Load, send, startLoad } from './clients.ts';
import { readEvidence } from './evidence.ts';
import { findLosses, type Loss } from './losses.ts';
import { kinds, makePush, openMarks, type Push } from './pushes.ts';
import type { Random } from './random.ts';

export type Storm = {
  readonly kills: number;
  readonly tookMs: number;
  readonly acknowledged: number;
  readonly losses: readonly Loss[];
  /** Messages that were given up, with their reasons. */
  readonly failed: readonly string[];
  /** Dead letters by sink; only the module's own are right. */
  readonly dead: Readonly<Record<string, number>>;
  /** What no other sink than the module still owes in the end. */
  readonly waiting: number;
  /** How long it took after the last kill until nothing was owed. */
  readonly recoveredMs: number;
};

const CLIENTS = 4;
const PUSHES_PER_LIFE = 40;
const SLOW_API_MS = 2_000;
const RECOVERY_MS_MAX = 240_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Kills `kills` times, each time between `lifeMs` after the gateway was ready, then lets it recover. */
export async function playStorm(options: {
  readonly kills: number;
  readonly lifeMs: readonly [number, number];
  readonly random: Random;
}): Promise<Storm> {
  const { kills, lifeMs, random } = options;
  const order = readFileSync(join(home, 'spec/providers/oneshoppingcart/examples/order.accepted.xml'));
  let hanging = true;
  const held = new Set<ServerResponse>();
  const outside = await serving((path, response) => {
    if (path.startsWith('/API/'))
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/xml' }).end(order), SLOW_API_MS);
    else if (hanging) held.add(response);
    else response.writeHead(204).end();
  });
  const gateway = await startTryGateway({
    files: {
      'data/rejects.mjs': `export const every = { type: '*', handle: async () => { throw new Error('the module rejects everything'); } };\n`,
    },
    configure: (text) =>
      text.replace(/apiBase: \S+/, `apiBase: ${outside.url}`).replace(/(?<=events\.ndjson\n)/, sinksOf(outside.url)),
  });
  const nextMark = openMarks();
  const [promised, unanswered]: [Push[], Push[]] = [[], []];
  const host = gateway.localise('127.0.0.1:4015');
  const startedMs = performance.now();
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const load = startLoad({
        publicUrl: gateway.publicUrl,
        clients: CLIENTS,
        pushesMax: PUSHES_PER_LIFE,
        next: () => makePush(random.pick(kinds), nextMark(), host),
      });
      await pause(random.between(lifeMs[0], lifeMs[1]));
      await gateway.kill('SIGKILL');
      await load.stop();
      note(load, promised, unanswered);
      await gateway.restart();
    }
    const tookMs = performance.now() - startedMs;
    const calmMs = performance.now();
    hanging = false;
    for (const response of held) response.destroy();
    for (const push of unanswered) {
      const reply = await send(gateway.publicUrl, push, outside.agent);
      if (reply !== undefined && isAck(push, reply)) promised.push(push);
    }
    const data = join(gateway.folder, 'data');
    const standing = () => standingOf(join(data, 'pushdock.db'));
    while (standing().waiting > 0 && performance.now() - calmMs < RECOVERY_MS_MAX) await pause(200);
    const recoveredMs = performance.now() - calmMs;
    const losses = findLosses(promised, readEvidence(data));
    return { kills, tookMs, acknowledged: promised.length, losses, ...standing(), recoveredMs };
  } finally {
    await gateway.stop();
    await outside.close();
  }
}

// After the last sink of the ready-to-try configuration.
const sinksOf = (url: string): string => `  hanging:
    type: http
    url: ${url}/events
    secrets: [whsec_${Buffer.alloc(32, 7).toString('base64')}]
    timeoutMs: 5000
  module:
    type: module
    path: ./data/rejects.mjs
    retry: { attempts: 3, first: 1s }
`;

type Outside = { readonly url: string; readonly agent: Agent; close(): Promise<void> };

/** Everything that is not the gateway. */
async function serving(answer: (path: string, response: ServerResponse) => void): Promise<Outside> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request.url ?? '/', response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    url: `http://127.0.0.1:${port}`,
    agent,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function note(load: Load, promised: Push[], unanswered: Push[]): void {
  promised.push(...load.acknowledged);
  const known = new Set(load.acknowledged);
  unanswered.push(...load.sent.filter((push) => !known.has(push)));
}

function standingOf(path: string): Pick<Storm, 'failed' | 'dead' | 'waiting'> {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    const failed = db.prepare<[], { reason: string }>(
      `SELECT id || ': ' || reason AS reason FROM messages WHERE state = 'failed'`,
    );
    const dead = db.prepare<[], { sink: string; count: number }>(
      `SELECT sink, count(*) AS count FROM deliveries WHERE state = 'dead' GROUP BY sink`,
    );
    const count = (sql: string) => Number(db.prepare(sql).pluck().get());
    return {
      failed: failed.all().map(({ reason }) => reason),
      dead: Object.fromEntries(dead.all().map(({ sink, count: letters }) => [sink, letters])),
      waiting:
        count('SELECT count(*) FROM work WHERE due_at_ms IS NOT NULL') +
        // Without a row of its own there, a message is work as long as it is `received`.
        count(
          `SELECT count(*) FROM messages WHERE state = 'received' AND sequence NOT IN (SELECT message_sequence FROM work)`,
        ) +
        count(`SELECT count(*) FROM deliveries WHERE state = 'due' AND sink <> 'module'`),
    };
  } finally {
    db.close();
  }
}
