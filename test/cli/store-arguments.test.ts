/** Commands that are told where a store is: what they refuse, they do not repeat, because it may have a password in it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = 'hunter2';
const MADE = 'postgres:';
/** Nobody listens at port 1 of loopback. */
const addresses = {
  'an address that is sound, of a database that is away': `postgres://pushdock:${SECRET}@127.0.0.1:1/pushdock`,
  'a password in the query': `postgres://pushdock@127.0.0.1:1/pushdock?password=${SECRET}`,
  'another scheme': `postgre://pushdock:${SECRET}@127.0.0.1:1/pushdock`,
  'a password with a slash': `postgres://pushdock:1/${SECRET}@127.0.0.1:1/pushdock`,
  'a password with a question mark': `postgres://pushdock:1?${SECRET}@127.0.0.1:1/pushdock`,
  'a password with a per cent sign': `postgres://pushdock:${SECRET}%@127.0.0.1:1/pushdock`,
  'no URL at all': `postgres://pushdock:${SECRET}@127.0.0.1:one/pushdock`,
} as const;

function configuration(t: TestContext, store: string): string {
  const file = join(temporaryFolder(t), 'pushdock.yaml');
  writeFileSync(file, `development: true\nsources: {}\nstore: ${JSON.stringify(store)}\n`);
  return file;
}

for (const [what, address] of Object.entries(addresses))
  test(`no command that is told of a database repeats its password: ${what}`, async (t) => {
    const folder = temporaryFolder(t);
    const there = join(folder, 'there.db');
    writeFileSync(there, '');
    const config = configuration(t, address);
    const commands = [
      ['migrate', 'sqlite-to-postgres', '--from', there, '--to', address],
      ['migrate', 'sqlite-to-postgres', '--from', address, '--to', address],
      ['migrate', 'postgres-to-sqlite', '--from', address, '--to', join(folder, 'copy.db')],
      ['migrate', 'postgres-to-sqlite', '--config', config, '--to', join(folder, 'copy.db')],
      ['migrate', 'postgres-to-sqlite', '--from', address, '--to', address],
      ['backup', address, '--config', config],
      ['backup', join(folder, 'backup.db'), '--config', config],
      ['restore', address, '--config', config],
      ['doctor', '--config', config],
      ['doctor', '--config', config, '--json'],
    ];
    for (const words of commands) {
      const { code, stdout, stderr } = await pushdock(words);
      assert.notEqual(code, 0, words.slice(0, 2).join(' '));
      assert.ok(!`${stdout}${stderr}`.includes(SECRET), `${words.slice(0, 2).join(' ')}: ${stdout}${stderr}`);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+\)?$/m, `${words.slice(0, 2).join(' ')}: a stack`);
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('postgre')),
      [],
    );
  });

test('a URL where a file is asked for is refused, and no folder is made of it', async (t) => {
  // In the working directory, where a command that takes the URL for a path makes it.
  t.after(() => rmSync(MADE, { recursive: true, force: true }));
  const config = configuration(t, 'sqlite:./x.db');
  const url = 'postgres://pushdock@127.0.0.1:1/pushdock';
  for (const words of [
    ['migrate', 'postgres-to-sqlite', '--from', url, '--to', url],
    ['migrate', 'sqlite-to-postgres', '--from', url, '--to', url],
    ['backup', url, '--config', config],
    ['restore', url, '--config', config],
  ]) {
    const { code, stderr } = await pushdock(words);
    assert.deepEqual([code, /is a URL; name a file here/.test(stderr)], [2, true], stderr);
  }
  assert.ok(!existsSync(MADE), `a folder ${MADE} was made`);
});
