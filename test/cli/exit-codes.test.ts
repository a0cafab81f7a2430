/** What a script learns from every command when it cannot do what was asked: a sentence on standard error, and an exit code that says why. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pushdock, pushdockProcess, type Ran } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const id = '01a1fcbd-0000-7000-8000-000000000000';

/** Every command that asks a gateway, with what it cannot do without. */
const clients: readonly (readonly string[])[] = [
  ['tail'],
  ['messages', 'list'],
  ['messages', 'count'],
  ['messages', 'export', 'session.ndjson'],
  ['messages', 'show', id],
  ['messages', 'tail'],
  ['messages', 'hold', id, '--reason', 'case 17'],
  ['messages', 'release', id],
  ['messages', 'held'],
  ['messages', 'retry', id],
  ['messages', 'try', id],
  ['events', 'list'],
  ['events', 'show', `${id}-0`],
  ['forward', '--to', 'http://127.0.0.1:1/'],
  ['consumers', 'list'],
  ['consumers', 'delete', 'billing'],
  ['deliveries', 'list'],
  ['deliveries', 'show', '1'],
  ['dead-letters', 'list'],
  ['dead-letters', 'redeliver', '1'],
  ['replay', id, '--yes'],
  ['replay', 'list'],
  ['replay', 'show', '1'],
  ['replay', 'stop', '1'],
  ['sinks', 'list'],
  ['sinks', 'pause', 'ledger'],
  ['sinks', 'resume', 'ledger'],
  ['sinks', 'test', 'ledger'],
  ['sources', 'show'],
  ['sources', 'show', 'shipping'],
  ['appdirect', 'pending'],
  ['appdirect', 'show', id],
  ['appdirect', 'complete', id, '--success'],
  ['oneshoppingcart', 'test', 'shop'],
  ['zettle', 'subscriptions', 'list'],
  ['zettle', 'subscriptions', 'create', '--events', 'all', '--email', 'a@example.com'],
  ['zettle', 'subscriptions', 'update', id, '--events', 'all'],
  ['zettle', 'subscriptions', 'delete', id],
  ['zettle', 'subscriptions', 'sync'],
  ['zettle', 'events'],
  ['zettle', 'whoami'],
  ['zettle', 'authorise', '--redirect-uri', 'https://hooks.example.com/back'],
  ['drift', 'list'],
  ['drift', 'show', '1'],
  ['drift', 'accept', '1'],
  ['drift', 'resolve', '1'],
  ['drift', 'propose', '1'],
  ['nodes'],
  ['alerts', 'list'],
  ['alerts', 'test', 'on-call'],
  ['health'],
  ['health', 'gap', 'shipping'],
  ['refused', 'list'],
  ['audit', 'list'],
  ['prune', '--plan'],
  ['reload'],
];
/** Those that need the configuration itself, secrets and all. */
const readers: readonly (readonly string[])[] = [
  ['serve'],
  ['doctor'],
  ['contracts', 'check'],
  ['backup', 'backup.db'],
  ['restore', 'backup.db'],
  ['migrate', 'sqlite-to-postgres', '--to', 'postgres://db.example.com/pushdock'],
  ['migrate', 'postgres-to-sqlite', '--to', 'copy.db'],
];
/** Neither: they ask the mocks (src/cli/mock*.ts), or touch files only. */
const others = [
  'completion',
  'init',
  'conformance',
  'mock',
  'certificate create',
  'contracts diff',
  'contracts release',
  'contracts publish',
  'contracts package',
  'help',
];

// A code that Zettle gave; `zettle authorise` looks for it first.
const env = { PUSHDOCK_CODE: 'a-code' };

/** Each of them to its end. */
async function ranAll(lines: readonly (readonly string[])[]): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const args of lines) ran.push(await as(args)(args, env));
  return ran;
}

/** `serve` leaves the process as a gateway needs it. */
const as = ([command]: readonly string[]) => (command === 'serve' ? pushdockProcess : pushdock);

