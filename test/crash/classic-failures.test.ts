/** Our own gateway, as `make run` starts it, keeps on either engine what every provider asks of a receiver, also when it is killed between two attempts. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Report } from '../../src/conformance/check.ts';
import { pushdockProcess } from '../support/command.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

// Beside each other: after each scenario they wait for seconds whether a second event comes.
describe('the classic failures', { concurrency: true }, () => {
  for (const engine of ['SQLite', 'PostgreSQL'] as const)
    test(
      `the gateway on ${engine} passes for every provider, hands on one event for every kind of repeat, and survives kill -9 between two attempts`,
      {
        skip: engine === 'PostgreSQL' && postgresBinaries() === undefined && noPostgres,
      },
      (t) => passes(t, engine),
    );
});

/** Kills the gateway with -9 and starts it again whenever the file is there, then removes it. Returns the command that waits for that. */
function restarts(t: TestContext, gateway: RunningGateway): string {
  const asked = join(gateway.folder, 'restart');
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      if (existsSync(asked)) {
        await gateway.kill('SIGKILL');
        await gateway.restart();
        rmSync(asked);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  t.after(async () => {
    ended = true;
    await watching;
  });
  return `touch '${asked}'; while [ -e '${asked}' ]; do sleep 0.05; done`;
}

async function passes(t: TestContext, engine: 'SQLite' | 'PostgreSQL') {
  const store =
    engine === 'SQLite'
      ? undefined
      : `{ url: "${(await sharedPostgres()).url()}", schema: classic_failures, standby: none }`;
  const gateway = await startTryGateway({
    configure: (text) => (store === undefined ? text : text.replace(/^store: .*$/m, `store: ${store}`)),
  });
  t.after(() => gateway.stop());
  const portBase = new URL(`http://${gateway.localise('127.0.0.1:4010')}`).port;
  const junit = join(gateway.folder, 'junit.xml');
  const html = join(gateway.folder, 'report.html');
  const { code, stdout, stderr } = await pushdockProcess([
    ...['conformance', gateway.publicUrl, '--port-base', portBase, '--json', '--junit', junit, '--html', html],
    ...['--observe', `${gateway.operatorUrl}/api/events?limit=200`, '--restart', restarts(t, gateway)],
  ]);
  assert.ok(stdout.startsWith('{'), stderr);
  const report: Report = JSON.parse(stdout);
  assert.deepEqual(
    report.checks
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ provider, id, seen }) => `${provider} ${id}: ${seen}`),
    [],
  );
  assert.deepEqual([code, report.passed], [0, true]);
  const passed = report.checks
    .filter(({ outcome }) => outcome === 'passed')
    .map(({ provider, id }) => `${provider} ${id}`);
  for (const provider of ['paazl', 'oneshoppingcart', 'zettle', 'appdirect'])
    for (const id of [
      'sound',
      'sequential-duplicate-once',
      'concurrent-duplicates-once',
      'timeout-then-retry-once',
      'wrong-key',
      'secret-canary',
    ])
      assert.ok(passed.includes(`${provider} ${id}`), `${provider} ${id}`);
  const restart = report.checks.filter(({ id }) => id === 'restart-between-attempts').map(({ outcome }) => outcome);
  assert.deepEqual([...new Set(restart)], ['passed']);
  const xml = readFileSync(junit, 'utf8');
  assert.match(
    xml,
    new RegExp(`<testsuites name="conformance" tests="${report.checks.length}" failures="0" errors="0" skipped="\\d+"`),
  );
  assert.match(readFileSync(html, 'utf8'), /<h1>The receiver passed<\/h1>/);
}
