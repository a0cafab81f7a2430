/** What a gateway of ours made of a message, as the mocks' time line says it; and a session that one gateway recorded, played to another. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { type MockControl, openMockControl } from '../../src/simulate/control/client.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { pushdock } from '../support/command.ts';
import { mockNames } from '../support/mocks.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

let gateway: RunningGateway;
let control: MockControl;
before(async () => {
  gateway = await startTryGateway();
  control = openMockControl(gateway.localise('http://127.0.0.1:4010'));
});
after(() => gateway?.stop());

/** Who has placed the marketplace's order, in the contract's example. */
const creator: string = JSON.parse(
  readFileSync(join(specFolder, 'providers/appdirect/examples/subscription-order.typical.json'), 'utf8'),
).creator.email;

const mock = async (...words: string[]) => {
  const ran = await pushdock(['mock', ...words, '--mock', control.baseUrl]);
  assert.equal(ran.code, 0, ran.stderr);
  return ran.stdout;
};

const events: Readonly<Record<string, readonly string[]>> = {
  paazl: ['shipment-status', '--variant', 'created'],
  oneshoppingcart: ['NewOrder', '--variant', 'accepted'],
  zettle: ['PurchaseCreated'],
  appdirect: ['subscription-order', '--variant', 'typical'],
};

async function sent(provider: string, ...more: string[]): Promise<string> {
  const { messages } = JSON.parse(await mock('emit', provider, ...(events[provider] ?? []), ...more, '--json'));
  return messages[0];
}

const shown = async (message: string) => {
  const answer = await control.listLog({ query: { message, exchanges: 'true' } });
  return answer.status === 200 ? answer.body.items[0] : undefined;
};

test('the time line says what the gateway made of a message of each provider, with its page in the console', async () => {
  for (const provider of mockNames) {
    const message = await sent(provider);
    await gateway.eventually(
      async () => (await shown(message))?.receiver?.state === 'processed',
      `${message} is not processed`,
    );
    const receiver = (await shown(message))?.receiver;
    assert.match(receiver?.says ?? '', /^processed: it fits its contract; arrived once\./);
    assert.equal(receiver?.console, `${gateway.operatorUrl}/console/#/messages/${receiver?.message}`);
    const text = await mock('show', message);
    assert.match(text, /Attempt 1, due .*: 200 in \d+ ms/);
    assert.match(text, /Proof: +\S/);
    assert.match(text, /At the gateway: +processed/);
  }
});

test('a message that the gateway refused is not among its messages, and its answer says why it was refused', async () => {
  const message = await sent('zettle', '--fault', 'wrong-signature');
  await gateway.eventually(async () => (await shown(message))?.receiver !== undefined, 'no attempt is made');
  const found = await shown(message);
  assert.match(found?.receiver?.says ?? '', /has stored no such message/);
  assert.match(found?.deliveries[0]?.attempts[0]?.refusal ?? '', /^[a-z-]+: \w/);
});

test('mock show ends with 5 for a message that there is not', async () => {
  const ran = await pushdock(['mock', 'show', 'zettle-9999', '--mock', control.baseUrl]);
  assert.deepEqual([ran.code, ran.stdout], [5, '']);
  assert.match(ran.stderr, /no message of the mocks has the id zettle-9999/);
});

test('a session that one gateway recorded is a scenario, without personal data, that holds at another', async (t) => {
  await mock('reset');
  for (const provider of mockNames) await sent(provider, ...(provider === 'paazl' ? ['--fault', 'duplicate'] : []));
  await gateway.eventually(() => gateway.idle(), 'the gateway does not come to rest');
  const folder = temporaryFolder(t);
  const [session, scenarios] = [join(folder, 'session.ndjson'), join(folder, 'scenarios')];
  const exported = await pushdock(['messages', 'export', session, '--url', gateway.operatorUrl]);
  assert.match(exported.stdout, /messages are in .*session\.ndjson, with personal data masked/, exported.stderr);
  const made = await pushdock(['mock', 'scenario', 'from', session, '--out', scenarios]);
  assert.equal(made.code, 0, made.stderr);
  const files = readdirSync(scenarios).sort();
  assert.deepEqual(files, ['market.yaml', 'pos.yaml', 'shipping.yaml', 'shop.yaml']);
  const text = files.map((file) => readFileSync(join(scenarios, file), 'utf8')).join('\n');
  assert.ok(!text.includes('•'), 'a mask is left');
  for (const file of [session, ...files.map((name) => join(scenarios, name))])
    assert.ok(!readFileSync(file, 'utf8').includes(creator), `${creator} is in ${file}`);
  const whole = await pushdock(['mock', 'scenario', 'from', session, '--together', '--out', folder]);
  assert.equal(whole.code, 0, whole.stderr);
  const { steps } = parse(readFileSync(join(scenarios, 'shipping.yaml'), 'utf8'));
  assert.ok(steps.some((step: object) => 'again' in step));

  const other = await startTryGateway();
  t.after(() => other.stop());
  const ran = await pushdock([
    ...['mock', 'scenario', 'run', ...files.map((file) => join(scenarios, file))],
    ...['--mock', other.localise('http://127.0.0.1:4010')],
  ]);
  assert.equal(ran.code, 0, ran.stdout + ran.stderr);
  const third = await startTryGateway();
  t.after(() => third.stop());
  const ranWhole = await pushdock([
    ...['mock', 'scenario', 'run', join(folder, 'session.yaml')],
    ...['--mock', third.localise('http://127.0.0.1:4010')],
  ]);
  assert.equal(ranWhole.code, 0, ranWhole.stdout + ranWhole.stderr);
  await third.eventually(() => third.idle(), 'the third gateway does not come to rest');
  const sourcesOf = async (gateway: typeof third) => (await gateway.messages()).map(({ source }) => source).sort();
  assert.deepEqual(
    await sourcesOf(third),
    await sourcesOf(other),
    'the session as one file sends what its sources send',
  );
  await other.eventually(() => other.idle(), 'the other gateway does not come to rest');
  const verdicts = await other.messages();
  assert.ok(verdicts.length >= mockNames.length);
  assert.deepEqual(
    verdicts.filter(({ state }) => state !== 'processed'),
    [],
  );
});

test('a line that is no message of a gateway is named with its place in the file', async (t) => {
  const file = join(temporaryFolder(t), 'session.ndjson');
  writeFileSync(file, '\n{"provider":"paazl","event":"shipment-status"}\n');
  const ran = await pushdock(['mock', 'scenario', 'from', file]);
  assert.equal(ran.code, 1);
  assert.match(
    ran.stderr,
    /session\.ndjson:2 is not a message of a gateway; write the file with pushdock messages export/,
  );
});
