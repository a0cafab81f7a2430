/** Each provider's leaves on arbitrary bytes and on damaged examples: nothing is thrown, and what is not proven becomes nothing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { envelop } from '../../src/deliver/envelope.ts';
import type { Processed, PushInput, Source } from '../../src/providers/provider.ts';
import { signedBytes } from '../../src/providers/zettle/verify.ts';
import { signHmac } from '../../src/trust/schemes/hmac.ts';
import { basicAuthorization, zettleKey } from '../crash/pushes.ts';
import { anyBytes, mutatedBytes, mutatedText } from './mutations.ts';
import { idleContext, type OpenedSources, openTrySources, pushInput, storedOf } from './opened-sources.ts';

let sources: OpenedSources;
before(async () => {
  sources = await openTrySources();
});

const examplesOf = (provider: string, files: RegExp): fc.Arbitrary<Uint8Array> => {
  const folder = join(resolve(import.meta.dirname, '../..'), 'spec/providers', provider, 'examples');
  return fc.constantFrom(
    ...readdirSync(folder)
      .filter((file) => files.test(file))
      .map((file) => readFileSync(join(folder, file))),
  );
};
const mutantsOf = (provider: string, files: RegExp) =>
  fc.oneof(
    { weight: 1, arbitrary: anyBytes },
    { weight: 4, arbitrary: mutatedBytes(examplesOf(provider, files)) },
    {
      weight: 4,
      arbitrary: mutatedText(
        examplesOf(provider, files).map((bytes) => Buffer.from(bytes).toString('utf8')),
        '<>&;/"{}[]:,\\0123456789eE+-. Zé\n\u0000',
      ).map((text) => Buffer.from(text)),
    },
  );

/** The whole way of a push that is proven; what becomes of it is one of the four, and its events fit their envelopes. */
async function follow(source: Source, input: PushInput): Promise<Processed> {
  const checked = await source.receiving.verify(input, input.request.receivedAtMs);
  assert.ok(checked.ok, 'proven');
  const { identities, disposition } = await source.receiving.identify(checked.value);
  assert.ok(disposition.kind === 'record' || identities.length > 0);
  for (const { key } of identities) assert.ok(key.length <= 1_000, `a key of ${key.length} characters`);
  const stored = storedOf(source, checked.value, source.receiving.redactTarget(input));
  const input2 = { message: stored, documents: [], answerOwed: false, attempt: 1 };
  const processed = await source.processing.process(input2, idleContext());
  if (processed.kind === 'processed')
    for (const [index, fact] of processed.events.entries()) {
      const { envelope } = envelop(stored, processed.verdict, fact, index);
      assert.match(String(envelope.time), /^\d{4}-\d\d-\d\dT/);
    }
  return processed;
}

const bearer = { authorization: 'Bearer development-paazl-token' };
const runs = { numRuns: 300 };

test('Paazl: any body of a proven push is identified and comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(mutantsOf('paazl', /^shipment-status/), async (bytes) => {
      const source = sources.find('shipping');
      const { kind } = await follow(source, pushInput(source, { headers: bearer, bytes }));
      assert.match(kind, /^(processed|quarantined)$/);
    }),
    runs,
  );
});

test('1ShoppingCart: any notification, and any answer of its API, comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(
      mutantsOf('oneshoppingcart', /^notification/),
      mutantsOf('oneshoppingcart', /^order/),
      async (bytes, order) => {
        const source = sources.find('shop');
        sources.answerWith(order);
        await follow(source, pushInput(source, { bytes }, 'development-shop-key'));
      },
    ),
    runs,
  );
});

test('AppDirect: any query, and any event that is fetched, comes to an end', async () => {
  const url = fc.oneof(
    { weight: 3, arbitrary: fc.constant('http://127.0.0.1:4015/api/integration/v1/events/sample-order') },
    {
      weight: 1,
      arbitrary: mutatedText(fc.constant('http://127.0.0.1:4015/api/integration/v1/events/sample'), '/:@%?#.\\ 2f'),
    },
  );
  await fc.assert(
    fc.asyncProperty(url, fc.string(), mutantsOf('appdirect', /^(?!result|token)/), async (eventUrl, rest, event) => {
      const source = sources.find('market');
      sources.answerWith(event);
      const query = `eventUrl=${encodeURIComponent(eventUrl)}${rest}`;
      await follow(source, pushInput(source, { method: 'GET', query, headers: { authorization: basicAuthorization } }));
    }),
    runs,
  );
});

