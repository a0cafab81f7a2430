import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { pushdock } from './support/command.ts';
import { type RunningGateway, startTryGateway } from './support/try-gateway.ts';
import { commandsOf, userFiles } from './support/written.ts';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

type Stop = { readonly title: string; readonly command: string; readonly expected: string };

/** The blocks of README's tour, each with the line under it that says what comes back. */
function tour(): Stop[] {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const part = text.slice(text.indexOf('<!-- tour'), text.indexOf('<!-- end of tour'));
  return [...part.matchAll(/```sh\n([\s\S]*?)```\n→ (.*)/g)].map(([, command = '', expected = '']) => ({
    title: `${/push\/[a-z]+/.exec(command)?.[0]}: ${expected}`,
    command,
    expected,
  }));
}

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway();
});
after(() => gateway.stop());

test('the tour has a stop for each provider', () => {
  assert.ok(tour().length >= 6);
  for (const name of ['paazl', 'oneshoppingcart', 'zettle', 'appdirect'])
    assert.ok(
      tour().some(({ command }) => command.includes(`/push/${name}/`)),
      name,
    );
});

for (const { title, command, expected } of tour()) {
  test(`the README's tour, ${title}`, async () => {
    const { stdout } = await run('bash', ['-c', gateway.localise(command).replace('curl ', 'curl -sS ')], {
      cwd: root,
    });
    const [head = '', ...rest] = stdout.split('\r\n\r\n');
    const [said = '', event] = expected.split('; ');
    for (const [, part = ''] of said.matchAll(/`([^`]+)`/g)) {
      if (/^\d{3}$/.test(part)) assert.match(head, new RegExp(`^HTTP/1.1 ${part} `));
      else assert.ok(stdout.includes(part), `${part} is not in:\n${stdout}`);
    }
    if (said.includes('no body')) assert.equal(rest.join(''), '');
    const type = /^event `(.*)`$/.exec(event ?? '')?.[1];
    if (type !== undefined)
      await gateway.eventually(() => gateway.events().some((line) => line.type === type), `no event of type ${type}`);
    if (event === 'quarantined')
      await gateway.eventually(
        async () => (await gateway.messages('state=quarantined')).length > 0,
        'nothing is quarantined',
      );
  });
}

/** Of the commands in README.md and the guides, those that only look, and end by themselves. Parsing is for all of them: `guides.test.ts`. */
function looking(): readonly (readonly string[])[] {
  const lists =
    /^(messages|events|deliveries|dead-letters|sinks|drift|refused|consumers|replay) list|^messages held|^appdirect pending/;
  const others = /^sources show (shipping|shop|pos|market)$|^(replay|prune) --plan/;
  const all = userFiles.flatMap(commandsOf).map(({ words }) => words.filter((word) => word !== '--yes').join(' '));
  // Names of the guides' own configurations are not in the ready-to-try one.
  const here = all.map((line) => line.replace(/ --config \S+/, '')).filter((line) => !/ --sink orders/.test(line));
  return [...new Set(here)].filter((line) => lists.test(line) || others.test(line)).map((line) => line.split(' '));
}

test('each reading command of README and guides answers at the gateway of the tour', async () => {
  const commands = looking();
  assert.ok(commands.length >= 15, commands.join('\n'));
  for (let from = 0; from < commands.length; from += 4)
    await Promise.all(
      commands.slice(from, from + 4).map(async (words) => {
        const { code, stdout } = await pushdock([...words, '--url', gateway.operatorUrl]);
        assert.equal(code, 0, words.join(' '));
        assert.notEqual(stdout, '', words.join(' '));
      }),
    );
});

test('the message that the README looks for after its tour is there', async () => {
  const words = ['messages', 'list', '--field', 'barcode=AABBCCEEFFG', '--json', '--url', gateway.operatorUrl];
  const { stdout } = await pushdock(words);
  assert.ok(JSON.parse(stdout).items.length > 0);
});
