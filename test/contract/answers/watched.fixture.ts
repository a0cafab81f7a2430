/** A test file that looks at no answer: started with a mistake, it must fail all the same. `MISTAKE` names it; `PLACE` is here, or a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { programAt } from '../../support/programs.ts';
import { openAnswering, pushOnce } from './toy-that-answers.ts';

const { MISTAKE: mistake = '', PLACE: place } = process.env;

test('a push is answered somehow', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-watched-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  if (place === 'here') {
    const gateway = await openAnswering(folder, mistake);
    await pushOnce(gateway.publicUrl);
    return gateway.close();
  }
  const program = programAt(new URL('serve-answering.ts', import.meta.url));
  const child = spawn(process.execPath, [...program, folder, mistake], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
  await pushOnce(String(url).trim());
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
});
