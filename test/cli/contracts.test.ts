/** `pushdock contracts`, as it is typed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pushdockProgram } from '../support/try-gateway.ts';

const root = resolve(import.meta.dirname, '../..');

function contracts(...argumentList: readonly string[]) {
  const ran = spawnSync(process.execPath, [...pushdockProgram(), 'contracts', ...argumentList], { encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

/** A checkout's contracts, to be changed. */
function checkout(t: TestContext) {
  const copy = mkdtempSync(join(tmpdir(), 'pushdock-contracts-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(join(root, 'spec'), join(copy, 'spec'), { recursive: true });
  cpSync(join(root, 'generated/bundles'), join(copy, 'generated/bundles'), { recursive: true });
  return {
    copy,
    edit: (path: string, change: (text: string) => string) => {
      const before = readFileSync(join(copy, path), 'utf8');
      const after = change(before);
      assert.notEqual(after, before, `nothing changed in ${path}`);
      writeFileSync(join(copy, path), after);
    },
  };
}

test('a breaking change is shown with whom it breaks, and neither diff nor publish lets it pass under the old version', (t) => {
  const { copy, edit } = checkout(t);
  edit('spec/providers/paazl/label-status-notification.xsd', (text) =>
    text.replace(/\s*<xs:enumeration value="MANCO"\/>/, ''),
  );
  edit('spec/events/com.paazl.shipment.status.json', (text) =>
    text.replace('"required": ["orderReference"', '"required": ["trackTraceUrl", "orderReference"'),
  );

  const diff = contracts('diff', 'paazl-push', 'events', '--root', copy);
  assert.equal(diff.status, 1);
  assert.match(
    diff.out,
    /provider +value-removed +POST \/push\/paazl\/\{source\} request application\/xml .*\/status +the value "MANCO" is gone/,
  );
  assert.match(diff.out, /consumers +field-now-required +com\.paazl\.shipment\.status \/trackTraceUrl/);
  assert.match(diff.err, /paazl-push 1\.0\.0 has 1 breaking change since 1\.0\.0 .*make its version 2\.0\.0 or later/);

  const publish = contracts('publish', '--root', copy, '--out', join(copy, 'out'));
  assert.equal(publish.status, 1);
  assert.match(publish.err, /events 1\.0\.0 has 1 breaking change/);
});

test('the contracts here are fit to be published, and a contract that does not exist is said to be none', () => {
  const all = contracts('diff', '--json');
  assert.equal(all.status, 0, all.err);
  assert.ok(JSON.parse(all.out).length >= 9);
  const unknown = contracts('diff', 'nobody-push');
  assert.equal(unknown.status, 5);
  assert.match(unknown.err, /No published contract is named nobody-push; there are .*zettle-push/);
});
