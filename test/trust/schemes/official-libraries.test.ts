/** Our signatures beside those of the libraries that the two specifications are known by: each verifies what the other signed. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import OAuth from 'oauth-1.0a';
import { Webhook } from 'standardwebhooks';
import { checkOauth1, signOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import {
  checkStandardWebhook,
  readWebhookKey,
  signStandardWebhook,
} from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { requestWith } from './request.ts';

const secretBytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
/** Any text: the bytes of its UTF-8 are what is signed. */
const text = fc.string({ unit: 'binary', maxLength: 200 });

test('Standard Webhooks: the official library accepts what we sign and we accept what it signs, whatever secret, id and body', () => {
  fc.assert(
    fc.property(secretBytes, id, text, fc.integer({ min: -290, max: 290 }), (bytes, messageId, body, apart) => {
      const written = `whsec_${Buffer.from(bytes).toString('base64')}`;
      const read = readWebhookKey(Secret.of(written));
      assert.ok(read.ok);
      // The library has only the machine's clock.
      const nowMs = Date.now();
      const timestampSeconds = Math.floor(nowMs / 1000) + apart;
      const theirs = new Webhook(written);
      const headers = signStandardWebhook({ id: messageId, timestampSeconds, body: Buffer.from(body) }, [read.key]);
      theirs.verify(body, { ...headers }, { jsonParse: false });
      assert.throws(() => theirs.verify(`${body}x`, { ...headers }, { jsonParse: false }));

      const signed = {
        'webhook-id': messageId,
        'webhook-timestamp': String(timestampSeconds),
        'webhook-signature': theirs.sign(messageId, new Date(timestampSeconds * 1000), body),
      };
      assert.deepEqual(checkStandardWebhook(signed, Buffer.from(body), [read.key], nowMs), { ok: true, id: messageId });
      assert.deepEqual(checkStandardWebhook(signed, Buffer.from(`${body}x`), [read.key], nowMs), {
        ok: false,
        code: 'signature_wrong',
      });
    }),
    { numRuns: 200 },
  );
});

/** Of an OAuth consumer, and of a query: what is percent-encoded, beyond ASCII as well. */
const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
// The library decodes values but not names, keeps names in an object, loses a first empty value of a repeated name, and does not read `+` as the
// blank that RFC 5849 asks for. So names are plain here, and values are not empty.
const name = fc.stringMatching(/^p[A-Za-z0-9._~-]{0,3}$/);
const query = fc.array(fc.tuple(name, word), { maxLength: 8 });
const encoded = (parameters: readonly (readonly [string, string])[]): string =>
  parameters.map(([key, value]) => `${strictly(key)}=${strictly(value)}`).join('&');
const strictly = (one: string): string =>
  encodeURIComponent(one).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

for (const method of ['HMAC-SHA1', 'HMAC-SHA256'] as const)
  test(`OAuth 1.0a with ${method}: the same signature as the official library, and we accept its header, whatever key, secret and query`, () => {
    fc.assert(
      fc.property(word, word, query, fc.constantFrom('GET', 'POST'), (consumerKey, secret, parameters, verb) => {
        const oauth = new OAuth({
          consumer: { key: consumerKey, secret },
          signature_method: method,
          hash_function: (base, key) =>
            createHmac(method === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
              .update(base)
              .digest('base64'),
        });
        const publicUrl = 'https://hooks.example.com/push/appdirect/market';
        const url = parameters.length === 0 ? publicUrl : `${publicUrl}?${encoded(parameters)}`;
        const theirs = oauth.authorize({ url, method: verb });
        const credential = { consumerKey, secret: Secret.of(secret) };

        const stamp = { timestampSeconds: theirs.oauth_timestamp, nonce: theirs.oauth_nonce, signatureMethod: method };
        const ours = signOauth1({ method: verb, url }, credential, stamp).authorization;
        assert.ok(ours.includes(`oauth_signature="${strictly(theirs.oauth_signature)}"`), url);

        const request = (target: string) =>
          requestWith({
            method: verb,
            publicUrl,
            query: target.split('?')[1] ?? '',
            headers: { authorization: oauth.toHeader(theirs).Authorization },
          });
        const nowMs = theirs.oauth_timestamp * 1000;
        assert.ok(checkOauth1(request(url), credential, nowMs).ok, url);
        assert.ok(!checkOauth1(request(`${url}${url.includes('?') ? '&' : '?'}more=1`), credential, nowMs).ok);
      }),
      { numRuns: 200 },
    );
  });
