/** The mocks as QA uses them: commands against a gateway that runs as `make run` starts it, and every scenario that is shipped. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '../../src/running/clock.ts';
import { type MockControl, openMockControl } from '../../src/simulate/control/client.ts';
import { openEventsFile } from '../../src/simulate/scenario/events-file.ts';
import { runScenario } from '../../src/simulate/scenario/run.ts';
import { readScenario, type Step } from '../../src/simulate/scenario/scenario.ts';
import { pushdock } from '../support/command.ts';
import { mockNames } from '../support/mocks.ts';
import { shippedScenarios } from '../support/shipped-scenarios.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

const root = resolve(import.meta.dirname, '../..');

let gateway: RunningGateway;
let control: MockControl;
before(async () => {
  gateway = await startTryGateway();
  // The gateway runs the mocks itself, since nobody else does.
  control = openMockControl(gateway.localise('http://127.0.0.1:4010'));
});
after(() => gateway?.stop());

/** What the guide for QA sends when nothing goes wrong for good: the commands before its part about faults. */
const guideCommands = [
  ...(readFileSync(join(root, 'spec/guides/mocks.md'), 'utf8').split('\n## ')[0] ?? '').matchAll(
    /^npx pushdock (mock emit .*?)(?: +#.*)?$/gm,
  ),
].map(([, words = '']) => words.split(/\s+/));

test('one command of the guide for each provider: acknowledged, and visible at the gateway', async () => {
  assert.deepEqual(new Set(guideCommands.map(([, , provider]) => provider)), new Set(mockNames));
  for (const words of guideCommands) {
    const { stdout } = await pushdock([...words, '--mock', control.baseUrl, '--json']);
    const { messages } = JSON.parse(stdout);
    assert.ok(messages.length > 0);
    // The command itself waits three seconds for the first attempts; on a busy machine they may take longer.
    for (const message of messages)
      await gateway.eventually(async () => {
        const log = await control.listLog({ query: { message } });
        return log.status === 200 && log.body.items[0]?.state === 'succeeded';
      }, `${message} does not succeed`);
  }
  await gateway.eventually(() => gateway.idle(), 'the gateway does not come to rest');
  const messages = await gateway.messages();
  for (const source of ['shipping', 'shop', 'pos', 'market'])
    assert.ok(
      messages.some((message) => message.source === source),
      `nothing from ${source}`,
    );
});

test('there are scenarios for each provider', () => {
  assert.deepEqual(new Set(shippedScenarios.map(({ provider }) => provider)), new Set(mockNames));
});

/** Read before anything runs: meanwhile a connection to the mocks that is kept open would end unseen. */
const scenarios = shippedScenarios.map(({ name, path, provider }) => ({
  file: name,
  folder: provider,
  ...readScenario(path),
}));

test('a scenario before one that counts events waits for its own, which would otherwise be counted there', () => {
  const counts = (steps: readonly Step[]) => steps.some((step) => 'expect' in step && step.expect.event !== undefined);
  let looked = 0;
  for (const [index, { file, provider, steps }] of scenarios.entries()) {
    if (!scenarios.slice(index + 1).some((later) => later.provider === provider && counts(later.steps))) continue;
    const taken = steps.findLastIndex(
      (step) => 'expect' in step && (step.expect.answer === 200 || step.expect.answers?.at(-1) === 200),
    );
    if (taken === -1) continue;
    looked += 1;
    assert.ok(counts(steps.slice(taken)), `${file}: nothing waits for the events of its last push`);
  }
  assert.ok(looked >= 3);
});

for (const { file, folder, ...scenario } of scenarios)
  test(`the shipped scenario ${file} holds`, async () => {
    assert.equal(scenario.provider, folder);
    const result = await runScenario(scenario, {
      control,
      events: openEventsFile(join(gateway.folder, 'data/events.ndjson')),
      clock: systemClock,
    });
    assert.deepEqual(
      result.steps.filter(({ outcome }) => outcome !== 'passed'),
      [],
      JSON.stringify(result.messages),
    );
  });

test('a scenario from the command line writes JUnit; one that fails says where, and ends with 1', async () => {
  const good = join(root, 'spec/providers/paazl/scenarios/statuses-arrive.yaml');
  const report = join(gateway.folder, 'junit.xml');
  const events = join(gateway.folder, 'data/events.ndjson');
  const play = ['mock', 'scenario', 'run', good, '--mock', control.baseUrl, '--report', report];
  const { stdout } = await pushdock([...play, '--events', events]);
  assert.match(stdout, / {2}ok {6}6\. expect event/);
  const xml = readFileSync(report, 'utf8');
  assert.match(xml, /<testsuite name="Paazl's statuses[^"]*" tests="6" failures="0" skipped="0"/);
  assert.match(xml, /paazl-1\.1 to http:\/\/127\.0\.0\.1:\d+\/push\/paazl\/shipping succeeded/);

  // Without a file of events, and with no sink that posts to the mocks: the event never comes.
  const failed = await pushdock(play);
  assert.equal(failed.code, 1);
  assert.match(failed.stdout, / {2}FAILED {2}3\. expect event/);
  assert.match(failed.stdout, / {2}skipped 4\. send/);
  assert.match(
    readFileSync(report, 'utf8'),
    /failures="1" skipped="3"[\s\S]*<failure message="0 events com\.paazl\.shipment\.status/,
  );
});
