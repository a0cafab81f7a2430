/** The clock of a gateway that runs as users run it, beside a Zettle that is another process and fails in fast motion until it deletes the subscription. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import { openMockControl, whoHolds } from '../../src/simulate/control/client.ts';
import { pushdock } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { eventually, pushdockProgram, START_MS_MAX, startTryGateway } from '../support/try-gateway.ts';

/** 258,000 seconds of tries in 72. At more, the time that each answer takes would be a larger share of a wait than Zettle's. */
const timeScale = 3_600;

async function startZettle(t: TestContext, gateway: string) {
  const portBase = await freePorts(10);
  const words = ['mock', 'up', 'zettle', '--no-prism', '--time-scale', String(timeScale), '--seed', '7'];
  const child = spawn(
    process.execPath,
    [...pushdockProgram(), ...words, '--gateway', gateway, '--port-base', String(portBase)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const control = openMockControl(`http://127.0.0.1:${portBase}`);
  await eventually(async () => (await whoHolds(control)) !== undefined, 'the mock does not answer', START_MS_MAX);
  return {
    emit: async (event: string) => {
      const emitted = await control.emit({ body: { provider: 'zettle', event, count: 1, faults: [] } });
      assert.equal(emitted.status, 200);
    },
    hasSubscription: async () => {
      const state = (await whoHolds(control))?.providers[0]?.state;
      return Array.isArray(state?.subscriptions) && state.subscriptions.length > 0;
    },
  };
}

/** Where the gateway's alerts go. */
async function openPager(t: TestContext) {
  const heard: { readonly kind: string; readonly about: string; readonly link: string; readonly atMs: number }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { what, items } = JSON.parse(text);
      if (what === 'opened') heard.push(...items.map((item: object) => ({ ...item, atMs: Date.now() })));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts` };
}

test('a gateway in a process of its own foretells within 5 % when the mock Zettle in another deletes the subscription, has alerted before, and names the lost events afterwards', async (t) => {
  const pager = await openPager(t);
  const gateway = await startTryGateway({
    mocks: false,
    configure: (text) =>
      `${text.replace(/zLzClQLQN8\w+/, 'test-only-another-signing-key-of-zettle-0123456789')}
alerts:
  pager: { type: http, url: '${pager.url}', secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw], conditions: [source-*] }
`,
  });
  t.after(() => gateway.stop());
  const zettle = await startZettle(t, gateway.publicUrl);
  const operator = createGateway({ baseUrl: gateway.operatorUrl });
  const pos = async () => {
    const answer = await operator.getHealth({});
    const found = answer.status === 200 ? answer.body.items.find(({ name }) => name === 'pos') : undefined;
    assert.ok(found);
    return found;
  };

  await zettle.emit('PurchaseCreated');
  await zettle.emit('ProductCreated');
  const foretold: { readonly seenMs: number; readonly ms: number; readonly isAtRisk: boolean }[] = [];
  await eventually(
    async () => {
      const isOver = !(await zettle.hasSubscription());
      const { givesUp, state } = await pos();
      // Before half of the time has passed the tries come so close together that their pace is this machine's and not Zettle's.
      if (!isOver && givesUp.at !== undefined)
        foretold.push({ seenMs: Date.now(), ms: Date.parse(givesUp.at), isAtRisk: state === 'at risk' });
      return isOver;
    },
    'the mock has not deleted its subscription',
    4 * (258_000_000 / timeScale),
  );
  const deletedMs = Date.now();
  const startedMs = Date.parse((await pos()).oldest?.firstAt ?? '');

  const tookMs = deletedMs - startedMs;
  for (let tenth = 1; tenth < 10; tenth += 1) {
    const last = foretold.filter(({ seenMs }) => seenMs <= startedMs + (tenth * tookMs) / 10).at(-1);
    if (last !== undefined)
      t.diagnostic(
        `after ${tenth}0 %: foretold ${((100 * (last.ms - deletedMs)) / tookMs).toFixed(1)} % of the time off`,
      );
  }
  const atRisk = foretold.filter((one) => one.isAtRisk);
  assert.ok(atRisk.length > 5, `the source was seen at risk ${atRisk.length} times`);
  const bound = 0.05 * tookMs;
  for (const { ms } of atRisk)
    assert.ok(Math.abs(ms - deletedMs) <= bound, `${ms - deletedMs} ms off, ${bound} allowed`);

  for (const kind of ['source-refusing', 'source-at-risk']) {
    const alert = pager.heard.find((one) => one.kind === kind);
    assert.equal(alert?.about, 'source pos', `${kind} was not told`);
    assert.ok(alert.atMs < deletedMs, `${kind} was told ${alert.atMs - deletedMs} ms after the deletion`);
    assert.match(alert.link, new RegExp(`/contracts/guides/conditions\\.html#${kind}$`));
  }

  await eventually(async () => (await pos()).state === 'probably switched off', 'the deletion was not noticed');
  const gap = await pushdock(['health', 'gap', 'pos', '--url', gateway.operatorUrl]);
  assert.equal(gap.code, 0, gap.stderr);
  for (const line of gap.stdout.split('\n')) t.diagnostic(line);
  assert.doesNotMatch(gap.stdout, /may still come/, 'its subscription is gone');
  for (const event of ['PurchaseCreated', 'ProductCreated'])
    assert.match(gap.stdout, new RegExp(`${event} [0-9a-f-]{36}`));
});
