import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openLineWriter } from '../src/running/line-writer.ts';
import { logWatch } from '../src/running/log-watch.ts';
import { freePort } from './support/free-ports.ts';
import { recordingLog } from './support/recording-log.ts';
import { eventually, pushdockProgram, START_MS_MAX } from './support/try-gateway.ts';

type Output = number | 'pipe' | 'ignore';

type Started = {
  readonly child: ChildProcess;
  readonly push: (id: number) => Promise<number>;
  readonly page: (path: string) => Promise<string>;
  readonly folder: string;
  /** Writes its file again, with another `log`. */
  readonly configure: (log: string) => void;
};

/** `outputs`: standard output and standard error of a gateway with one source and no sink. */
async function gatewayWith(t: TestContext, outputs: readonly [Output, Output], log = '{}'): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-log-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  const file = join(folder, 'pushdock.yaml');
  const configure = (wanted: string) =>
    writeFileSync(
      file,
      `development: true
listen: { public: 127.0.0.1:${port}, admin: 127.0.0.1:${adminPort} }
store: sqlite:${folder}/store.db
sources: { shipping: { provider: paazl, auth: { bearer: [ development-paazl-token ] } } }
sinks: { ledger: { type: file, path: ${folder}/events.ndjson } }
log: ${wanted}
`,
    );
  configure(log);
  const child = spawn(process.execPath, [...pushdockProgram(), 'serve', '--config', file], {
    stdio: ['ignore', ...outputs],
  });
  t.after(async () => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const page = async (path: string) => (await fetch(`http://127.0.0.1:${adminPort}${path}`)).text();
  await eventually(
    () => {
      assert.equal(child.exitCode, null, 'the gateway lives');
      return page('/health/ready').then(
        () => true,
        () => false,
      );
    },
    'the gateway does not listen',
    START_MS_MAX,
  );
  const push = async (id: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: 'Bearer development-paazl-token' },
      body: JSON.stringify({ orderReference: `order-${id}`, status: 'delivered' }),
    });
    return answer.status;
  };
  return { child, push, page, folder, configure };
}

const lostIn = (metrics: string) => Number(/^pushdock_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1]);

async function acknowledges({ push }: Started, pushes: number): Promise<void> {
  const statuses = [];
  for (let id = 0; id < pushes; id += 1) statuses.push(await push(id));
  assert.deepEqual(statuses, Array(pushes).fill(200));
}

async function stopsInTime({ child }: Started): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
}

const full = '/dev/full';
const noFullDevice = existsSync(full) ? false : 'there is no /dev/full here';

test('a gateway whose log and output are on a full disk starts, acknowledges, counts the lost lines and stops', {
  skip: noFullDevice,
}, async (t) => {
  const descriptor = openSync(full, 'w');
  t.after(() => closeSync(descriptor));
  const gateway = await gatewayWith(t, [descriptor, descriptor]);
  await acknowledges(gateway, 5);
  assert.ok(lostIn(await gateway.page('/metrics')) >= 5);
  const { items } = JSON.parse(await gateway.page('/api/conditions'));
  const [condition] = items.filter(({ kind }: { kind: string }) => kind === 'log-unwritable');
  assert.match(condition.detail, /log lines could not be written .*\(ENOSPC\): its disk is full; make room there/);
  await stopsInTime(gateway);
});

test('a gateway whose log nobody reads any more goes on acknowledging', async (t) => {
  const gateway = await gatewayWith(t, ['pipe', 'pipe']);
  gateway.child.stdout?.destroy();
  gateway.child.stderr?.destroy();
  await acknowledges(gateway, 20);
  assert.ok(lostIn(await gateway.page('/metrics')) > 0);
  await stopsInTime(gateway);
});

test('a gateway whose log reader hangs goes on acknowledging, keeps at most a megabyte of lines, and stops', async (t) => {
  // A reader that never reads: the other end of each pipe is in a process that waits.
  const gateway = await gatewayWith(t, ['pipe', 'pipe']);
  gateway.child.stdout?.pause();
  gateway.child.stderr?.pause();
  const shut = () => Promise.all(Array.from({ length: 100 }, (_, id) => gateway.push(id)));
  let pushes = 0;
  while (lostIn(await gateway.page('/metrics')) === 0) {
    assert.ok(new Set(await shut()).has(200));
    pushes += 100;
    assert.ok(pushes < 20_000, 'a bound on what waits');
  }
  assert.match(await gateway.page('/api/conditions'), /the program that reads it has stopped reading/);
  await stopsInTime(gateway);
});

