/**
 * What a partner does with a published contract first: have a client made of it. Every contract in every language, compiled.
 * `CLIENT_LANGUAGES='Java,Go'` chooses languages.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findJar, home, readPin, runBatch } from '../../../spec/codegen/generator.ts';
import { buildGo, languages } from './languages.ts';
import { openApiDocuments, writePublished } from './published.ts';
import { fetched, run, without } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'pushdock-clients-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writePublished(join(folder, 'site'));
const documents = openApiDocuments(join(folder, 'site'));
const chosen = process.env.CLIENT_LANGUAGES?.split(',');
const made = languages.filter(({ name }) => chosen?.includes(name) ?? true);
if (made.length < languages.length)
  process.stdout.write(`Clients in ${made.map(({ name }) => name).join(', ')} only, as CLIENT_LANGUAGES says\n`);

test('every contract is among the documents', () => {
  assert.ok(documents.length >= 11, documents.map(({ name }) => name).join(' '));
});

describe('openapi-generator', { skip: without('generator') }, () => {
  before(() => {
    const configurations = made.flatMap(({ name: language, generator, properties }) =>
      documents.map(({ name, file }) => {
        const configuration = {
          generatorName: generator,
          inputSpec: file,
          outputDir: join(folder, language, name),
          additionalProperties: properties(name),
        };
        return [`${language}-${name}`, configuration] as const;
      }),
    );
    runBatch(findJar(readPin(home)), join(folder, 'configurations'), new Map(configurations));
  });

  for (const { name, needs, compile } of made)
    test(`every contract becomes a client in ${name}, and it compiles`, { skip: without(...needs) }, async () => {
      const { status, output } = await compile(join(folder, name), documents);
      assert.equal(status, 0, output.slice(0, 4000));
    });

  test('a client that does not compile is noticed', async () => {
    const [language] = languages;
    const broken = join(folder, 'broken');
    mkdirSync(join(broken, 'one'), { recursive: true });
    writeFileSync(join(broken, 'one', 'index.ts'), "export * from './missing.js';\n");
    assert.notEqual((await language?.compile(broken, []))?.status, 0);
  });
});

test('every contract becomes types and a client by oapi-codegen, and they compile', {
  skip: without('go'),
}, async () => {
  const cwd = join(folder, 'oapi-codegen');
  for (const { name, file } of documents) {
    mkdirSync(join(cwd, name), { recursive: true });
    const args = ['-generate', 'types,client', '-package', name, '-o', join(cwd, name, 'client.go'), file];
    const { status, output } = await run(join(fetched('go'), 'bin/oapi-codegen'), args, { cwd });
    assert.equal(status, 0, `${name}: ${output}`);
  }
  const { status, output } = await buildGo(cwd);
  assert.equal(status, 0, output.slice(0, 4000));
});

const typesOfAll = `
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
for (const [to, from] of JSON.parse(readFileSync(0, 'utf8')))
  writeFileSync(to, astToString(await openapiTS(readFileSync(from, 'utf8'))));
`;

test('every contract, as 3.0 and as 3.1, becomes types by openapi-typescript, and they compile', {
  skip: without('openapi-typescript'),
}, async () => {
  const cwd = join(folder, 'openapi-typescript');
  mkdirSync(cwd);
  const input = JSON.stringify(
    documents.flatMap(({ name, file, newer }) => [
      [join(cwd, `${name}.ts`), file],
      // The mocks' control API is published as 3.0 only.
      ...(existsSync(newer) ? [[join(cwd, `${name}-newer.ts`), newer]] : []),
    ]),
  );
  const from = fetched('openapi-typescript');
  const made = await run(process.execPath, ['--input-type=module', '-e', typesOfAll], { cwd: from, input });
  assert.equal(made.status, 0, made.output);
  const types = readFileSync(join(cwd, 'paazl_push.ts'), 'utf8');
  assert.match(types, /carrierStatus\??:/);
  const compilerOptions = { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const { status, output } = await run(join(from, 'node_modules/.bin/tsc'), ['-p', cwd], { cwd });
  assert.equal(status, 0, output.slice(0, 4000));
});
