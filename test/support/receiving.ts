/** A receiver of our events that the site shows, started as the page says and tried with what our http sink sends. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { eventRequest } from '../../src/outbound/event-request.ts';
import { type ReceiveSample, SAMPLE_PORT } from '../../src/publishing/publish/samples/receive/receive-sample.ts';
import { readWebhookKey } from '../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { eventOf } from '../deliver/sinks/events.ts';
import { freePort } from './free-ports.ts';
import { until } from './until.ts';

/** The secret of `spec/events/signing.yaml`. */
export const exampleSecret = 'whsec_ZGV2ZWxvcG1lbnQtd2ViaG9vay1zZWNyZXQtMDAwMQ==';

const keyOf = (text: string) => {
  const read = readWebhookKey(Secret.of(text));
  assert.ok(read.ok);
  return read.key;
};

/** `more` is tried at the end, while it runs. */
export async function receives(
  t: TestContext,
  { file, run, program }: ReceiveSample,
  folder: string,
  more: (port: number) => Promise<void> = async () => {},
): Promise<void> {
  const port = await freePort();
  const here = (text: string) => text.replaceAll(String(SAMPLE_PORT), String(port));
  writeFileSync(join(folder, file), here(program));
  // A group of its own, because `go run` starts another program.
  const child = spawn('bash', ['-c', here(run)], {
    cwd: folder,
    detached: true,
    // What one run remembers of its events must not be known to the next.
    env: { ...process.env, WEBHOOK_SECRET: exampleSecret, GO111MODULE: 'off', TMPDIR: folder },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { pid } = child;
  assert.ok(pid);
  t.after(() => process.kill(-pid));

  const event = eventOf('com.toy.moved', { status: 'MOVED', amount: '9007199254740993', note: 'ü ☕' });
  const now = Math.floor(Date.now() / 1000);
  const send = async (
    changes: { seconds?: number; secrets?: readonly string[]; body?: string; drop?: string } = {},
  ) => {
    const keys = (changes.secrets ?? [exampleSecret]).map(keyOf);
    const { headers, body } = eventRequest(event, {
      mode: 'structured',
      keys,
      timestampSeconds: changes.seconds ?? now,
    });
    const sent = Object.entries(headers).filter(([name]) => name !== changes.drop);
    const answer = await fetch(`http://127.0.0.1:${port}/events`, {
      method: 'POST',
      headers: sent,
      body: changes.body ?? body,
    });
    return answer.status;
  };
  await until(
    () =>
      send({ drop: 'webhook-signature' }).then(
        () => true,
        () => false,
      ),
    {
      msMax: 60_000,
      everyMs: 100,
      otherwise: () => `it does not listen: ${output}`,
    },
  );

  const other = `whsec_${Buffer.from('not-the-secret-of-this-example').toString('base64')}`;
  assert.equal(await send({ drop: 'webhook-signature' }), 401);
  assert.equal(await send({ drop: 'webhook-timestamp' }), 401);
  assert.equal(await send({ secrets: [other] }), 401);
  assert.equal(await send({ seconds: now - 400 }), 401);
  assert.equal(await send({ seconds: now + 400 }), 401);
  assert.equal(await send({ body: '{"type":"com.toy.moved"}' }), 401);
  assert.ok(!output.includes(event.id), output);
  assert.equal(await send({ secrets: [other, exampleSecret] }), 204);
  assert.equal(await send(), 204);
  await more(port);
  await until(() => output.includes(event.id), { otherwise: () => `it says nothing of the event: ${output}` });
  const told = output.split('\n').filter((line) => line.includes(event.id));
  assert.equal(told.length, 1, `a repeat was handled again: ${output}`);
}
