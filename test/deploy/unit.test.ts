/** The unit for systemd, and what asks whether a gateway is ready. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { exitCodes } from '../../src/cli/failure.ts';
import { complaintAbout } from '../support/parse-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { absent, said, textOf } from './files.ts';

const run = promisify(execFile);
const unit = textOf('pushdock.service');
const lineOf = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

/** With this Node, which may be elsewhere than the unit expects one. */
function installed(t: { after(end: () => void): void }): string {
  const file = join(temporaryFolder(t), 'pushdock.service');
  writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath));
  return file;
}

test('the unit starts a command that the command line takes, and does not repeat what cannot be cured so', async () => {
  const [, program = '', ...words] = lineOf('ExecStart').split(' ');
  assert.ok(program.endsWith('/node_modules/pushdock/dist/src/cli/main.js'));
  assert.equal(await complaintAbout(words), undefined);
  assert.equal(lineOf('RestartPreventExitStatus'), `${exitCodes.usage} ${exitCodes.configuration}`);
  assert.equal(lineOf('ExecReload'), '/bin/kill -HUP $MAINPID');
});

test('systemd-analyze finds no fault in the unit', { skip: absent('systemd-analyze', '--version') }, (t) => {
  assert.equal(said('systemd-analyze', 'verify', '--man=no', installed(t)), '');
});

test('systemd-analyze says that the unit is exposed by 2.0 at most', {
  skip: absent('systemd-analyze', 'security', '--help'),
}, (t) => {
  const text = said('systemd-analyze', 'security', '--offline=true', '--no-pager', installed(t));
  const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(text)?.[1]);
  assert.ok(exposure <= 2, `${exposure}`);
});

/** Answers `/readyz` with each status in turn, and the last one from then on. */
async function answering(t: { after(end: () => void): void }, ...statuses: number[]): Promise<number> {
  const server = createServer(({ url }, response) => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    response.writeHead(url === '/readyz' ? (status ?? 500) : 404).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const node = (script: string, env: Readonly<Record<string, string>>): Promise<number> =>
  run(process.execPath, ['-e', script], { env: { ...process.env, ...env }, timeout: 30_000 }).then(
    () => 0,
    ({ code }: { code: number }) => code,
  );

test('the unit counts as started when the gateway is ready, and as failed when it has ended', async (t) => {
  const script = /^\S+ -e "(.*)"$/.exec(lineOf('ExecStartPost'))?.[1] ?? '';
  const at = async (...statuses: number[]) => script.replace(':8081/', `:${await answering(t, ...statuses)}/`);
  assert.notEqual(await at(200), script);
  assert.equal(await node(await at(503, 503, 200), { MAINPID: String(process.pid) }), 0);
  // No process can have this number: it is above what Linux gives out.
  assert.equal(await node(await at(503), { MAINPID: '4194305' }), 1);
});

test("the image's health check passes only while the gateway is ready", async (t) => {
  const [, words = '[]'] = /^ {2}CMD (\[.*\])$/m.exec(textOf('Dockerfile')) ?? [];
  const [, , script = '']: readonly string[] = JSON.parse(words);
  const check = (port: number) => node(script, { ADMIN_PORT: String(port) });
  assert.equal(await check(await answering(t, 200)), 0);
  assert.equal(await check(await answering(t, 503)), 1);
});
