/** Every receiver that the site shows, run where its language is on this machine: it takes what our http sink sends, once, and refuses the rest. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { sendEvent, shellCheck } from '../../src/publishing/publish/samples/receive/curl.ts';
import { javascriptPackage } from '../../src/publishing/publish/samples/receive/javascript.ts';
import { SAMPLE_PORT } from '../../src/publishing/publish/samples/receive/receive-sample.ts';
import { receivers } from '../../src/publishing/publish/samples/receive/receivers.ts';
import { paths, publish, textOf } from '../publishing/publish/published.ts';
import { exampleSecret, receives } from '../support/receiving.ts';
import { run, without } from '../support/samples.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The package's own is run where the package is installed (test/publishing/package).
for (const sample of receivers.filter((one) => one !== javascriptPackage && one !== shellCheck))
  describe(`a receiver in ${sample.name}, run as the page says`, { skip: without(sample.name) }, () => {
    test(
      'takes an event once, and refuses what is not signed so, or too long ago',
      { timeout: 120_000 },
      (t: TestContext) => receives(t, sample, temporaryFolder(t)),
    );
  });

describe('from a shell', { skip: without('curl') }, () => {
  const files = publish();

  test('the published requests fit their signature, and one that was changed does not', async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, shellCheck.file), shellCheck.program);
    const check = async (text: string) => {
      writeFileSync(join(folder, 'request.http'), text);
      const { status, output } = await run(`WEBHOOK_SECRET=${exampleSecret} ${shellCheck.run}`, folder);
      return [status, output.trim().split('\n').at(-1)];
    };
    const [one, ...others] = paths(files, /^events\/requests\/.*\.(structured|binary)\.http$/);
    assert.ok(one && others.length > 20);
    for (const path of [one, ...others.slice(-2)])
      assert.deepEqual(await check(textOf(files, path)), [0, 'the signature fits'], path);
    assert.deepEqual(await check(textOf(files, one).replace('}', ' }')), [1, 'the signature does not fit']);
  });

  test('what is sent to try a receiver is taken', { skip: without('JavaScript') }, async (t) => {
    const folder = temporaryFolder(t);
    const javascript = receivers.find(({ name }) => name === 'JavaScript');
    assert.ok(javascript);
    await receives(t, javascript, folder, async (port) => {
      writeFileSync(join(folder, sendEvent.file), sendEvent.program.replace(String(SAMPLE_PORT), String(port)));
      writeFileSync(join(folder, 'event.json'), '{"type":"com.toy.moved","subject":"bear"}\n');
      const { output } = await run(`WEBHOOK_SECRET=${exampleSecret} ${sendEvent.run}`, folder);
      assert.equal(output.trim(), '204');
    });
  });
});
