/**
 * `make fuzz`: Schemathesis makes requests of its own from the contracts, good and bad ones, and looks whether the answers are what the contracts declare.
 * It is of Python and not of this project, so it is fetched into `.cache/` where Python is, and the run is skipped with the reason where it cannot be had.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';
import { compiled, startTryGateway } from '../support/try-gateway.ts';
import { asFuzzed, type Fuzzed, fuzzed } from './contracts.ts';

const VERSION = '4.32.5';
const python = process.env.PYTHON ?? 'python3';
const secondsEach = Number(process.env.SECONDS_EACH ?? 30);
const folder = join(home, '.cache/schemathesis');
const program = join(folder, `venv-${VERSION}`, 'bin/schemathesis');

/** Why there is no Schemathesis here; `undefined`: there is. */
function install(): string | undefined {
  if (existsSync(program)) return undefined;
  const venv = join(folder, `venv-${VERSION}`);
  const steps: readonly (readonly string[])[] = [
    [python, '-m', 'venv', '--clear', venv],
    [join(venv, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (error !== undefined) return `${command} cannot be run (${error.message})`;
    if (status !== 0)
      return `${[command, ...args].join(' ')} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`;
  }
  return undefined;
}

function fuzz({ bundle, checks, headers }: Fuzzed, url: string): Promise<number | null> {
  const contract = join(folder, `${bundle}.json`);
  writeFileSync(contract, JSON.stringify(asFuzzed(bundle)));
  const args = [
    'run',
    contract,
    ...['--url', url, '--checks', checks.join(','), '--max-time', String(secondsEach)],
    ...['--phases', 'examples,coverage,fuzzing', '--request-timeout', '35', '--warnings', 'off'],
    ...(process.env.SEED === undefined ? [] : ['--seed', process.env.SEED]),
    ...headers.flatMap((header) => ['--header', header]),
  ];
  say(`\n${bundle}: schemathesis ${args.join(' ')}`);
  // In its folder, where it keeps what it has found before.
  const child = spawn(program, args, { cwd: folder, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
}

const say = (text: string) => process.stdout.write(`${text}\n`);

const missing = install();
if (missing !== undefined) {
  say(`fuzz: skipped, because there is no Schemathesis ${VERSION} here: ${missing}`);
  process.exit(0);
}

const gateway = await startTryGateway({ program: compiled });
const failed: string[] = [];
try {
  for (const one of fuzzed) {
    const url = one.listener === 'public' ? gateway.publicUrl : gateway.operatorUrl;
    if ((await fuzz(one, url)) !== 0) failed.push(one.bundle);
  }
  const crashes = gateway
    .log()
    .split('\n')
    .filter((line) => /crashed|answer_undeclared/.test(line));
  if (crashes.length > 0) failed.push(`the gateway's log:\n${crashes.slice(0, 10).join('\n')}`);
} finally {
  await gateway.stop();
}
say(failed.length === 0 ? '\nfuzz: nothing was found' : `\nfuzz: something was found: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
