/** The conformance suite of the mocks can fail: it catches every mock of the museum, and each of its checks catches one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checksOf, subjectOf } from '../../simulate/conformance/suite.ts';
import { mockNames } from '../../support/mocks.ts';
import { apis } from './apis.ts';
import { altered } from './exhibit.ts';
import { behind } from './front.ts';
import { messages } from './messages.ts';
import { schedules } from './schedules.ts';

const museum = [...schedules, ...messages, ...apis];

for (const { provider, mistake, open, caughtBy } of museum)
  test(`a mock of ${provider} that ${mistake} is caught`, async (t) => {
    const check =
      checksOf(provider).find(({ name }) => name === caughtBy) ?? assert.fail(`there is no check "${caughtBy}"`);
    // An assertion that does not hold, and not a mock that falls over.
    await assert.rejects(check.run(subjectOf(provider, open, t), t), { name: 'AssertionError' });
  });

for (const provider of ['oneshoppingcart', 'zettle', 'appdirect'])
  test(`a mock of ${provider} that is changed in nothing passes: what catches the others is their mistake`, async (t) => {
    const unchanged = behind(provider, (request, pass) => pass(request));
    const checks = new Set(apis.filter((one) => one.provider === provider).map(({ caughtBy }) => caughtBy));
    for (const { name, run } of checksOf(provider))
      if (checks.has(name)) await run(subjectOf(provider, unchanged, t), t);
    const [first] = checksOf(provider);
    await first?.run(
      subjectOf(
        provider,
        altered(provider, () => ({})),
        t,
      ),
      t,
    );
  });

test('every check catches at least one wrong mock', () => {
  const caught = new Set(museum.map(({ caughtBy }) => caughtBy));
  const idle = mockNames.flatMap((provider) => checksOf(provider)).filter(({ name }) => !caught.has(name));
  assert.deepEqual(
    idle.map(({ name }) => name),
    [],
  );
});
