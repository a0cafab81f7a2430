/**
 * Lints every contract with Redocly and our own rules. `node spec/lint/lint.mjs [contract …]`; without arguments all of them.
 * Exit 0: clean, not even a warning. Exit 1: something was found.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every contract there is, by convention: a new provider needs no line here. */
export function contracts() {
  const providers = join(root, 'spec/providers');
  const ofProviders = readdirSync(providers).flatMap((name) =>
    ['push.yaml', 'api.yaml'].map((file) => join(providers, name, file)),
  );
  return [
    ...['gateway', 'mock', 'oauth', 'sandbox'].map((name) => join(root, `spec/${name}.yaml`)),
    ...ofProviders,
  ].filter((path) => existsSync(path));
}

/** Runs Redocly over the files; each problem with its rule, file, JSON Pointer and message. Throws when Redocly itself fails. */
export function lint(files) {
  const redocly = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  const command = [join(dirname(redocly), 'bin/cli.js'), 'lint', ...files, '--config', join(root, '.redocly.yaml')];
  // Redocly gives up after 100 problems unless told otherwise; a cut list would look like a short one.
  const run = spawnSync(process.execPath, [...command, '--format', 'json', '--max-problems', '10000'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  if (!run.stdout.startsWith('{')) throw new Error(`Redocly did not answer (exit ${run.status}): ${run.stderr}`);
  // One JSON document per contract, one straight after the other: `}{` stands alone in a line only between them.
  const reports = JSON.parse(`[${run.stdout.replaceAll(/^\}\s*\{$/gm, '},{')}]`);
  const problems = reports.flatMap((report) => report.problems);
  return problems.map(({ ruleId, severity, message, location, from }) => {
    const place = location?.[0] ?? from;
    return { rule: ruleId, severity, message, file: place?.source?.ref ?? '', pointer: place?.pointer ?? '' };
  });
}

function main(argumentFiles) {
  const files = argumentFiles.length > 0 ? argumentFiles : contracts();
  const problems = lint(files);
  for (const { rule, severity, message, file, pointer } of problems)
    process.stdout.write(`${severity} ${file} ${pointer}\n  ${message} (${rule})\n`);
  const names = files.map((file) => relative(root, file)).join(', ');
  process.stdout.write(
    problems.length === 0
      ? `${files.length === 1 ? '1 contract is' : `${files.length} contracts are`} clean: ${names}\n`
      : `${problems.length} problems in ${files.length} contracts. The rules and their reasons: .redocly.yaml, spec/lint/rules/.\n`,
  );
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