test('once a log can be written again it says how many lines were lost, and begins on a line of its own', async () => {
  let room = 10;
  let seen = '';
  const told: unknown[] = [];
  const writer = openLineWriter(
    2,
    (lost) => told.push(lost),
    async (text) => {
      const taken = Math.min(room, text.byteLength);
      if (taken === 0) return 'ENOSPC';
      room -= taken;
      seen += text.subarray(0, taken).toString();
      return taken;
    },
  );
  writer.write('first\n');
  await writer.flush(1000);
  for (const line of ['second\n', 'third\n', 'fourth\n']) writer.write(line);
  await writer.flush(1000);
  assert.deepEqual(writer.losses(), { lines: 3, reason: 'ENOSPC' });
  room = 100;
  writer.write('fifth\n');
  await writer.flush(1000);
  assert.deepEqual(seen.split('\n'), ['first', 'seco', 'fifth', '']);
  assert.deepEqual(told, [{ lines: 3, reason: 'ENOSPC' }]);
});

test('the condition of a lossy log ends ten minutes after the last loss', () => {
  let lines = 0;
  const watch = logWatch({ ...recordingLog(), losses: () => ({ lines, reason: 'EPIPE' }) });
  assert.deepEqual(watch(0), []);
  lines = 3;
  assert.deepEqual(
    [60_000, 659_999, 660_000].map((ms) => [...(watch(ms) as readonly unknown[])].length),
    [1, 1, 0],
  );
});

test('what is imported through a link after the log was opened on a pipe is the file that the link leads to', (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pushdock-log-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real/one.mjs'), 'export const at = import.meta.url;');
  symlinkSync('real', join(folder, 'link'));
  const urlOf = (path: string) => pathToFileURL(join(folder, path)).href;
  const program = pushdockProgram();
  const log = new URL(`../src/log${extname(program.at(-1) ?? '')}`, import.meta.url);
  const code = `(await import('${log}')).openLog(); console.log((await import('${urlOf('link/one.mjs')}')).at);`;
  const args = [...program.slice(0, -1), '--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(stdout.trim(), urlOf('real/one.mjs'), stderr);
});

test('each area writes what its level says, on the delivering thread too, and a reload takes other levels up', async (t) => {
  const gateway = await gatewayWith(t, ['ignore', 'pipe'], '{ level: { default: warn, deliver: debug } }');
  let output = '';
  gateway.child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const events = () => linesOf(output).map(({ event }) => event);
  await acknowledges(gateway, 1);
  await eventually(() => events().includes('delivery.attempted'), 'the attempt is in the log');
  const first = events();
  assert.deepEqual(
    ['message.judged', 'event.made'].map((event) => first.includes(event)),
    [true, true],
  );
  assert.deepEqual(
    ['gateway.started', 'message.received', 'request.answered'].map((event) => first.includes(event)),
    [false, false, false],
    first.join(),
  );

  gateway.configure('{ level: { deliver: error, receive: debug, gateway: info } }');
  gateway.child.kill('SIGHUP');
  await eventually(() => events().includes('configuration.reloaded'), 'the reload is in the log');
  const before = linesOf(output).length;
  assert.equal(await gateway.push(2), 200);
  // Its event lies in the file when everything that could be logged of it has been.
  await eventually(
    () => readFileSync(join(gateway.folder, 'events.ndjson'), 'utf8').includes('order-2'),
    'the event is delivered',
  );
  await stopsInTime(gateway);
  const after = events().slice(before);
  assert.deepEqual(
    ['message.received', 'request.answered', 'message.judged', 'delivery.attempted'].map((event) =>
      after.includes(event),
    ),
    [true, true, false, false],
    after.join(),
  );
});

test('a start with an unknown level or area says which word was meant', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-log-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const refusal = (log: string) => {
    const file = join(folder, 'pushdock.yaml');
    writeFileSync(file, `development: true\nsources: {}\nsinks: {}\nlog: ${log}\n`);
    const { status, stderr } = spawnSync(process.execPath, [...pushdockProgram(), 'serve', '--config', file], {
      encoding: 'utf8',
    });
    assert.equal(status, 3, stderr);
    return stderr;
  };
  assert.match(
    refusal('{ level: { delivery: debug } }'),
    /log\.level\.delivery: is an unknown key; did you mean deliver\?/,
  );
  assert.match(refusal('{ level: inof }'), /log\.level: has a value that is not known; did you mean info\?/);
  assert.match(refusal('{ level: { http: debug } }'), /remove it \(known here: default, gateway, receive, deliver, /);
});

const linesOf = (output: string): { readonly event: string }[] =>
  output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
