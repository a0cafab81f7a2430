import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysOf } from '../../src/cli/keys.ts';
import { openToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';
import { noTerminal, start } from './on-a-terminal.ts';

const fast = ['--interval', '50'];

test('tail writes a line for each message and each delivery, and nothing of what was there before', async (t) => {
  const gateway = await openToyGateway(t);
  await gateway.push('{"id":"before","toys":["old"]}');
  const [old] = await gateway.events(1);
  const tail = start(t, ['tail', '--url', gateway.operatorUrl, ...fast]);
  await tail.sees(/^Waiting for messages and deliveries/m);
  await gateway.push('{"id":"a","toys":["ball"]}');
  const [, event] = await gateway.events(2);
  const message = String(event?.pushdockmessage);
  await tail.sees(new RegExp(`^\\S+Z  message  ${message}  toy/box  processed  match$`, 'm'));
  await tail.sees(new RegExp(`^\\S+Z  delivery  \\d+ to ledger  com.toy.moved ${event?.id}  delivered$`, 'm'));
  await gateway.push('no json');
  await tail.sees(/ quarantined .*The body is not readable\.$/m);
  tail.kill('SIGTERM');
  assert.equal(await tail.ended(), 0);
  assert.ok(!tail.written().includes('\u001b'), 'no colours and no cursor movements where nobody looks');
  assert.ok(!tail.written().includes(String(old?.pushdockmessage)));
});

test('for scripts each line is an object', async (t) => {
  const gateway = await openToyGateway(t);
  const tail = start(t, ['tail', '--json', '--source', 'box', '--url', gateway.operatorUrl, ...fast]);
  // It says nothing until something is new, so pushes come until one is seen.
  let pushes = 0;
  await until(
    async () => {
      if (/"kind":"delivery".*\n/.test(tail.written())) return true;
      await gateway.push(JSON.stringify({ id: String(pushes), toys: ['ball'] }));
      pushes += 1;
      await gateway.events(pushes);
      return false;
    },
    { otherwise: () => `the tail shows no delivery: ${tail.written()}`, msMax: 60_000 },
  );
  tail.kill('SIGINT');
  assert.equal(await tail.ended(), 0);
  const lines: readonly { kind: string }[] = tail
    .written()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([...new Set(lines.map(({ kind }) => kind))].sort(), ['delivery', 'message']);
});

test('on a terminal r replays the newest message, or the one chosen with k and j, and q ends', {
  skip: noTerminal,
}, async (t) => {
  const gateway = await openToyGateway(t);
  const tail = start(t, ['tail', '--url', gateway.operatorUrl, ...fast], { terminal: true });
  await tail.sees(/Waiting for messages and deliveries · j\/k/);
  const messages: string[] = [];
  for (const [index, id] of ['a', 'b'].entries()) {
    await gateway.push(JSON.stringify({ id, toys: ['ball'] }));
    messages.push(String((await gateway.events(index + 1))[index]?.pushdockmessage));
    await tail.sees(new RegExp(`> ${messages[index]} toy/box \\(${index + 1} of ${index + 1}\\)`));
  }
  assert.ok(tail.written().includes('\u001b[32mprocessed\u001b[39m'));
  tail.press('r');
  await tail.sees(new RegExp(`Replay 1 of ${messages[1]} has begun`));
  tail.press('k');
  await tail.sees(new RegExp(`> ${messages[0]} toy/box \\(1 of 2\\)`));
  tail.press('r');
  await tail.sees(new RegExp(`Replay 2 of ${messages[0]} has begun`));
  await until(() => tail.written().includes('\u001b[36mreplay 2\u001b[39m'));
  const again = (await gateway.events(4)).slice(2);
  assert.deepEqual(
    again.map(({ pushdockmessage, pushdockreplay }) => [pushdockmessage, pushdockreplay]),
    [
      [messages[1], '1'],
      [messages[0], '2'],
    ],
  );
  tail.press('q');
  assert.equal(await tail.ended(), 0);
});

test('NO_COLOR takes the colours away, not the keys', { skip: noTerminal }, async (t) => {
  const gateway = await openToyGateway(t);
  const tail = start(t, ['tail', '--url', gateway.operatorUrl, ...fast], { terminal: true, env: { NO_COLOR: '1' } });
  await tail.sees(/Waiting for messages/);
  await gateway.push('{"id":"a","toys":["ball"]}');
  await tail.sees(/ {2}toy\/box {2}processed {2}match/);
  tail.press('\u0003');
  assert.equal(await tail.ended(), 0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour begins with.
  assert.ok(!/\u001b\[\d+m/.test(tail.written()));
});

test('keys that arrive together are handled one by one, and unknown ones are ignored', () => {
  assert.deepEqual(keysOf('jk\u001b[A\u001b[B\u001bOAxr\u001b[Cq'), [
    'newer',
    'older',
    'older',
    'newer',
    'older',
    'replay',
    'quit',
  ]);
});
