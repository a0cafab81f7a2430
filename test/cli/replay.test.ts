import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Command } from 'commander';
import { deadLettersCommand } from '../../src/cli/deliveries.ts';
import { replayCommand } from '../../src/cli/replay.ts';
import { pushdock } from '../support/command.ts';
import { openToyGateway, type ToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';
import { noTerminal, start } from './on-a-terminal.ts';

async function openDelivered(t: TestContext) {
  const gateway = await openToyGateway(t);
  for (const id of ['a', 'b', 'c']) await gateway.push(JSON.stringify({ id, toys: [`toy of ${id}`] }));
  const events = await gateway.events(3);
  await until(async () => (await gateway.store.backlog()).deliveries === 0);
  return { gateway, events, run: (...args: string[]) => pushdock([...args, '--url', gateway.operatorUrl]) };
}

async function replays({ operator }: ToyGateway) {
  const answer = await operator.listReplays({});
  assert.equal(answer.status, 200);
  return answer.status === 200 ? answer.body.items : [];
}

test('a replay is planned, refused to a script that did not say yes, run, listed and shown', async (t) => {
  const { gateway, events, run } = await openDelivered(t);
  const plan = await run('replay', '--plan', '--source', 'box', '--since', '1h');
  assert.deepEqual([plan.code, plan.stdout], [0, '3 messages, in 1 s or more:\n  ledger: 3 events\n']);

  const asked = await run('replay', '--source', 'box');
  assert.deepEqual([asked.code, asked.stdout], [2, plan.stdout]);
  assert.match(asked.stderr, /nothing was begun, because .*; add --yes/);
  assert.deepEqual(await replays(gateway), []);

  const ran = await run('replay', '--source', 'box', '--yes');
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /^Replay 1: done, 3 messages; 3 delivered, 0 due, 0 dead\.$/m);
  assert.match(ran.stderr, /^3 of 3 messages/m);
  const again = (await gateway.events(6)).slice(3);
  assert.deepEqual(
    again.map(({ id, pushdockreplay }) => [id, pushdockreplay]).sort(),
    events.map(({ id }) => [id, '1']).sort(),
  );
  assert.match((await run('replay', 'list')).stdout, /^1 +done .* 3\/3 +0 +0 +3 +0 +source box$/m);
  assert.match((await run('replay', 'show', '1')).stdout, /^Rate: +100 messages a second$/m);
  assert.equal((await run('replay', 'stop', '2')).code, 5);
});

test('a script replays one message, named by the beginning of its id, as it was sent', async (t) => {
  const { gateway, events, run } = await openDelivered(t);
  const message = String(events[1]?.pushdockmessage);
  const ran = await run('replay', message, '--as-sent', '--sink', 'ledger', '--yes', '--json');
  assert.equal(ran.code, 0, ran.stderr);
  const { mode, sinks, filter, deliveries } = JSON.parse(ran.stdout);
  assert.deepEqual([mode, sinks, filter], ['as_sent', ['ledger'], { messages: [message] }]);
  assert.deepEqual(deliveries, { due: 0, delivered: 1, dead: 0 });
  assert.deepEqual((await gateway.events(4))[3], { ...events[1], pushdockreplay: '1' });
});

test('a replay whose filter is too wide, or names something that does not exist, is not begun', async (t) => {
  const { gateway } = await openDelivered(t);
  const cases = [
    { args: ['replay', '--yes'], says: /nothing says what to send again/ },
    { args: ['replay', '--sink', 'ledger', '--yes'], says: /nothing says what to send again/ },
    {
      args: ['replay', '--source', 'box', '--sink', 'ledgers', '--yes'],
      says: /No sink is named ledgers\. Did you mean ledger\?/,
    },
    { args: ['replay', '01a1fcbd-0000-7000-8000-000000000000', '--yes'], says: /Nothing has this id or name/ },
    { args: ['replay', '--since', 'yesterday', '--yes'], says: /write 90s, 15min, 2h or 7d ago/ },
    { args: ['replay', '--rate', '0', '--source', 'box'], says: /a number from 0\.01 to 10000/ },
    { args: ['replay', '--plan', '--yes', '--source', 'box'], says: /cannot be used with/ },
    { args: ['replay', '--source', 'box', 'list'], says: /put options after list, show or stop/ },
    { args: ['dead-letters', 'redeliver', '3', '--sink', 'ledger'], says: /either by their ids or by filters/ },
  ];
  for (const { args, says } of cases) {
    // In this process: each is refused before anything is printed.
    const program = new Command()
      .enablePositionalOptions()
      .addCommand(replayCommand())
      .addCommand(deadLettersCommand());
    for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)])
      command.exitOverride().configureOutput({ writeErr: () => {} });
    const parsed = program.parseAsync([...args, '--url', gateway.operatorUrl], { from: 'user' });
    await assert.rejects(parsed, says, args.join(' '));
  }
  assert.deepEqual(await replays(gateway), []);
});

test('on a terminal a person is asked first, and "no" begins nothing', { skip: noTerminal }, async (t) => {
  const { gateway } = await openDelivered(t);
  for (const [answer, said] of [
    ['n', /No replay was begun\./],
    ['y', /\[#{30}\] 3 of 3 messages[\s\S]*Replay 1: done/],
  ] as const) {
    const asked = start(t, ['replay', '--source', 'box', '--url', gateway.operatorUrl], { terminal: true });
    await asked.sees(/Begin the replay\? \[y\/N\]/);
    asked.press(`${answer}\r`);
    assert.equal(await asked.ended(), 0);
    assert.match(asked.written(), said);
  }
  assert.equal((await replays(gateway)).length, 1);
});
