import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { faultsOf, sound } from './write.ts';

const example = readFileSync(join(import.meta.dirname, '../../spec/config.example.yaml'), 'utf8');
const names = [...new Set([...example.matchAll(/\{ env: ([A-Z_]+) \}/g)].map(([, name]) => name ?? ''))].filter(
  (name) => name !== 'NAME',
); // Of a comment.
const good = (name: string): string =>
  name.includes('WEBHOOK')
    ? `whsec_${Buffer.from(`test-only-${name}-of-nobody`).toString('base64')}`
    : `test-only-secret-of-nobody-${name.toLowerCase().replaceAll('_', '-')}`;
const env = Object.fromEntries(names.map((name) => [name, good(name)]));
const ofForm = /stray line end|have to encode/;

const strays: Readonly<Record<string, (text: string) => string>> = {
  'a line end after it': (text) => `${text}\n`,
  'a blank before it': (text) => ` ${text}`,
  'a tab after it': (text) => `${text}\t`,
  'a byte order mark before it': (text) => `\ufeff${text}`,
  'a no-break space after it': (text) => `${text}\u00a0`,
  'a character of no width after it': (text) => `${text}\u200b`,
  'a line end inside': (text) => `${text.slice(0, 12)}\n${text.slice(12)}`,
};

test('white space, a line end or a byte order mark around any secret of the example is refused by its place, and not repeated', (context) => {
  assert.ok(names.length > 20, 'the example names every secret');
  assert.deepEqual(
    faultsOf(context, example, env).filter((fault) => ofForm.test(fault)),
    [],
  );
  for (const [what, stray] of Object.entries(strays))
    for (const name of names) {
      const faults = faultsOf(context, example, { ...env, [name]: stray(good(name)) }).filter((fault) =>
        ofForm.test(fault),
      );
      assert.ok(faults.length >= 1, `${what}: ${name}`);
      for (const fault of faults) assert.ok(!fault.includes('of-nobody'), fault);
    }
});

test('a file loses the line end that an editor adds and nothing else, and one in UTF-16 is refused', (context) => {
  const file = join(temporaryFolder(context), 'key');
  const read = (content: string | Buffer) => {
    writeFileSync(file, content);
    return faultsOf(context, `${sound}encryptionKey: { file: ${file} }\n`);
  };
  const key = 'test-only-encryption-key-of-nobody-0001';
  assert.deepEqual([read(key), read(`${key}\n`), read(`${key}\r\n`)], [[], [], []]);
  for (const content of [`${key}\n\n`, `\ufeff${key}`, `${key} \n`, Buffer.from(`\ufeff${key}`, 'utf16le')])
    assert.match(
      read(content).join(),
      /encryptionKey: begins or ends with white space.*\(often a stray line end in the file\)/,
    );
});

test('a blank inside a secret that no header carries is its own business, and in development one in the file is looked at too', (context) => {
  const zettle = (key: string) =>
    `development: true\nsources:\n  pos: { provider: zettle, signingKeys: [ ${JSON.stringify(key)} ] }\n`;
  assert.deepEqual(faultsOf(context, zettle('correct horse battery staple')), []);
  assert.match(faultsOf(context, zettle('correct horse battery staple\n')).join(), /signingKeys\[0\]: begins or ends/);
});
