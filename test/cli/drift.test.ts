/** What `pushdock drift` says of a document that cannot be read, or only with a guess: there is no field to name. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { openConfiguredGateway } from '../support/configured-gateway.ts';

const configuration = `
sources: { shipping: { provider: paazl, auth: { bearer: [ development-shipping-token ] } } }
sinks: { ledger: { type: file, path: ./data/events.ndjson } }
`;

async function found(t: TestContext, body: string) {
  const gateway = await openConfiguredGateway(t, configuration);
  await gateway.push('/push/paazl/shipping', body, { authorization: 'Bearer development-shipping-token' });
  await gateway.settled();
  const [entry] = Object(await gateway.ask('/api/drift')).items;
  const drift = async (...words: string[]) => {
    const { code, stdout, stderr } = await pushdock(['drift', ...words, '--url', gateway.operatorUrl]);
    assert.equal(code, 0, stderr);
    return stdout + stderr;
  };
  return { entry, drift };
}

for (const [what, body, rule] of [
  ['XML', '<labelStatusNotification>\n<status>', 'xml_malformed'],
  ['JSON', '{"status": ', 'json_malformed'],
] as const)
  test(`${what} that cannot be read is a finding of the whole document, with what was wrong with it`, async (t) => {
    const { entry, drift } = await found(t, body);
    assert.deepEqual([entry.rule, entry.path], [rule, '']);
    const { seen } = entry.finding;
    assert.ok(seen.length > 5);
    assert.match(await drift('list'), /the whole document/);
    assert.match(await drift('show', entry.id), /Where: +the whole document/);
    const accepted = await drift('accept', entry.id);
    assert.match(accepted, new RegExp(`^Finding ${entry.id} is acknowledged: ${rule} at the whole document.*; seen: `));
    assert.ok(accepted.includes(seen.replace(/\\.$/, '')), accepted);
    const proposed = await drift('propose', entry.id);
    assert.match(
      proposed,
      new RegExp(`finding ${entry.id}: the sample cannot be read \\(${rule}.*ask the sender to correct it`),
    );
    assert.match(proposed, /No finding needs a patch/);
  });

test('a document that was read with a guess is not a matter of the contract, and the proposal says so', async (t) => {
  const xml =
    ' <?xml version="1.0"?><labelStatusNotification><orderReference>A-1</orderReference></labelStatusNotification>';
  const { entry, drift } = await found(t, xml);
  const entries = JSON.parse(await drift('list', '--json')).items as { id: string; rule: string }[];
  const { id } = entries.find(({ rule }) => rule === 'declaration_misplaced') ?? assert.fail(JSON.stringify(entry));
  assert.match(await drift('propose', id), /was read all the same \(declaration_misplaced.*accept the finding/);
});
