import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { pushdockProgram } from '../support/try-gateway.ts';

// One that commander prints, one that prints by itself.
const commands = [['--help'], ['contracts', 'diff']];

test('a command whose output nobody reads any more ends at once and without a message', async () => {
  for (const args of commands) {
    const child = spawn(process.execPath, [...pushdockProgram(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child, 'close');
    assert.deepEqual([child.exitCode, child.signalCode, stderr], [0, null, ''], args.join(' '));
  }
});

test('a command whose output does not fit on the disk says so and fails', {
  skip: existsSync('/dev/full') ? false : 'there is no /dev/full here',
}, async () => {
  const full = openSync('/dev/full', 'w');
  for (const args of commands) {
    const child = spawn(process.execPath, [...pushdockProgram(), ...args], { stdio: ['ignore', full, 'pipe'] });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child, 'close');
    assert.equal(child.exitCode, 1, args.join(' '));
    assert.match(stderr, /^pushdock: standard output could not be written: ENOSPC/);
  }
  const silent = spawn(process.execPath, [...pushdockProgram(), 'no-such-command'], { stdio: ['ignore', full, full] });
  await once(silent, 'exit');
  assert.equal(silent.exitCode, 2, 'nowhere to say it, and the same exit code');
  closeSync(full);
});
