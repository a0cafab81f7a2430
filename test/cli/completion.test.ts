/** Completions in a real shell, and the manual page. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { candidates } from '../../src/cli/complete.ts';
import { manualPage } from '../../src/cli/man.ts';
import { createProgram } from '../../src/cli/program.ts';
import { pushdock } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pushdockProgram } from '../support/try-gateway.ts';

const id = '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37';
const lists: Readonly<Record<string, readonly object[]>> = {
  '/api/sources': [
    { name: 'shipping', provider: 'paazl', pushUrl: 'http://x/push' },
    { name: 'pos', provider: 'zettle', pushUrl: 'http://x/push' },
  ],
  '/api/sinks': [{ name: 'ledger' }, { name: 'orders' }],
  '/api/messages': [{ id }],
};

/** Answers lists as the operator API does, as far as completing needs. */
async function gateway(t: { after(work: () => void): void }): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const items = lists[url.split('?')[0] ?? ''];
    response.writeHead(items ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ items }));
  });
  t.after(() => server.close());
  const port = await freePorts(1);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}`;
}

test('words that may come next: commands, options, and the names and ids of the gateway', async (t) => {
  const before = process.env.PUSHDOCK_URL;
  process.env.PUSHDOCK_URL = await gateway(t);
  t.after(() => {
    if (before === undefined) delete process.env.PUSHDOCK_URL;
    else process.env.PUSHDOCK_URL = before;
  });
  assert.deepEqual(await candidates(['ser']), ['serve']);
  assert.ok((await candidates([''])).includes('messages') && !(await candidates([''])).includes('__complete'));
  assert.deepEqual(await candidates(['messages', 'sh']), ['show']);
  assert.deepEqual(await candidates(['messages', '']).then((all) => all.includes('tail')), false);
  assert.deepEqual(await candidates(['tail', '--sou']), ['--source']);
  assert.deepEqual(await candidates(['tail', '--source', '']), ['shipping', 'pos']);
  assert.deepEqual(await candidates(['tail', '--source', 'pos', '--state', 'q']), ['quarantined']);
  assert.deepEqual(await candidates(['sinks', 'pause', 'l']), ['ledger']);
  assert.deepEqual(await candidates(['sources', 'show', '']), ['shipping', 'pos']);
  assert.deepEqual(await candidates(['messages', 'show', '']), [id]);
  assert.deepEqual(await candidates(['completion', '']), ['bash', 'zsh', 'fish']);
  assert.deepEqual(await candidates(['serve', '--config', '']), []); // The shell completes files.
});

test('a name from the gateway is not offered where a shell would take it for more than one plain word', async (t) => {
  const { url, asked } = await hostileGateway(t);
  assert.deepEqual(await candidates(['messages', 'show', '--url', url, '']), ['plain-id:1']);
  assert.deepEqual(await candidates(['tail', `--url=${url}`, '--source', '']), ['plain-id:1']);
  assert.deepEqual(await candidates(['tail', '--url', url, '--source=']), ['--source=plain-id:1']);
  assert.ok(
    asked.every((one) => !one.startsWith('/api/messages') || one.includes('masked=true')),
    asked.join(),
  );
});

test('the gateway that the words name with --config is asked', async (t) => {
  const { url } = await hostileGateway(t);
  const file = join(temporaryFolder(t), 'other.yaml');
  writeFileSync(
    file,
    `development: true\nlisten: { admin: '${url.replace('http://', '')}' }\nsources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }\nsinks: { out: { type: file, path: ./out } }\n`,
  );
  assert.deepEqual(await candidates(['sinks', 'pause', '--config', file, 'p']), ['plain-id:1']);
});

async function hostileGateway(t: { after(work: () => void): void }) {
  const asked: string[] = [];
  const names = ['plain-id:1', '$(touch /tmp/x)', 'a;b', 'a b', '`id`', '*', "it's", 'a\nb', '~', ''];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const items = names.map((name) => ({ id: name, name, provider: 'paazl', pushUrl: 'http://x/push' }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items }));
  });
  t.after(() => server.close());
  const port = await freePorts(1);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, asked };
}

