/** How a provider behaves: the message that it tries an endpoint with, and when it retries and gives up. */
import { object, operation, type Rows, text } from './rows.ts';

const tested = (schema: object | undefined) =>
  operation(
    'push',
    schema === undefined ? {} : { 'x-test-message': '#/components/requestBodies/Test' },
    schema === undefined
      ? {}
      : { components: { requestBodies: { Test: { content: { 'application/json': { schema } } } } } },
  );

// In a variable: a linter takes an object with `then` for a promise.
const afterwards = 'then';
const policy = {
  success: { statuses: '2xx', certainty: 'documented' },
  timeout: { seconds: 10, certainty: 'documented' },
  retries: { schedule: [{ waitSeconds: 60, times: 3 }], [afterwards]: { kind: 'stop' }, certainty: 'documented' },
  givingUp: { action: 'never', consequence: 'None.', threshold: { certainty: 'documented' }, certainty: 'documented' },
  duplicates: { identity: 'messageUuid', certainty: 'documented' },
};
const giving = (action: string, failures?: number) => ({
  ...policy,
  givingUp: { ...policy.givingUp, action, threshold: { failures, certainty: 'documented' } },
});
const retrying = (schedule: readonly object[], kind = 'stop') => ({
  ...policy,
  retries: { ...policy.retries, schedule, [afterwards]: { kind } },
});
const policed = (one: object) => operation('push', { 'x-push-policy': one });
export const behaviour: Rows = {
  'x-test-message': [
    ['the endpoint is tried now', tested(undefined), tested(text), ['test-message-added  → us'], 'major'],
    ['the endpoint is tried no longer', tested(text), tested(undefined), ['test-message-removed  → nobody'], 'minor'],
    [
      'the test message lost a field',
      tested(object({ a: text })),
      tested(object({})),
      ['field-removed /a → us'],
      'major',
    ],
  ],
  'x-push-policy': [
    ['a provider gives up now', policed(policy), policed(giving('disables-push')), ['policy-tightened  → us'], 'major'],
    [
      'a provider gives up of which nothing was said',
      policed({ ...policy, givingUp: undefined }),
      policed(giving('deletes-subscription')),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider that sent a mail disables the push',
      policed(giving('mails-vendor', 5)),
      policed(giving('disables-push', 5)),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider gives up after fewer failures',
      policed(giving('disables-push', 20)),
      policed(giving('disables-push', 10)),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider gives up after more failures',
      policed(giving('disables-push', 10)),
      policed(giving('disables-push', 20)),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a provider no longer gives up',
      policed(giving('disables-push', 5)),
      policed(policy),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a provider tries again less often, over the same time',
      policed(policy),
      policed(retrying([{ waitSeconds: 180, times: 1 }])),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider tries again as often, over a shorter time',
      policed(policy),
      policed(retrying([{ waitSeconds: 10, times: 3 }])),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider that tried again for ever stops',
      policed(retrying([], 'double-forever')),
      policed(policy),
      ['policy-tightened  → us', 'policy-tightened  → us'],
      'major',
    ],
    [
      'a provider tries again for longer',
      policed(policy),
      policed(retrying([{ waitSeconds: 90, times: 3 }])),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a repeat is known by something else',
      policed(policy),
      policed({ ...policy, duplicates: { ...policy.duplicates, identity: 'messageId' } }),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'only the notes of a policy changed',
      policed(policy),
      policed({ ...policy, timeout: { ...policy.timeout, note: 'On page 4.' } }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
};
