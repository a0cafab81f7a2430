/** The mock commands as somebody reads them: a recording's faults by the file's line, and why a push was lost. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { hearing } from '../simulate/engine/hearing.ts';
import { pushdock } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually } from '../support/try-gateway.ts';

async function openMocks(t: TestContext, status = 200) {
  const gateway = await hearing(t, () => ({ status }));
  const { control, close } = await startMocks({
    ...{ from: providers, providers: ['paazl'], gateway: gateway.url, timeScale: 0, seed: 'commands' },
    ...{ prism: false, anyPort: true, log: silentLog },
  });
  t.after(() => close());
  const advance = (seconds: number) =>
    fetch(`${control.url}/__mock/time`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ seconds }) },
    });
  const mock = (...words: string[]) => pushdock(['mock', ...words, '--mock', control.url]);
  return { gateway, mock, advance };
}

test('a fault in a recording is named with its line in the file, and nothing of the file is sent', async (t) => {
  const { gateway, mock } = await openMocks(t);
  assert.equal((await mock('emit', 'paazl', 'shipment-status', '--variant', 'created')).code, 0);
  const file = join(temporaryFolder(t), 'session.ndjson');
  assert.equal((await mock('record', file)).code, 0);
  const listed = await mock('log', '--json');
  const good = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), afterMs: 0 });
  const changed = (changes: object) => JSON.stringify({ ...JSON.parse(good), ...changes });
  for (const [third, said] of [
    ['{', /session\.ndjson:4 is not JSON/],
    [changed({ evnet: 1 }), /session\.ndjson:4 evnet is an unknown key; did you mean event\?/],
    [changed({ faults: [{ kind: 'delya' }] }), /session\.ndjson:4 faults\[0\]\.kind is "delya"/],
    [changed({ event: 'shipment' }), /session\.ndjson:4 paazl has no event shipment/],
    [changed({ content: { format: 'json' } }), /session\.ndjson:4 the content is not that of paazl shipment-status/],
  ] as const) {
    // An empty line is none of the messages, and counts as a line.
    writeFileSync(file, `${good}\n\n${good}\n${third}\n`);
    const { code, stderr } = await mock('replay', file);
    assert.equal(code, 1);
    assert.match(stderr, said);
  }
  assert.equal(gateway.heard.length, 1);
  assert.equal((await mock('log', '--json')).stdout, listed.stdout);
});

test('a push that is lost is in the log with the reason, whether it had attempts or was never sent', async (t) => {
  const { mock, advance } = await openMocks(t, 500);
  // Paazl's mock disables the push at its hundredth failed call, and a message has eight.
  await mock('emit', 'paazl', 'shipment-status', '--count', '14');
  await advance(25 * 3_600);
  const lines = async () => (await mock('log')).stdout.split('\n').filter((line) => / lost /.test(line));
  await eventually(async () => (await lines()).length > 0, 'nothing is lost');
  assert.match((await lines()).join('\n'), /paazl-\d+\.1 .* lost .*Paazl has disabled the push after 100 failed calls/);
  const emitted = await mock('emit', 'paazl', 'shipment-status');
  assert.match(emitted.stdout, /paazl-15 .* lost .*Paazl has disabled the push: what happens meanwhile is never sent/);
});

test('own data and headers are given on the command line, and what the contract does not know is refused with the nearest name', async (t) => {
  const { gateway, mock } = await openMocks(t);
  const file = join(temporaryFolder(t), 'status.json');
  writeFileSync(file, '{"orderReference":"mine","webshop":7,"barcode":"b","status":"SCANNED"}');
  const words = ['emit', 'paazl', 'shipment-status', '--data', file, '--set', 'barcode=3S1=x', '--header', 'x-trial=7'];
  const sent = await mock(...words);
  assert.deepEqual([sent.code, sent.stderr], [0, '']);
  const [heard] = gateway.heard;
  assert.match(String(heard?.bytes), /<orderReference>mine<.*<barcode>3S1=x</s);
  assert.equal(heard?.headers['x-trial'], '7');
  const refused = await mock('emit', 'paazl', 'shipment-status', '--set', 'barcod=1');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /has no field barcod; did you mean barcode\?/);
  assert.equal((await mock('emit', 'paazl', 'shipment-status', '--set', 'barcod=1', '--force')).code, 0);
  assert.match(String(gateway.heard[1]?.bytes), /<barcod>1</);
  assert.equal((await mock('emit', 'paazl', 'shipment-status', '--set', 'barcode')).code, 2);
  assert.equal((await mock('emit', 'paazl', 'shipment-status', '--fault', 'missing-field:status')).code, 0);
  assert.doesNotMatch(String(gateway.heard[2]?.bytes), /<status>/);
});

test('--watch prints each attempt, and returns when the message has ended', async (t) => {
  const { mock } = await openMocks(t);
  const { code, stdout } = await mock('emit', 'paazl', 'shipment-status', '--count', '2', '--watch');
  assert.equal(code, 0);
  assert.match(stdout, /paazl-1\.1 {2}shipment-status {2}attempt 1: 200 in \d+ ms/);
  assert.match(stdout, /paazl-2 {2}succeeded/);
});

test('mock explain says what every fault does, and which ones there are', async (t) => {
  const { mock } = await openMocks(t);
  const explain = (...words: string[]) => pushdock(['mock', 'explain', ...words]);
  assert.match((await explain('hang-up')).stdout, /^hang-up: .*\nA sound receiver: Keeps what it received/);
  const unknown = await explain('hangup');
  assert.deepEqual([unknown.code, /did you mean hang-up\?/.test(unknown.stderr)], [5, true]);
  const kinds: readonly { kind: string }[] = JSON.parse((await explain('--json')).stdout);
  const { stdout } = await mock('emit', 'paazl', 'shipment-status', '--json');
  assert.ok(stdout);
  assert.ok(kinds.length >= 24 && kinds.some(({ kind }) => kind === 'unknown-event'));
});

test('on the command line somebody makes a provider give up in days that pass at once, sees how it stands, and enables it again', async (t) => {
  const { gateway, mock } = await openMocks(t);
  const says = async (...words: string[]) => {
    const { code, stdout, stderr } = await mock(...words);
    assert.deepEqual([code, stderr], [0, ''], words.join(' '));
    return stdout;
  };
  assert.match(
    await says('status'),
    /The clock stands still.*Attempts that wait: 0.*paazl +enabled, 0 of 100 failures +8: the push may be disabled +up/s,
  );
  assert.match(await says('outage', 'paazl', '30h'), /reach nobody until/);
  await says('emit', 'paazl', 'shipment-status', '--count', '14');
  assert.match(await says('status'), /down until \d{4}-/);
  await says('clock', '--step');
  await says('clock', '--advance', '26h');
  assert.match(await says('status'), /disabled/);
  assert.match(await says('act', 'paazl'), /enable +Somebody at Paazl enables the push again/);
  await says('act', 'paazl', 'enable');
  await says('outage', 'paazl', '0s');
  assert.equal(gateway.heard.length, 0);
  assert.match(await says('emit', 'paazl', 'shipment-status'), / 200 +succeeded/);
  assert.match(await says('clock', '--scale', '3600'), /./);
  assert.match(await says('status'), /runs 3600 times as fast/);
  for (const [words, code, said] of [
    [['act', 'pazl', 'enable'], 5, /no mock is named pazl; did you mean paazl\?/],
    [['act', 'paazl', 'enabel'], 5, /paazl has no action enabel; did you mean enable\?/],
    [['outage', 'paazl', '2 weeks'], 2, /write a duration such as 90s, 10min, 72h or 3d/],
    [['clock', '--scale', 'fast'], 2, /a number from 0 to 1000000/],
    [['clock', '--step', '--advance', '1h'], 2, /cannot be used with/],
  ] as const) {
    const ran = await mock(...words);
    assert.deepEqual([ran.code, said.test(ran.stderr)], [code, true], `${words.join(' ')}: ${ran.stderr}`);
  }
});
