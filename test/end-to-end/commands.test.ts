import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pushdock, pushdockProcess } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

let gateway: RunningGateway;
let broken: string;
before(async () => {
  gateway = await startTryGateway({ mocks: false });
  broken = join(gateway.folder, 'broken.yaml');
  writeFileSync(broken, readFileSync(gateway.file, 'utf8').replace('provider: paazl', 'provider: pazl'));
});
after(() => gateway?.stop());

test('doctor finds no fault in a healthy gateway, and warns that development mode is on', async () => {
  const { code, stdout } = await pushdock(['doctor', '--config', gateway.file]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^ok +node: v\d+/m);
  assert.match(stdout, /^ok +configuration: \d+ sources, 1 sink; every secret was found$/m);
  assert.match(stdout, /^warning +configuration: .*development/m);
  assert.match(stdout, /^ok +store: \/.*pushdock\.db$/m);
  assert.match(stdout, /^ok +sink ledger: \/.*events\.ndjson$/m);
  assert.match(stdout, /^ok +gateway: ready; 0 messages and 0 deliveries are waiting$/m);
});

test('doctor on a configuration with a fault names the line and the cure, and ends with 3', async () => {
  const { code, stdout, stderr } = await pushdock(['doctor', '--config', broken, '--json']);
  assert.equal(code, 3);
  assert.match(stderr, /^pushdock: there are faults/m);
  const checks: readonly { level: string; about: string; text: string }[] = JSON.parse(stdout);
  const fault = checks.find(({ level }) => level === 'fault');
  assert.match(fault?.text ?? '', /provider.*paazl/);
});

test('doctor warns of a gateway that does not run, and does not call it a fault', async () => {
  const idle = join(gateway.folder, 'idle.yaml');
  writeFileSync(idle, readFileSync(gateway.file, 'utf8').replace(/admin: 127\.0\.0\.1:\d+/, 'admin: 127.0.0.1:1'));
  const { code, stdout } = await pushdock(['doctor', '--config', idle]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^warning +gateway: the gateway is not running$/m);
});

const url = () => ['--url', gateway.operatorUrl];
const nowhere = ['--url', 'http://127.0.0.1:1'];
const cases: readonly { name: string; args: () => readonly string[]; code: number; says: RegExp }[] = [
  {
    name: 'a gateway that does not answer',
    args: () => ['messages', 'list', ...nowhere],
    code: 4,
    says: /start the gateway/,
  },
  {
    name: 'a message that does not exist',
    args: () => ['messages', 'show', '01a1fcbd-0000-7000-8000-000000000000', ...url()],
    code: 5,
    says: /^pushdock: Nothing has this id or name/m,
  },
  {
    name: 'an event that does not exist',
    args: () => ['events', 'show', '01a1fcbd-0000-7000-8000-000000000000-0', ...url()],
    code: 5,
    says: /^pushdock: Nothing has this id or name/m,
  },
  {
    name: 'a source that does not exist',
    args: () => ['sources', 'show', 'nowhere', ...url()],
    code: 5,
    says: /^pushdock: Nothing has this id or name/m,
  },
  {
    name: 'a configuration with a fault',
    args: () => ['serve', '--config', broken],
    code: 3,
    says: /the configuration is refused\n.*provider/,
  },
  {
    name: 'a configuration that is not there',
    args: () => ['serve', '--config', `${broken}.not`],
    code: 3,
    says: /broken\.yaml\.not/,
  },
  {
    name: 'an option that does not exist',
    args: () => ['messages', 'list', '--stat', 'failed'],
    code: 2,
    says: /unknown option/,
  },
  {
    name: 'a state that does not exist',
    args: () => ['messages', 'list', '--state', 'lost'],
    code: 2,
    says: /Allowed choices are/,
  },
  { name: 'a command that there is not', args: () => ['mesages'], code: 2, says: /unknown command/ },
  { name: 'no command', args: () => [], code: 2, says: /Usage: pushdock/ },
];

for (const { name, args, code, says } of cases) {
  test(`${name}: a sentence on standard error, and exit code ${code}`, async () => {
    const ran = await (args()[0] === 'serve' ? pushdockProcess : pushdock)(args());
    assert.equal(ran.code, code, ran.stderr);
    assert.match(ran.stderr, says);
    assert.doesNotMatch(ran.stderr, /^ +at .*:\d+:\d+\)?$/m, 'no stack');
    assert.equal(ran.stdout, '');
  });
}

test('a result goes to standard output, with exit code 0', async () => {
  for (const args of [
    ['messages', 'list'],
    ['events', 'list'],
    ['sources', 'show'],
    ['sources', 'show', 'shipping'],
  ]) {
    const { code, stdout, stderr } = await pushdock([...args, ...url(), '--json']);
    assert.equal(code, 0, stderr);
    assert.doesNotThrow(() => JSON.parse(stdout), `${args.join(' ')} printed ${stdout}`);
  }
  const help = await pushdock(['messages', 'list', '--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Examples:/);
});