async function ends(args: readonly string[], code: number, says: RegExp): Promise<void> {
  const ran = await as(args)(args, env);
  assert.equal(ran.code, code, `${args.join(' ')} ended with ${ran.code}: ${ran.stderr}${ran.stdout}`);
  assert.match(ran.stderr, says, args.join(' '));
  assert.doesNotMatch(ran.stderr, /^ +at .*:\d+:\d+\)?$/m, `${args.join(' ')} printed a stack`);
}

test('every command that asks a gateway ends with 4 where none answers', async () => {
  const ran = await ranAll(clients.map((args) => [...args, '--url', 'http://127.0.0.1:1']));
  for (const [index, { code, stderr }] of ran.entries()) {
    assert.match(stderr, /^pushdock: the operator API does not answer/, clients[index]?.join(' '));
    assert.equal(code, 4, clients[index]?.join(' '));
  }
});

test('every command with a faulty configuration prints the faults as serve does and ends with 3', async (t) => {
  const file = join(temporaryFolder(t), 'pushdock.yaml');
  writeFileSync(file, 'development: true\nsources:\n  shipping:\n    provider: pazl\nsinks: {}\n');
  const all = [...clients, ...readers].map((args) => [...args, '--config', file]);
  for (const [index, { code, stdout, stderr }] of (await ranAll(all)).entries()) {
    const said = `${all[index]?.join(' ')}: ${stderr}${stdout}`;
    assert.ok(said.includes(`${file}:4 sources.shipping.provider: `), said);
    assert.equal(code, 3, said);
    assert.doesNotMatch(stderr, /^ +at .*:\d+:\d+\)?$/m);
  }
});

test('a configuration that is missing, a folder, no YAML, or without an address is refused with 3, and so is a wrong ADMIN_PORT', async (t) => {
  const folder = temporaryFolder(t);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const list = (path: string) => ['messages', 'list', '--config', path];
  await ends(list(join(folder, 'none.yaml')), 3, /none\.yaml: cannot be read \(ENOENT\); name an existing file/);
  await ends(list(folder), 3, /cannot be read \(EISDIR\)/);
  await ends(list(file('tab.yaml', 'sources:\n\t- x')), 3, /tab\.yaml:2 this is not YAML/);
  await ends(list(file('empty.yaml', '')), 3, /the configuration is refused/);
  await ends(list(file('list.yaml', '- a\n- b\n')), 3, /the configuration is refused/);
  const address = 'sources: {}\nsinks: {}\nlisten: { public: 127.0.0.1:8080, admin: 127.0.0.1:80811 }\n';
  await ends(list(file('address.yaml', address)), 3, /address\.yaml:3 listen\.admin: is not host:port/);
  const { code, stderr } = await pushdock(['messages', 'list'], { ADMIN_PORT: 'eighty' });
  assert.deepEqual([code, /ADMIN_PORT is not a port/.test(stderr)], [3, true]);
});

test('a client reads no secret of the configuration: it may run where none of them is set', async (t) => {
  const file = join(temporaryFolder(t), 'pushdock.yaml');
  writeFileSync(
    file,
    [
      'listen: { public: 127.0.0.1:8080, admin: 127.0.0.1:9, tls: { cert: /nowhere/cert.pem, key: /nowhere/key.pem } }',
      'admin: { tokens: [ { name: on-call, secret: { env: PUSHDOCK_TEST_UNSET } } ] }',
      'sources: { shipping: { provider: paazl, auth: { bearer: [ { file: /nowhere/token } ] } } }',
      'sinks: { orders: { type: http, url: https://orders.example.com, secrets: [ { env: PUSHDOCK_TEST_UNSET } ] } }',
    ].join('\n'),
  );
  // Unreachable: it came as far as to ask.
  await ends(['messages', 'list', '--config', file], 4, /does not answer/);
  await ends(['serve', '--config', file], 3, /PUSHDOCK_TEST_UNSET/);
});

