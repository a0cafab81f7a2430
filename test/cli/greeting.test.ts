/** What `pushdock serve` says at its start. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { firstPush, greeting } from '../../src/cli/greeting.ts';
import { here } from '../../src/cli/here.ts';
import { createProgram } from '../../src/cli/program.ts';
import { paintFor } from '../../src/cli/terminal.ts';
import { loadConfiguration } from '../../src/config.ts';
import { packageRoot } from '../../src/running/package-root.ts';
import { Secret } from '../../src/trust/secrets.ts';

const urls = { publicUrl: 'http://127.0.0.1:8080', operatorUrl: 'http://127.0.0.1:8081' };
const tried = loadConfiguration(join(packageRoot(), 'spec/config.try.yaml'), {});
const plain = paintFor({}, {});
const said = async (changes: Partial<typeof urls> = {}, configuration = tried) => {
  const given = { ...urls, ...changes };
  return greeting(configuration, given, await firstPush(configuration, given), plain).join('\n');
};

test('the greeting of make run has one line of curl that can be pasted, and every address', async () => {
  const lines = (await said()).split('\n');
  const [push = '', ...more] = lines.filter((line) => line.startsWith('curl '));
  assert.deepEqual(more, []);
  assert.match(
    push,
    /^curl -i http:\/\/127\.0\.0\.1:8080\/push\/paazl\/shipping -H "Authorization: Bearer development-paazl-token" .* -d '\{.*\}'$/,
  );
  for (const line of [
    'Pushes    http://127.0.0.1:8080/push/…',
    'Console   http://127.0.0.1:8081/console/',
    'Mocks     http://127.0.0.1:4010',
  ])
    assert.ok(
      lines.some((one) => one.trim() === line),
      line,
    );
  assert.ok(lines.some((line) => /^ +npx pushdock tail +shows what arrives/.test(line)));
  assert.deepEqual([lines.at(0), lines.at(-1)], ['', '']); // Apart from the lines of the log.
});

test('every command that the greeting shows exists', async () => {
  const shown = [...(await said()).matchAll(/npx pushdock ([a-z]+)(?: ([a-z]+))?/g)];
  assert.ok(shown.length >= 3);
  for (const [line, name = '', below] of shown) {
    const program = await createProgram([name, '--help']);
    const command = program.commands.find((one) => one.name() === name);
    assert.ok(command, line);
    if (command.commands.length > 0)
      assert.ok(
        command.commands.some((one) => one.name() === below),
        line,
      );
  }
});

test('a command names the operator API where it is not found by itself, and a gateway that protects something shows no push', async () => {
  const text = await said({ operatorUrl: 'http://127.0.0.1:9081' }, { ...tried, development: false });
  assert.match(text, /npx pushdock tail --url http:\/\/127\.0\.0\.1:9081/);
  assert.doesNotMatch(text, /curl|DEVELOPMENT|development-/);
  assert.match(await said({ publicUrl: '' }), /Pushdock delivers\./);
});

test('the line about the mocks names theirs, not the operator API, and only where it is not the usual one', async () => {
  const line = async (mocks: number) =>
    (await said({ operatorUrl: 'http://127.0.0.1:9081' }, { ...tried, mocks }))
      .split('\n')
      .find((one) => one.includes('mock emit'));
  assert.match((await line(4110)) ?? '', /mock emit <provider> <event> --mock http:\/\/127\.0\.0\.1:4110 /);
  assert.doesNotMatch((await line(4010)) ?? '--', /--/);
});

test('a secret that a shell would read as more than a word is in no line to paste', async () => {
  const place = 'sources.shipping.auth.bearer.0';
  const withSecret = (text: string) => ({
    ...tried,
    sources: { shipping: tried.sources.shipping as NonNullable<typeof tried.sources.shipping> },
    writtenSecrets: [{ place, secret: Secret.of(text) }],
  });
  for (const text of ['a"; touch /tmp/x; "', '`id`', '$(id)', 'two words', 'back\\slash'])
    assert.equal(await firstPush(withSecret(text), urls), undefined, text);
  assert.match((await firstPush(withSecret('plain_.~+/=-1'), urls)) ?? '', /plain_\.~\+\/=-1/);
});

test('the greeting has colours on a terminal only', () => {
  const lines = (paint: ReturnType<typeof paintFor>) => greeting(tried, urls, 'curl -i', paint).join('\n');
  assert.ok(lines(paintFor({ isTTY: true }, {})).includes('\u001b['));
  assert.ok(!lines(plain).includes('\u001b['));
});

test('a listener on every address is shown by one that can be opened, and secrets are announced only where some are written', async () => {
  assert.equal(here('http://0.0.0.0:8080'), 'http://127.0.0.1:8080');
  assert.equal(here('https://[::]:8443'), 'https://127.0.0.1:8443');
  assert.equal(here('http://10.0.0.0:8080'), 'http://10.0.0.0:8080');
  assert.match(await said(), /Its secrets:\n {2}sources\./);
  assert.doesNotMatch(await said({}, { ...tried, writtenSecrets: [] }), /Its secrets/);
});