/** An envelope as Zettle builds it, with any payload and any names, properly signed. */
const signedEnvelopes = fc
  .tuple(
    mutatedText(
      examplesOf('zettle', /^[A-Z](?!estMessage)/).map((bytes) =>
        String(JSON.parse(Buffer.from(bytes).toString()).payload),
      ),
      '{}[]":,\\0123456789eE+-. u\n',
    ),
    fc.constantFrom(
      'PurchaseCreated',
      'purchaseCreated',
      'ProductUpdated',
      'Ünknown!',
      '',
      '__proto__',
      'constructor',
      ...eventNames(),
    ),
    fc.oneof(
      fc.constantFrom('2026-11-21T05:04:00Z', '0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '', 'now'),
      fc.string({ unit: 'binary' }),
    ),
    fc.string({ unit: 'binary' }),
  )
  .map(([payload, eventName, timestamp, messageUuid]) => ({
    body: JSON.stringify({ eventName, messageUuid, payload, timestamp }),
    signature: signHmac(signedBytes(timestamp, payload), zettleKey),
  }));

function eventNames(): string[] {
  const folder = join(resolve(import.meta.dirname, '../..'), 'spec/providers/zettle/examples');
  return [...new Set(readdirSync(folder).map((file) => file.split('.')[0] ?? ''))];
}

test('Zettle: any payload that is properly signed comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(signedEnvelopes, async ({ body, signature }) => {
      const source = sources.find('pos');
      const headers = { 'x-izettle-signature': signature };
      await follow(source, pushInput(source, { headers, bytes: Buffer.from(body) }));
    }),
    runs,
  );
});

test('Zettle: whatever is done to a signed envelope, it is proven only while it says what was signed', async () => {
  const { find } = sources;
  await fc.assert(
    fc.asyncProperty(examplesOf('zettle', /^[A-Z]/), mutantsOf('zettle', /^[A-Z]/), async (original, bytes) => {
      const source = find('pos');
      const { timestamp, payload } = JSON.parse(Buffer.from(original).toString());
      const signature = signHmac(signedBytes(String(timestamp), String(payload)), zettleKey);
      const checked = await source.receiving.verify(
        pushInput(source, { headers: { 'x-izettle-signature': signature }, bytes }),
        0,
      );
      if (!checked.ok) return;
      if ((await source.receiving.identify(checked.value)).disposition.kind === 'record') return; // A TestMessage: never processed.
      const said = JSON.parse(Buffer.from(bytes).toString());
      assert.equal(`${said.timestamp}.${said.payload}`, `${timestamp}.${payload}`);
    }),
    { numRuns: 500 },
  );
});

const header = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  mutatedText(
    fc.constantFrom(
      'Bearer development-paazl-token',
      basicAuthorization,
      'OAuth oauth_consumer_key="k", oauth_signature="s", oauth_nonce="n", oauth_timestamp="1795000000", oauth_signature_method="HMAC-SHA1"',
    ),
    '=",%& \tAaz09:',
  ),
);
/** Whether somebody who knows the secret wrote this: schemes have no case, blanks may stand around, and base64 has several spellings of the same bytes. */
function isCredential(authorization: string): boolean {
  const [, scheme = '', value = ''] = /^(\S+) +(.*)$/s.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value === 'development-paazl-token';
  const password = (text: string) => Buffer.from(text, 'base64').toString('latin1');
  return scheme.toLowerCase() === 'basic' && password(value) === password(basicAuthorization.slice('Basic '.length));
}

for (const name of ['shipping', 'shop', 'pos', 'market', 'market-xml']) {
  test(`${name}: without its proof nothing is believed, whatever the headers, the path and the body hold`, async () => {
    await fc.assert(
      fc.asyncProperty(header, header, fc.string(), anyBytes, async (authorization, signature, key, bytes) => {
        fc.pre(!isCredential(authorization));
        const source = sources.find(name);
        const headers = { authorization, 'x-izettle-signature': signature };
        const checked = await source.receiving.verify(pushInput(source, { headers, bytes }, key), 1_795_000_000_000);
        assert.equal(checked.ok, false);
        if (!checked.ok) assert.ok(!checked.detail.includes('development-'), checked.detail);
      }),
      runs,
    );
  });
}
