import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Secret } from '../../src/trust/secrets.ts';
import { pushdockProcess } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { appDirect, example, oneShoppingCart, paazl, zettle } from './examples.ts';
import { exchange, statusOf } from './wire.ts';

/** What the configuration holds, and what strangers tried: a wrong token is often yesterday's right one. */
const planted = {
  PAAZL: 'planted-paazl-token-0001',
  SHOP_KEY: 'planted-shop-key-0002',
  MERCHANT_KEY: 'planted-merchant-key-0003',
  ZETTLE: 'planted-zettle-signing-key-0004',
  APPDIRECT: 'planted-appdirect-password-0005',
  OPERATOR: 'planted-operator-token-0006',
  TRIED: 'planted-tried-by-a-stranger-0007',
};
const basic = (password: string) => `Basic ${Buffer.from(`appdirect:${password}`).toString('base64')}`;

/** Each as it is, and as it travels. */
const spellings = [
  ...Object.values(planted),
  basic(planted.APPDIRECT).slice('Basic '.length),
  basic(planted.TRIED).slice('Basic '.length),
];

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway({
    env: planted,
    // By reference: what stands written in a development file is printed at the start, for whoever tries it out.
    configure: (text) =>
      text
        .replace('- development-paazl-token', '- { env: PAAZL }')
        .replace('development-shop-key', '{ env: SHOP_KEY }')
        .replace('development-merchant-key', '{ env: MERCHANT_KEY }')
        .replace('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa', '{ env: ZETTLE }')
        .replaceAll('development-appdirect-password', '{ env: APPDIRECT }')
        .concat('\nadmin:\n  tokens:\n    - name: tester\n      secret: { env: OPERATOR }\n'),
  });
});
after(() => gateway?.stop());

const send = async (request: Parameters<typeof exchange>[1]) => exchange(gateway.publicUrl, request);
const ask = (path: string) =>
  fetch(`${gateway.operatorUrl}${path}`, { headers: { authorization: `Bearer ${planted.OPERATOR}` } });

/** Every answer that the public listener gave. */
const answers: string[] = [];

test('pushes with the planted secrets get in, and those with others do not', async () => {
  const host = gateway.localise('127.0.0.1:4015');
  const purchase = example('zettle', 'PurchaseCreated.json');
  const good = [
    paazl(example('paazl', 'shipment-status.created.json'), planted.PAAZL),
    oneShoppingCart('<NewOrder><Token>4711</Token></NewOrder>', planted.SHOP_KEY),
    zettle(purchase, Secret.of(planted.ZETTLE)),
    appDirect('market', host, 'sample-order', { authorization: basic(planted.APPDIRECT) }),
  ];
  const bad = [
    paazl('{}', planted.TRIED),
    oneShoppingCart('<NewOrder><Token>1</Token></NewOrder>', planted.TRIED),
    zettle(purchase, Secret.of(planted.TRIED)),
    appDirect('market', host, 'sample-order', { authorization: basic(planted.TRIED) }),
    { ...paazl('{}', planted.TRIED), target: `/push/paazl/shipping?token=${planted.TRIED}` },
    { target: `/push/nowhere/${planted.TRIED}` },
  ];
  for (const request of good) {
    answers.push(await send(request));
    assert.equal(statusOf(answers.at(-1) ?? ''), 200, request.target);
  }
  for (const request of bad) {
    answers.push(await send(request));
    assert.match(String(statusOf(answers.at(-1) ?? '')), /^40[14]$/, request.target);
  }
});

test('no planted secret is in an answer, the log, the events, the store, the operator API or the command line', async () => {
  await gateway.eventually(
    () => gateway.events().length >= 3,
    'three events: the order cannot be fetched with that key',
  );
  const operator = await operatorAnswers();
  const commands = await Promise.all(
    [
      ['sources', 'show', 'shop', '--url', gateway.operatorUrl],
      ['messages', 'list', '--url', gateway.operatorUrl],
      ['doctor', '--config', gateway.file],
    ].map(async (args) => {
      const env = { ...planted, PUSHDOCK_TOKEN: planted.OPERATOR };
      const { stdout, stderr } = await pushdockProcess(args, env);
      return `${stdout}${stderr}`;
    }),
  );
  const data = join(gateway.folder, 'data');
  const written = ['events.ndjson', 'pushdock.db', 'pushdock.db-wal']
    .map((name) => join(data, name))
    .filter((path) => existsSync(path))
    .map((path) => [path, readFileSync(path, 'latin1')] as const);
  const places: readonly (readonly [place: string, text: string])[] = [
    ...answers.map((answer) => ['an answer', answer] as const),
    ['the log', gateway.log()],
    ...written,
    ...operator,
    ...commands.map((text) => ['the command line', text] as const),
  ];
  for (const [place, text] of places) {
    assert.ok(text.length > 0, `${place} is empty`);
    for (const secret of spellings)
      assert.ok(!text.includes(secret), `${secret} stands in ${place}: ${around(text, secret)}`);
  }
});

const around = (text: string, secret: string) => {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 120), at + secret.length + 60);
};

/** Everything the operator API shows, item by item. */
async function operatorAnswers(): Promise<[string, string][]> {
  const read = async (path: string): Promise<[string, string]> => {
    const answer = await ask(path);
    assert.equal(answer.status, 200, path);
    return [path, await answer.text()];
  };
  const lists = await Promise.all(
    ['/api/messages', '/api/events', '/api/sources', '/api/refused', '/health/ready'].map(read),
  );
  const items = await Promise.all(
    lists.slice(0, 3).flatMap(([path, text]) => {
      const { items } = JSON.parse(text) as { items: readonly { id?: string; name?: string }[] };
      assert.ok(items.length > 0, `${path} is empty`);
      return items.map(({ id, name }) => read(`${path}/${id ?? name}`));
    }),
  );

  return [...lists, ...items];
}
