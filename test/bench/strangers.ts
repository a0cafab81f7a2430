/** Good pushes at a constant rate, alone and while strangers send thousands of wrong signatures a second to another source of the same gateway. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Paced, pace } from './paced.ts';
import { folder, gateway } from './subjects.ts';

const run = promisify(execFile);

export type Beside = { readonly alone: Paced; readonly beside: Paced; readonly strangersPerSecond: number };

// Each of 150 connections waits 25 ms between its requests: 6,000 a second at most.
const CONNECTIONS = 150;
const PAUSE_MS = 25;

export async function besideStrangers(perSecond: number, seconds: number): Promise<Beside> {
  const server = await gateway.start();
  const script = join(folder(), 'strangers.lua');
  const envelope = JSON.stringify({
    organizationUuid: 'c0ffee00-0000-11eb-8dcd-0242ac130003',
    messageUuid: '5e2a6c70-9b0d-11ee-b9d1-0242ac120002',
    eventName: 'InventoryTrackingStarted',
    messageId: '5e2a6c70-9b0d-11ee-b9d1-0242ac120003',
    payload: '{"productUuid":"c0ffee00-0000-11eb-8dcd-0242ac130004"}',
    timestamp: '2026-01-01T00:00:00.000Z',
  });
  writeFileSync(
    script,
    `wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["x-izettle-signature"] = string.rep("0", 64)
wrk.body = ${JSON.stringify(envelope)}
function delay() return ${PAUSE_MS} end
`,
  );
  try {
    await pace(server.url, perSecond, 1);
    const alone = await pace(server.url, perSecond, seconds);
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds + 2}s`, '-s', script, `${server.url}/push/zettle/pos`];
    const strangers = run('wrk', args);
    await new Promise((done) => setTimeout(done, 1000));
    const beside = await pace(server.url, perSecond, seconds);
    const { stdout } = await strangers;
    return { alone, beside, strangersPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN) };
  } finally {
    await server.stop();
  }
}
