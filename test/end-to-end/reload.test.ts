/** A changed configuration is taken up by the running gateway, by signal and by command, while pushes flow. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

const [oldToken, newToken] = ['development-paazl-token', 'development-paazl-token-next'];
const agent = new Agent({ keepAlive: true, maxSockets: 24 });

let gateway: RunningGateway;
let original: string;
before(async () => {
  gateway = await startTryGateway({ mocks: false });
  original = readFileSync(gateway.file, 'utf8');
});
after(async () => {
  agent.destroy();
  await gateway?.stop();
});

function push(token: string, body: string, source = 'shipping'): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(
      `${gateway.publicUrl}/push/paazl/${source}`,
      { method: 'POST', headers, agent },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const status = (reference: string) =>
  JSON.stringify({ orderReference: reference, webshop: 123, barcode: reference, status: 'DELIVERED' });

function configure(tokens: readonly string[], change: (text: string) => string = (text) => text): void {
  const list = tokens.map((token) => `        - ${token}`).join('\n');
  writeFileSync(gateway.file, change(original.replace(`        - ${oldToken}`, list)));
}

const reload = async () => {
  const post = () => fetch(`${gateway.operatorUrl}/api/reload`, { method: 'POST' });
  // Once more: on a busy machine a connection that was kept for seconds ends just when it is used again.
  const response = await post().catch(post);
  return { status: response.status, text: await response.text() };
};

const seconds = (text: string): string =>
  text.replace(/^sinks:$/m, 'sinks:\n  second:\n    type: file\n    path: SECOND');
const withSecondSink = (text: string) => seconds(text).replace('SECOND', join(gateway.folder, 'data/second.ndjson'));

test('a token is exchanged under 500 pushes a second: none is lost, and none refused that either token allowed', async (t) => {
  configure([oldToken]);
  assert.equal((await reload()).status, 200);
  let tokens = [oldToken];
  const answers: Promise<number>[] = [];
  const sentWith = new Map<string, Promise<number>[]>();
  // Five pushes every ten milliseconds. A tick that comes late on a busy machine sends what is due.
  const beganMs = performance.now();
  // On a machine that answers fewer, what is due would pile up for minutes.
  let outstanding = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - beganMs) / 2) - answers.length;
    for (let n = 0; n < Math.min(due, 50) && outstanding < 100; n += 1) {
      const token = tokens[answers.length % tokens.length] ?? oldToken;
      const answer = push(token, status(`load-${answers.length}`));
      outstanding += 1;
      const ended = () => {
        outstanding -= 1;
      };
      answer.then(ended, ended);
      answers.push(answer);
      sentWith.set(token, [...(sentWith.get(token) ?? []), answer]);
    }
  }, 10);
  // Also of a test that failed: the next ones are no test of a gateway under load.
  t.after(() => clearInterval(timer));
  const sentMore = (count: number) => {
    const enough = answers.length + count;
    return gateway.eventually(() => answers.length >= enough, 'no pushes are sent');
  };

  await sentMore(300);
  configure([oldToken, newToken], withSecondSink);
  assert.deepEqual(JSON.parse((await reload()).text).changes, [
    { kind: 'source', name: 'shipping', change: 'changed' },
    { kind: 'sink', name: 'second', change: 'added' },
  ]);
  tokens = [oldToken, newToken];
  await sentMore(300);
  // In a rotation the sender changes to the new token first; only then does the old one leave the list.
  tokens = [newToken];
  await Promise.all(sentWith.get(oldToken) ?? []);
  configure([newToken]);
  assert.equal((await reload()).status, 200);
  await sentMore(300);
  clearInterval(timer);

  const statuses = await Promise.all(answers);
  assert.deepEqual(
    statuses.filter((one) => one !== 200),
    [],
  );
  await gateway.eventually(
    () => gateway.events().length >= statuses.length,
    () => `${gateway.events().length} events of ${statuses.length} pushes`,
  );
  assert.equal(new Set(gateway.events().map(({ id }) => id)).size, statuses.length);
  const second = readFileSync(join(gateway.folder, 'data/second.ndjson'), 'utf8').split('\n').slice(0, -1);
  assert.ok(second.length > 0 && second.length < statuses.length);
  assert.equal(await push(oldToken, status('late')), 401);
});

test('SIGHUP reloads the configuration as the command does', async () => {
  configure([oldToken, newToken]);
  gateway.process().kill('SIGHUP');
  await gateway.eventually(
    async () => (await push(oldToken, status('after-sighup'))) === 200,
    () => 'the old token is still refused',
  );
});

test('a configuration with a fault is refused with its place and cure, and the old one stays in force', async () => {
  configure([oldToken], (text) => text.replace('provider: zettle', 'provider: zetle'));
  const { code, stderr } = await pushdock(['reload', '--url', gateway.operatorUrl]);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /the gateway keeps the old one/);
  assert.match(stderr, /pushdock\.yaml:\d+ sources\.pos.*zettle/);
  assert.equal(await push(newToken, status('still-allowed')), 200);
  assert.match(gateway.log(), /"event":"configuration\.refused"/);
});

test('a reload that changes a fixed setting is refused with its name, and changes nothing else', async () => {
  configure([oldToken], (text) =>
    text.replace(/^ {2}public: .*$/m, '  public: 127.0.0.1:1').replace(/^store: .*$/m, 'store: sqlite:./elsewhere.db'),
  );
  const { status: answered, text } = await reload();
  assert.equal(answered, 422);
  const { faults } = JSON.parse(text);
  assert.deepEqual(faults.map((fault: string) => fault.split(':')[0]).sort(), ['listen.public', 'store'], text);
  assert.equal(await push(newToken, status('nothing-changed')), 200);
});

test('a sink that cannot be opened is a fault like any other', async () => {
  const blocked = join(gateway.file, 'not-a-folder/events.ndjson');
  configure([oldToken, newToken], (text) => seconds(text).replace('SECOND', blocked));
  const { status: answered, text } = await reload();
  assert.equal(answered, 422, text);
  assert.match(text, /sinks\.second: cannot be opened/);
});

test('a source that is taken away answers no more, one that is added answers at once, and reload says so', async () => {
  configure([oldToken, newToken], (text) =>
    text.replace(
      /^ {2}market-xml:$/m,
      '  warehouse:\n    provider: paazl\n    auth:\n      bearer:\n        - development-warehouse-token\n\n  market-xml:',
    ),
  );
  const added = await pushdock(['reload', '--url', gateway.operatorUrl]);
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /^added +source +warehouse$/m);
  assert.equal(await push('development-warehouse-token', status('w-1'), 'warehouse'), 200);

  configure([oldToken, newToken]);
  const removed = await pushdock(['reload', '--url', gateway.operatorUrl]);
  assert.match(removed.stdout, /^removed +source +warehouse$/m);
  assert.equal(await push('development-warehouse-token', status('w-2'), 'warehouse'), 404);
  await gateway.eventually(
    () => gateway.events().some((event) => event.subject === 'w-1'),
    () => 'the message of a removed source was not processed',
  );
});

test('the sink of the same file with other filters is exchanged without a torn or missing line', async () => {
  // Not the backlog: deliveries to a sink that an earlier test took away wait in the store, as they should.
  const count = () => gateway.events().filter(({ subject }) => String(subject).startsWith('filtered-')).length;
  configure([oldToken, newToken], (text) => text.replace(/^( {2}ledger:\n)/m, '$1    events: [ "com.paazl.*" ]\n'));
  const pushes = Array.from({ length: 100 }, (_, n) => push(oldToken, status(`filtered-${n}`)));
  const { text } = await reload();
  assert.deepEqual(JSON.parse(text).changes, [{ kind: 'sink', name: 'ledger', change: 'changed' }]);
  await Promise.all(pushes);
  await gateway.eventually(
    () => count() >= 100,
    () => `${count()} of 100 events`,
  );
  assert.ok(existsSync(join(gateway.folder, 'data/events.ndjson')));
});

test('pushdock refused list shows who was refused and why, and never a token', async () => {
  const { code, stdout } = await pushdock(['refused', 'list', '--url', gateway.operatorUrl]);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /proof_wrong +127\.0\.0\.1 +POST \/push\/paazl\/shipping +the bearer token is not the configured one/,
  );
  assert.equal(stdout.includes(oldToken), false);
});
