import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pushdockProgram } from '../support/try-gateway.ts';

test('where Prism is not installed, as in production, the mocks start all the same and a sentence says what is left out', async (t) => {
  const hook = fileURLToPath(new URL('without-prism.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', hook, ...pushdockProgram(), 'mock', 'up', 'paazl']);
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => {
    faults += chunk.toString();
  });
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('Ready; Ctrl-C')) break;
  }
  assert.match(
    text,
    /Prism is not installed \(it is a development dependency\), so the mocks that it makes are left out\./,
    faults,
  );
  assert.match(text, /paazl, mock provider/);
  assert.doesNotMatch(text, /, Prism {2}/);
  const control = /control API and page +(http:\/\/\S+)/.exec(text)?.[1];
  const status = await (await fetch(`${control}/__mock/status`)).json();
  assert.match(JSON.stringify(status), /"name":"paazl"/);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