test('a mistake on the command line itself ends with 2: an option, a value, an address, a token that no header can carry', async () => {
  await ends(['messages', 'list', '--stat', 'failed'], 2, /unknown option '--stat'/);
  await ends(['events', 'list', '--limit', 'many'], 2, /a whole number above 0/);
  await ends(['dead-letters', 'list', '--verdict', 'maybe'], 2, /Allowed choices are match, drift, violation, unknown/);
  await ends(['sinks', 'pause'], 2, /missing required argument 'name'/);
  await ends(['messages', 'list', '--url', 'localhost:8081'], 2, /is not an http or https URL/);
  const secret = 'test-only-operator-token';
  const { code, stderr } = await pushdock(['messages', 'list'], { PUSHDOCK_TOKEN: `${secret}\n` });
  assert.equal(code, 2);
  assert.match(stderr, /PUSHDOCK_TOKEN contains a blank/);
  assert.ok(!stderr.includes(secret));
});

test('a file that cannot be written is a sentence and 1', async (t) => {
  const file = join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  await ends(
    ['certificate', 'create', 'shipping', '--out', join(file, 'folder')],
    1,
    /^pushdock: ENOTDIR: .*file\/folder/m,
  );
});

test('help finds every command, however deep, and every command is in one of the tables above', async () => {
  const leaves: string[] = [];
  for (let level: readonly (readonly string[])[] = [[]]; level.length > 0; ) {
    const next: (readonly string[])[] = [];
    for (const [index, { code, stdout, stderr }] of (await ranAll(level.map((path) => ['help', ...path]))).entries()) {
      const path = level[index] ?? [];
      assert.equal(code, 0, `help ${path.join(' ')}: ${stderr}`);
      assert.match(stdout, new RegExp(`^Usage: ${['pushdock', ...path].join(' ')}\\b`));
      // The program's own commands are under headings.
      const listed =
        path.length === 0
          ? stdout.slice(stdout.indexOf('\nStart here:\n'))
          : (/\nCommands:\n([\s\S]*?)(\n\n|$)/.exec(stdout)?.[1] ?? '');
      const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = '']) => name);
      const below = names.filter((name) => path.length === 0 || name !== 'help');
      if (below.length === 0 || path[0] === 'replay') leaves.push(path.join(' '));
      next.push(...below.map((name) => [...path, name]));
    }
    level = next;
  }
  const known = [...clients, ...readers].map((args) => args.join(' '));
  const isKnown = (leaf: string) =>
    known.some((args) => args === leaf || args.startsWith(`${leaf} `)) || others.some((name) => leaf.startsWith(name));
  assert.deepEqual(
    leaves.filter((leaf) => !isKnown(leaf)),
    [],
  );
  assert.ok(leaves.length > 40, leaves.join('\n'));
});

test('help on a command that does not exist suggests the nearest, with 2', async () => {
  await ends(['help', 'messages', 'lisst'], 2, /pushdock messages has no command lisst; did you mean list\?/);
  await ends(['help', 'mesages'], 2, /pushdock has no command mesages; did you mean messages\?/);
});

test('the process ends with the exit code and the sentence of its command, whichever it is', async (t) => {
  const file = join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  for (const [args, code, says] of [
    [['--version'], 0, /^$/],
    [['certificate', 'create', 'shipping', '--out', join(file, 'folder')], 1, /^pushdock: ENOTDIR: /],
    [['sinks', 'pause'], 2, /missing required argument 'name'/],
    [['sinks', 'list', '--config', `${file}.yaml`], 3, /file\.yaml: cannot be read \(ENOENT\)/],
    [['sinks', 'list', '--url', 'http://127.0.0.1:1'], 4, /^pushdock: the operator API does not answer/],
  ] as const) {
    const ran = await pushdockProcess(args);
    assert.equal(ran.code, code, args.join(' '));
    assert.match(ran.stderr, says);
    assert.deepEqual(ran, await pushdock(args), 'in a process of its own it says and does the same');
  }
});
