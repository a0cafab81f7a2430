/** What a source may say of a queue that it polls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zettleSettings } from '../../src/providers/zettle/settings.ts';
import { faultsOf, load, sound } from './write.ts';

const secrets = {
  KEY_ONE: 'test-only-signing-key-of-nobody-0001',
  KEY_TWO: 'test-only-signing-key-of-nobody-0002',
  AWS_SECRET: 'test-only-secret-access-key',
};
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/zettle';
const queue = (more = '') => `transport: { sqs: { queueUrl: "${queueUrl}", region: eu-west-1${more} } }`;
const withSource = (settings: string) =>
  `${sound}  pos: { provider: zettle, signingKeys: [ { env: KEY_ONE } ], ${settings} }\n`;

test('a queue, and what it is filled up with', (context) => {
  const credentials = ', accessKeyId: AKIAEXAMPLE, secretAccessKey: { env: AWS_SECRET }';
  const { sources } = load(context, withSource(queue(credentials)), secrets);
  const { transport, signatureAttribute } = zettleSettings.of(sources.pos ?? { provider: '' });
  assert.deepEqual([transport?.sqs.timeoutMs, transport?.sqs.visibilitySeconds], [10_000, 60]);
  assert.equal(transport?.sqs.secretAccessKey?.reveal(), secrets.AWS_SECRET);
  assert.equal(signatureAttribute, 'X-iZettle-Signature');
});

for (const [what, text, fault] of [
  [
    'plain http beyond loopback',
    withSource(queue(', endpoint: "http://sqs.example.com"')),
    /sources\.pos\.transport\.sqs\.endpoint: an unencrypted connection beyond loopback/,
  ],
  [
    'half of the credentials',
    withSource(queue(', accessKeyId: AKIAEXAMPLE')),
    /sources\.pos\.transport\.sqs\.accessKeyId: and secretAccessKey belong together/,
  ],
  [
    'a secret in the file',
    withSource(queue(', accessKeyId: AKIAEXAMPLE, secretAccessKey: test-only-secret-access-key')),
    /sources\.pos\.transport\.sqs\.secretAccessKey: is a secret written in the file/,
  ],
  [
    'a sandbox',
    withSource(`sandbox: true, ${queue()}`),
    /sources\.pos\.transport: cannot be set together with sandbox/,
  ],
  [
    'the queue of another source',
    `${withSource(queue())}  till: { provider: zettle, signingKeys: [ { env: KEY_TWO } ], ${queue()} }\n`,
    /sources\.till\.transport\.sqs\.queueUrl: is polled by sources\.pos already/,
  ],
  ['a transport that is not known', withSource('transport: { kafka: {} }'), /sources\.pos\.transport/],
  [
    'an attribute without a queue',
    withSource('signatureAttribute: Signature'),
    /sources\.pos\.signatureAttribute: has no effect without transport/,
  ],
  [
    'a subscription by SQS without a queue',
    withSource(
      `subscriptions: [ { name: a, events: [], transport: SQS, destination: "${queueUrl}", contactEmail: a@example.com } ]`,
    ),
    /sources\.pos\.subscriptions\[0\]\.transport: is SQS, and the source polls no queue/,
  ],
  [
    'a subscription by SQS into another queue',
    withSource(
      `${queue()}, subscriptions: [ { name: a, events: [], transport: SQS, destination: "${queueUrl}-2", contactEmail: a@example.com } ]`,
    ),
    /sources\.pos\.subscriptions\[0\]\.destination: is not the queue that the source polls/,
  ],
  [
    'a provider that knows no queue',
    sound.replace('provider: paazl,', `provider: paazl, ${queue()},`),
    /sources\.shipping.*transport/,
  ],
] as const)
  test(`${what} is refused, with its place`, (context) => {
    const faults = faultsOf(context, text, secrets);
    assert.ok(
      faults.some((one) => fault.test(one)),
      faults.join('\n') || 'no fault',
    );
  });