test('without a gateway commands and options are completed all the same', async (t) => {
  const nobody = `http://127.0.0.1:${await freePorts(1)}`;
  const before = process.env.PUSHDOCK_URL;
  process.env.PUSHDOCK_URL = nobody;
  t.after(() => {
    if (before === undefined) delete process.env.PUSHDOCK_URL;
    else process.env.PUSHDOCK_URL = before;
  });
  assert.deepEqual(await candidates(['sinks', 'pause', '']), []);
  assert.deepEqual(await candidates(['sinks', 'pau']), ['pause']);
});

test('in a real bash the printed script completes a source that the gateway knows', async (t) => {
  const folder = temporaryFolder(t);
  const script = join(folder, 'completions');
  writeFileSync(script, (await pushdock(['completion', 'bash'])).stdout);
  const own = join(folder, 'pushdock');
  const words = [process.execPath, ...pushdockProgram()].map((word) => `'${word}'`).join(' ');
  writeFileSync(own, `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(own, 0o755);
  const asked = `. '${script}'; COMP_WORDS=(pushdock tail --source sh); COMP_CWORD=3; _pushdock; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p pushdock`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, PUSHDOCK_URL: await gateway(t) };
  const bash = spawn('bash', ['--norc', '-c', asked], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of bash.stdout) said += String(chunk);
  assert.deepEqual(said.trim().split('\n'), ['shipping', 'complete -o default -F _pushdock pushdock']);
});

test('in a real bash a value with colons is one word, and what is written already does not come twice', async (t) => {
  const folder = temporaryFolder(t);
  const script = join(folder, 'completions');
  writeFileSync(script, (await pushdock(['completion', 'bash'])).stdout);
  // Says what it was asked, and offers two words.
  const own = join(folder, 'pushdock');
  writeFileSync(own, `#!/bin/sh\nprintf '%s|' "$@" >&3\nprintf '%s\\n' token:abc 'token:*'\n`);
  chmodSync(own, 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const words = '(pushdock tail --url http : //127.0.0.1 : 9 --identity token : a)';
  const asked = `. '${script}'; cd '${folder}'; COMP_WORDS=${words}; COMP_CWORD=11; _pushdock 3>asked; printf '%s\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', asked], { env, encoding: 'utf8' });
  assert.deepEqual(stdout.trim().split('\n'), ['abc', '*'], stderr);
  assert.equal(
    readFileSync(join(folder, 'asked'), 'utf8'),
    '__complete|--|tail|--url|http://127.0.0.1:9|--identity|token:a|',
  );
});

for (const [shell, check] of [
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const)
  test(`the script for ${shell} has no error of syntax`, {
    skip: spawnSync(shell, ['-c', 'true']).status !== 0 && `${shell} is not on this machine`,
  }, async (t) => {
    const script = join(temporaryFolder(t), 'completions');
    writeFileSync(script, (await pushdock(['completion', shell])).stdout);
    const { status, stderr } = spawnSync(shell, [...check, script], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

test('the manual page has every command and option, and groff reads it without a warning', async (t) => {
  const page = manualPage(await createProgram());
  const plain = page.replaceAll('\\-', '-');
  for (const words of [
    '.SS pushdock messages list',
    '--identity',
    '.SH EXIT STATUS',
    'PUSHDOCK_TOKEN',
    '.SS pushdock zettle',
  ])
    assert.ok(plain.includes(words), words);
  assert.doesNotMatch(page, /__complete|__man/);
  const groff = spawnSync('groff', ['-man', '-Tutf8', '-ww'], { input: page, encoding: 'utf8' });
  if (groff.error) return t.diagnostic('groff is not on this machine');
  assert.equal(groff.stderr, '');
  assert.match(groff.stdout, /pushdock/);
});
