/** Every answer of a gateway is looked at in every test: one that no contract declares fails the file in which it was given, whether that file looks or not. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FAULTS_FILE, takeAnswerFaults } from '../../support/answers/faults.ts';
import '../../support/answers/install.ts';
import { openOperatorListener } from '../../support/operator.ts';
import { moduleAt } from '../../support/programs.ts';
import { storeWith } from '../../support/toy-receiving.ts';

const preload = new URL('../../support/answers/preload.mjs', import.meta.url).href;
const file = fileURLToPath(moduleAt(new URL('watched.fixture.ts', import.meta.url)));
const loading = file.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'];

/** As `make test` runs a file: under the runner, and not as a part of this test. */
function runFile(mistake: string, place: 'here' | 'elsewhere'): Promise<{ failed: boolean; said: string }> {
  const { NODE_TEST_CONTEXT: _context, [FAULTS_FILE]: _file, ...env } = process.env;
  const args = [...loading, '--import', preload, '--test', file];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...env, MISTAKE: mistake, PLACE: place } }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: stdout + stderr }),
    );
  });
}

const says: Readonly<Record<string, RegExp>> = {
  'an undeclared status':
    /POST \/push\/toy\/box .* answered 418: receiveToy of toy-push declares no 418, only 200, 202,/,
  'an undeclared body': /answered 202: a body is not declared, but 9 characters came/,
  'an undeclared media type': /answered 200: the media type is text\/html, declared text\/plain/,
  'an invalid body': /answered 503: wrong_type at its top: expected object/,
};

for (const [mistake, sentence] of Object.entries(says)) {
  test(`${mistake} fails a file that looks at no answer`, async () => {
    const { failed, said } = await runFile(mistake, 'here');
    assert.match(said, sentence);
    assert.ok(failed);
  });
}

test('the same from a gateway in a process of its own, even one that is killed right after', async () => {
  const { failed, said } = await runFile('an undeclared status', 'elsewhere');
  assert.match(said, says['an undeclared status'] ?? assert.fail());
  assert.ok(failed);
});

for (const place of ['here', 'elsewhere'] as const) {
  test(`declared answers fail nothing (a gateway ${place})`, async () => {
    const { failed, said } = await runFile('no mistake', place);
    assert.ok(!failed, said);
  });
}

test("the operator's listener is watched too", async (t) => {
  const { url, stop } = await openOperatorListener(storeWith({ listMessages: () => Promise.reject(new Error('no')) }));
  t.after(() => stop(0));
  await (await fetch(`${url}/api/messages`)).text();
  const [fault, ...others] = takeAnswerFaults();
  assert.match(
    fault ?? '',
    /^GET \/api\/messages on the operator listener, answered 500: listMessages of gateway declares/,
  );
  assert.deepEqual(others, []);
});
