/**
 * Lints what `make publish` writes as somebody would who knows nothing of us: Spectral's rules for OpenAPI, Redocly's recommended ones, and that no component is
 * there for nothing. The rules that are switched off, each with its reason: published.spectral.yaml, published.redocly.yaml. Exit 0: not even a warning.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publication } from '../../src/publishing/publish/publication.ts';
import { home } from '../codegen/generator.ts';

const made = publication(home);
if (!made.ok) throw new Error(made.faults.join('\n'));
const folder = mkdtempSync(join(tmpdir(), 'pushdock-published-'));
const documents = [...made.files].filter(([path]) => /^[^/]+\/(push|api|openapi)(-3\.1)?\.json$/.test(path));
for (const [path, content] of documents) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
const names = documents.map(([path]) => path);

try {
  const problems = [
    ...documents.flatMap(([path, content]) =>
      unused(Buffer.from(content).toString('utf8')).map((name) => `${path} ${name}\n  is used by nothing`),
    ),
    ...said('@stoplight/spectral-cli', 'dist/index.js', [
      'lint',
      '--ruleset',
      rules('spectral'),
      '--fail-severity',
      'hint',
      '--quiet=false',
      ...names,
    ]),
    ...said('@redocly/cli', 'bin/cli.js', ['lint', '--config', rules('redocly'), '--max-problems', '1000', ...names]),
  ];
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length === 0)
    process.stdout.write(`${documents.length} published documents are clean by Spectral's and Redocly's rules.\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function rules(tool: string): string {
  return join(import.meta.dirname, `published.${tool}.yaml`);
}

/** What a linter printed where it was not content. */
function said(name: string, script: string, args: readonly string[]): readonly string[] {
  const found = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(found, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? [] : [`${stdout}${stderr}`];
}

/** Components that nothing refers to, neither by $ref nor by a word of ours. Security schemes are referred to by their names. */
function unused(text: string): readonly string[] {
  const { components = {} } = JSON.parse(text);
  return Object.entries(components).flatMap(([kind, all]) =>
    kind === 'securitySchemes'
      ? []
      : Object.keys(Object(all))
          .map((name) => `#/components/${kind}/${name}`)
          .filter((pointer) => !text.includes(JSON.stringify(pointer))),
  );
}
