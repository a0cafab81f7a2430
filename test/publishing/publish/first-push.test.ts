/** What the front page promises: a first push by copying two blocks. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { run, sources, without } from '../../support/samples.ts';
import { openSecureGateway } from '../../support/secure-gateway.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { copied, publish, textOf } from './published.ts';

describe('from the front page to an accepted push in the sandbox by copying two blocks', () => {
  const page = textOf(publish(), 'index.html');
  const block = (name: string) =>
    copied(new RegExp(`<div data-first="${name}">(.*?)</div></div>`, 's').exec(page)?.[1] ?? '');
  const baseUrl = 'https://hooks.example.com';

  test('with Python alone', { skip: without('Python') }, async (t) => {
    const gateway = await openSecureGateway(t, '', sources);
    const folder = temporaryFolder(t);
    assert.ok(block('program').includes(baseUrl));
    writeFileSync(join(folder, 'push.py'), block('program').replace(baseUrl, gateway.publicUrl));
    const { status, output } = await run(block('command'), folder);
    assert.equal(status, 0, output);
    assert.match(output, /^200 .*"verdict":"match".*com\.paazl\.shipment\.status/s);
  });

  test('with Java alone, from the list of other languages', { skip: without('Java') }, async (t) => {
    const gateway = await openSecureGateway(t, '', sources);
    const folder = temporaryFolder(t);
    const [, program = ''] = /<p class="name">Java<\/p>(.*?)<\/div><\/div>/s.exec(page) ?? [];
    writeFileSync(join(folder, 'Push.java'), copied(program).replace(baseUrl, gateway.publicUrl));
    const { status, output } = await run('java Push.java', folder);
    assert.equal(status, 0, output);
    assert.match(output, /^200 .*"verdict":"match"/s);
  });
});
