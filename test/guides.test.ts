/** README.md and the guides say what is true: commands are taken, configuration is valid, links lead somewhere. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { ConfigurationError, checkConfiguration } from '../src/config.ts';
import type { JsonValue } from '../src/formats/json.ts';
import { field } from '../src/formats/values.ts';
import { complaintAbout } from './support/parse-command.ts';
import { blocksOf, brokenLinks, commandsOf, guideFiles, mentionsOf, root, userFiles } from './support/written.ts';

describe('commands', () => {
  test('a line of a block is taken by the command line as it stands', async () => {
    const lines = userFiles.flatMap(commandsOf);
    assert.ok(lines.length > 60);
    const refused: string[] = [];
    for (const { at, words } of lines) {
      const complaint = await complaintAbout(words);
      if (complaint !== undefined) refused.push(`${at} pushdock ${words.join(' ')}: ${complaint}`);
    }
    assert.deepEqual(refused, []);
  });

  test('a command within a sentence exists, with its options', async () => {
    const refused: string[] = [];
    for (const { at, words } of userFiles.flatMap(mentionsOf)) {
      const complaint = await complaintAbout(words);
      if (complaint !== undefined && !/missing required argument|not specified/.test(complaint))
        refused.push(`${at} pushdock ${words.join(' ')}: ${complaint}`);
    }
    assert.deepEqual(refused, []);
  });

  test('the check refuses a command that does not exist', async () => {
    assert.match((await complaintAbout(['drift', 'lst'])) ?? '', /unknown command/);
    assert.match((await complaintAbout(['drift', 'list', '--nwe'])) ?? '', /unknown option/);
    assert.match((await complaintAbout(['messages', 'list', '--state', 'gone'])) ?? '', /invalid/);
    assert.match((await complaintAbout(['drift', 'show'])) ?? '', /missing required argument/);
    assert.match((await complaintAbout(['reload', 'now'])) ?? '', /too many arguments/);
  });

  test('make has every target that is named', () => {
    const targets = new Set(
      [...readFileSync(join(root, 'Makefile'), 'utf8').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name),
    );
    const text = [...userFiles, 'CONTRIBUTING.md'].map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const named = [...text.matchAll(/(?:^|`|&& )make ([a-z-]+(?: [a-z-]+)*?)(?=`|$| {2,}| [A-Z]+=)/gm)];
    assert.ok(named.length > 5);
    for (const [, names = ''] of named)
      for (const name of names.split(' ')) assert.ok(targets.has(name), `make ${name}`);
  });
});

describe('YAML', () => {
  const schemaOf = (file: string): ValidateFunction =>
    new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(root, 'spec', file), 'utf8')));
  const scenario = schemaOf('scenario.schema.json');
  const mockSettings = schemaOf('mock-settings.schema.json');

  for (const { file, line, text } of userFiles.flatMap(blocksOf).filter(({ language }) => language === 'yaml'))
    test(`the block at ${file}:${line} is valid`, () => {
      const value: JsonValue = parse(text);
      if (field(value, 'steps') !== undefined) assert.ok(scenario(value), JSON.stringify(scenario.errors));
      else if (field(value, 'gateway') !== undefined)
        assert.ok(mockSettings(value), JSON.stringify(mockSettings.errors));
      else assert.deepEqual(faultsOf(value), []);
    });

  test('a wrong key, a wrong value and a wrong secret are found here', () => {
    assert.match(faultsOf({ polcy: {} }).join(), /polcy/);
    assert.match(faultsOf({ policy: { offContract: 'delivr' } }).join(), /offContract/);
    assert.match(faultsOf({ sources: { pos: { provider: 'zettle' } } }).join(), /pos/);
  });
});

/** What is wrong with a fragment once it stands in a production configuration; every secret that it names is there. */
function faultsOf(fragment: JsonValue): readonly string[] {
  const minimal = {
    listen: {
      public: '127.0.0.1:8080',
      admin: '127.0.0.1:8081',
      trustedProxies: ['10.0.0.0/8'],
      clientCertificateHeader: 'x-client-cert',
    },
    publicUrl: 'https://hooks.example.com',
    store: 'sqlite:./data/pushdock.db',
    admin: { tokens: [{ name: 'on-call', secret: { env: 'OPERATOR_TOKEN' } }] },
    sources: { returns: { provider: 'paazl', auth: { bearer: [{ env: 'TOKEN' }] } } },
  };
  const listen = { ...minimal.listen, ...Object(field(fragment, 'listen')) };
  try {
    checkConfiguration({ ...minimal, ...Object(fragment), listen }, secrets);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // Files of the reader's machine are not here.
    return error.faults.filter((fault) => !/ENOENT|does not exist/.test(fault));
  }
}

const secrets: NodeJS.ProcessEnv = new Proxy(
  {},
  {
    get(_, name) {
      if (typeof name !== 'string' || /PORT$|^PUSHDOCK_NODE$/.test(name)) return undefined;
      const random = Buffer.from(name.padEnd(48, '.'));
      if (name.endsWith('_URL')) return 'https://hooks.example.com/of-a-team';
      return name.includes('WEBHOOK') ? `whsec_${random.subarray(0, 32).toString('base64')}` : random.toString('hex');
    },
  },
);

describe('JavaScript', () => {
  for (const { file, line, text } of userFiles.flatMap(blocksOf).filter(({ language }) => language === 'js'))
    test(`the block at ${file}:${line} is a module`, (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'pushdock-guide-'));
      t.after(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, 'block.mjs'), text);
      const { status, stderr } = spawnSync(process.execPath, ['--check', join(folder, 'block.mjs')]);
      assert.equal(status, 0, stderr.toString());
    });
});

describe('links', () => {
  const readmes = ['CONTRIBUTING.md', ...foldersWithReadme()];

  for (const file of [...userFiles, ...readmes])
    test(`every link of ${file} leads somewhere`, () => assert.deepEqual(brokenLinks(file), []));

  test('README.md leads to every guide', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    for (const file of guideFiles) assert.ok(text.includes(`(${file})`), file);
  });

  test('every condition that the guide explains exists', () => {
    const [, table = ''] = readFileSync(join(root, 'spec/guides/operating.md'), 'utf8').split('## Conditions');
    const names = [...(table.split('\n## ')[0] ?? '').matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name]) => name);
    const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
      .join('\n');
    assert.ok(names.length > 15);
    assert.deepEqual(
      names.filter((name) => !source.includes(`'${name}'`)),
      [],
    );
    const raised = [...source.matchAll(/kind: '([a-z]+(?:-[a-z]+)+)',\n\s+about/g)].map(([, name]) => name);
    assert.deepEqual(
      raised.filter((name) => !names.includes(name)),
      [],
    );
  });
});

function foldersWithReadme(): readonly string[] {
  return ['src', 'spec', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)README\.md$/.test(file))
      .map((file) => join(folder, file)),
  );
}
