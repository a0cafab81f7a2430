/** `pushdock contracts`, as it is typed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { whyStale } from '../../src/publishing/stale.ts';
import { pushdock } from '../support/command.ts';

const root = resolve(import.meta.dirname, '../..');

async function contracts(...argumentList: readonly string[]) {
  const { code, stdout, stderr } = await pushdock(['contracts', ...argumentList]);
  return { status: code, out: stdout, err: stderr };
}

/** A checkout's contracts, to be changed. */
function checkout(t: TestContext) {
  const copy = mkdtempSync(join(tmpdir(), 'pushdock-contracts-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(join(root, 'spec'), join(copy, 'spec'), { recursive: true });
  cpSync(join(root, 'generated'), join(copy, 'generated'), { recursive: true });
  const provenance = join(copy, 'generated/provenance.json');
  return {
    copy,
    /** Says that generated/ was made from this file as it is, and holds this bundle: what `make generate` would say. */
    generated: (kind: 'inputs' | 'outputs', path: string) => {
      const said = JSON.parse(readFileSync(provenance, 'utf8'));
      const file = join(copy, kind === 'inputs' ? path : join('generated', path));
      said[kind][path] = createHash('sha256').update(readFileSync(file)).digest('hex');
      writeFileSync(provenance, JSON.stringify(said));
    },
    edit: (path: string, change: (text: string) => string) => {
      const before = readFileSync(join(copy, path), 'utf8');
      const after = change(before);
      assert.notEqual(after, before, `nothing changed in ${path}`);
      writeFileSync(join(copy, path), after);
    },
  };
}

test('a breaking change is shown with whom it breaks, and neither diff nor publish lets it pass under the old version', async (t) => {
  const { copy, edit, generated } = checkout(t);
  edit('spec/providers/paazl/label-status-notification.xsd', (text) =>
    text.replace(/\s*<xs:enumeration value="MANCO"\/>/, ''),
  );
  edit('spec/events/com.paazl.shipment.status.json', (text) =>
    text.replace('"required": ["orderReference"', '"required": ["trackTraceUrl", "orderReference"'),
  );
  generated('inputs', 'spec/events/com.paazl.shipment.status.json');

  const diff = await contracts('diff', 'paazl-push', 'events', '--root', copy);
  assert.equal(diff.status, 1);
  assert.match(
    diff.out,
    /provider +value-removed +POST \/push\/paazl\/\{source\} request application\/xml .*\/status +the value "MANCO" is gone/,
  );
  assert.match(diff.out, /consumers +field-now-required +com\.paazl\.shipment\.status \/trackTraceUrl/);
  assert.match(diff.err, /paazl-push 1\.0\.0 has 1 breaking change since 1\.0\.0 .*make its version 2\.0\.0 or later/);

  const publish = await contracts('publish', '--root', copy, '--out', join(copy, 'out'));
  assert.equal(publish.status, 1);
  assert.match(publish.err, /events 1\.0\.0 has 1 breaking change/);
});

test('the contracts here are fit to be published, and a contract that does not exist is said to be none', async () => {
  const all = await contracts('diff', '--json');
  assert.equal(all.status, 0, all.err);
  assert.ok(JSON.parse(all.out).length >= 9);
  const unknown = await contracts('diff', 'nobody-push');
  assert.equal(unknown.status, 5);
  assert.match(unknown.err, /No published contract is named nobody-push; there are .*zettle-push/);
});

const every = [
  ['diff'],
  ['diff', 'paazl-push', '--json'],
  ['release', 'paazl-push'],
  ['publish', '--out', 'out'],
  ['package', 'events', '--out', 'out'],
] as const;

test('every command that reads contracts refuses where a required field was added and nothing was generated since', async (t) => {
  const { copy, edit } = checkout(t);
  edit('spec/providers/paazl/push.yaml', (text) =>
    text.replace(/required:\n( +)- /, 'required:\n$1- deliveryDate\n$1- '),
  );
  for (const [command, ...rest] of every) {
    const ran = await contracts(command, ...rest.map((one) => (one === 'out' ? join(copy, one) : one)), '--root', copy);
    assert.equal(ran.status, 1, command);
    assert.match(ran.err, /generated\/ does not fit spec\/providers\/paazl\/push\.yaml.*run make generate/, command);
    assert.equal(ran.out, '');
  }
  assert.ok(!existsSync(join(copy, 'out')));
});

const departures: readonly (readonly [sentence: string, depart: (checkout: Checkout) => void, said: RegExp])[] = [
  [
    'a version in spec/ that the bundle does not have',
    ({ edit }) => edit('spec/events/contract.yaml', (text) => text.replace(/version: .*/, 'version: 9.0.0')),
    /does not fit spec\/events\/contract\.yaml.*run make generate/,
  ],
  [
    'a schema of an event',
    ({ edit }) => edit('spec/events/com.paazl.shipment.status.json', (text) => `${text}\n`),
    /does not fit spec\/events\/com\.paazl\.shipment\.status\.json/,
  ],
  [
    'a new event',
    ({ copy }) => writeFileSync(join(copy, 'spec/events/com.paazl.new.json'), '{}'),
    /does not fit spec\/events\/com\.paazl\.new\.json/,
  ],
  [
    'a contract that is gone',
    ({ copy }) => rmSync(join(copy, 'spec/providers/zettle/api.yaml')),
    /does not fit spec\/providers\/zettle\/api\.yaml/,
  ],
  [
    'a bundle that was changed by hand',
    ({ edit }) => edit('generated/bundles/oauth.json', (text) => text.replace('"access_token"', '"token"')),
    /changed by hand, in bundles\/oauth\.json.*run make generate/,
  ],
  ['a bundle that is gone', ({ copy }) => rmSync(join(copy, 'generated/bundles/oauth.json')), /bundles\/oauth\.json/],
  [
    'no word of what generated/ was made from',
    ({ copy }) => rmSync(join(copy, 'generated/provenance.json')),
    /provenance\.json is missing.*run make generate/,
  ],
];

type Checkout = ReturnType<typeof checkout>;

for (const [sentence, depart, said] of departures)
  test(`generated/ that does not fit spec/ is refused: ${sentence}`, (t) => {
    const made = checkout(t);
    depart(made);
    assert.match(whyStale(made.copy) ?? '', said);
  });

test('files that nothing is generated from may change: an XSD, a page, an example of an event, a release', (t) => {
  const { copy, edit } = checkout(t);
  edit('spec/README.md', (text) => `${text}\nMore.\n`);
  edit('spec/providers/paazl/label-status-notification.xsd', (text) => `${text}\n`);
  writeFileSync(join(copy, 'spec/events/examples/more.json'), '{}');
  writeFileSync(join(copy, 'spec/published/more.md'), 'More.');
  assert.equal(whyStale(copy), undefined);
});

test('a package, which has no file of the generator’s own, is fresh; so is a copy of bundles alone', (t) => {
  const { copy } = checkout(t);
  rmSync(join(copy, 'spec/codegen'), { recursive: true });
  for (const folder of ['paazl', 'gateway']) rmSync(join(copy, 'generated', folder), { recursive: true });
  assert.equal(whyStale(copy), undefined);
});
