/** Our own gateway, as `make run` starts it, keeps what every provider asks of a receiver. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Report } from '../../src/conformance/check.ts';
import { pushdockProcess } from '../support/command.ts';
import { startTryGateway } from '../support/try-gateway.ts';

test('the gateway passes for every provider, and hands on one event for every kind of repeat', async (t) => {
  const gateway = await startTryGateway();
  t.after(() => gateway.stop());
  const portBase = new URL(`http://${gateway.localise('127.0.0.1:4010')}`).port;
  const junit = join(gateway.folder, 'junit.xml');
  const html = join(gateway.folder, 'report.html');
  const { code, stdout, stderr } = await pushdockProcess([
    ...['conformance', gateway.publicUrl, '--port-base', portBase, '--json', '--junit', junit, '--html', html],
    ...['--observe', `${gateway.operatorUrl}/api/events?limit=200`],
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
  const restart = report.checks.filter(({ id }) => id === 'restart-between-attempts');
  assert.deepEqual([...new Set(restart.map(({ outcome }) => outcome))], ['not observable']);
  // --observe was given, and is not asked for again.
  for (const { seen } of restart) assert.match(seen, /name a command that does it with --restart <command>$/);
  const xml = readFileSync(junit, 'utf8');
  assert.match(
    xml,
    new RegExp(`<testsuites name="conformance" tests="${report.checks.length}" failures="0" errors="0" skipped="\\d+"`),
  );
  assert.match(readFileSync(html, 'utf8'), /<h1>The receiver passed<\/h1>/);
});
