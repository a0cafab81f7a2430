/** What a Zettle source may say of its client, and how secrets that arrive are stored. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zettleSettings } from '../../src/providers/zettle/settings.ts';
import { faultsOf, load, sound } from './write.ts';

const secrets = { PUSHDOCK_KEY: 'test-only-encryption-key-of-nobody-0001', API_KEY: 'test-only-api-key' };
const subscription =
  '{ name: a, events: [], destination: "https://h.example.com/push/zettle/pos", contactEmail: a@example.com }';
const declared = `subscriptions: [ ${subscription} ]`;
const client = 'clientId: c, apiKey: { env: API_KEY }';
const key = 'encryptionKey: { env: PUSHDOCK_KEY }';

const withSource = (settings: string, top = key) => `${sound}  pos: { provider: zettle, ${settings} }\n${top}\n`;

test('a source with its client, and what it is filled up with', (context) => {
  const configuration = load(context, withSource(`${declared}, ${client}`), secrets);
  const { pusherBase, oauthBase, recreate, organization } = zettleSettings.of(
    configuration.sources.pos ?? { provider: '' },
  );
  assert.deepEqual(
    [pusherBase, oauthBase, recreate, organization],
    ['https://pusher.izettle.com', 'https://oauth.zettle.com', false, 'self'],
  );
  assert.ok(configuration.storedSecrets !== 'plain' && configuration.storedSecrets?.sealedWith);
});

test('told plain, secrets are stored as they are, and every start says so', (context) => {
  const { storedSecrets, warnings } = load(
    context,
    withSource(`${declared}, ${client}`, 'storedSecrets: plain'),
    secrets,
  );
  assert.equal(storedSecrets, 'plain');
  assert.ok(warnings.some((warning) => warning.startsWith('storedSecrets is plain')));
});

test('messages that are forgotten while Zettle still repeats them are warned of', (context) => {
  const warningsFor = (messages: string) =>
    load(context, withSource(declared, `policy: { retention: { messages: ${messages} } }`), secrets).warnings;
  assert.ok(warningsFor('2d').some((warning) => /under 72h.*sources\.pos/.test(warning)));
  assert.ok(!warningsFor('72h').some((warning) => /72h/.test(warning)));
});

test('a window that is shorter than Zettle repeats is warned of', (context) => {
  const warningsFor = (within: string) =>
    load(context, withSource(`${declared}, signedWithin: ${within}`), secrets).warnings;
  assert.ok(
    warningsFor('1d').some((warning) =>
      /sources\.pos\.signedWithin is under 72h.*quarantined; set 72h or more/.test(warning),
    ),
  );
  assert.ok(!warningsFor('7d').some((warning) => /signedWithin/.test(warning)));
});

const twoSources = (till: string) =>
  `${sound}  pos: { provider: zettle, signingKeys: [ { env: TOKEN } ] }\n  till: { provider: zettle, ${till} }\n`;

test('one signing key in two sources is refused, because a push for one would be accepted at the other', (context) => {
  const faults = faultsOf(context, twoSources('signingKeys: [ { env: NEXT }, { env: TOKEN } ]'));
  assert.equal(faults.length, 1, faults.join('\n'));
  assert.match(
    faults[0] ?? '',
    /sources\.till\.signingKeys\[1\]: is a signing key of sources\.pos too.*give each source/,
  );
});

test('a sandbox, which makes no events, may have the key of the source that it is for', (context) => {
  assert.deepEqual(faultsOf(context, twoSources('sandbox: true, signingKeys: [ { env: TOKEN } ]')), []);
});

const refused: readonly [string, string, string | undefined, RegExp][] = [
  ['nothing to store keys with', `${declared}, ${client}`, '', /sources\.pos\.clientId: .*add encryptionKey/],
  [
    'both ways to store',
    declared,
    `${key}\nstoredSecrets: plain`,
    /storedSecrets: is plain although encryptionKey is set/,
  ],
  ['a short encryption key', declared, 'encryptionKey: { env: SHORT }', /encryptionKey: .*at least 32 are needed/],
  ['an API key without its client', `${declared}, apiKey: { env: API_KEY }`, key, /pos\.apiKey: .*without clientId/],
  ['a client without a secret', `${declared}, clientId: c`, key, /pos\.clientId: .*neither apiKey nor clientSecret/],
  [
    'two grants',
    `${declared}, ${client}, clientSecret: { env: API_KEY }`,
    key,
    /pos\.apiKey: cannot be set together with clientSecret/,
  ],
  [
    'a refresh token without an app',
    `${declared}, ${client}, refreshToken: { env: API_KEY }`,
    key,
    /pos\.refreshToken: .*without clientSecret/,
  ],
  ['recreate without a client', `${declared}, recreate: true`, key, /pos\.recreate: has no effect without clientId/],
  [
    'recreate without a declaration',
    `signingKeys: [ { env: TOKEN } ], ${client}, recreate: true`,
    key,
    /pos\.recreate: has nothing/,
  ],
  [
    'a name twice',
    `subscriptions: [ ${subscription}, ${subscription} ]`,
    key,
    /pos\.subscriptions\[1\]\.name: is the name of subscriptions\[0\] too/,
  ],
  ['a private API', `${declared}, ${client}, pusherBase: "https://10.0.0.1"`, key, /pos\.pusherBase: /],
  [
    'a plain destination',
    `subscriptions: [ ${subscription.replace('https:', 'http:')} ]`,
    key,
    /subscriptions\[0\]\.destination: plain http/,
  ],
];
for (const [what, settings, top, sentence] of refused)
  test(`refused: ${what}`, (context) => {
    const faults = faultsOf(context, withSource(settings, top), secrets);
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0] ?? '', sentence);
  });
