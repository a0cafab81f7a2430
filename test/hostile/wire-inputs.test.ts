/** What is read from the request line and the headers: OAuth's base string, and the router. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appdirectPushOperations } from '../../generated/appdirect/push/operations.ts';
import { oneshoppingcartPushOperations } from '../../generated/oneshoppingcart/push/operations.ts';
import { paazlPushOperations } from '../../generated/paazl/push/operations.ts';
import { zettlePushOperations } from '../../generated/zettle/push/operations.ts';
import type { PushOperation } from '../../src/providers/provider.ts';
import { openRouter } from '../../src/receive/route.ts';
import { checkOauth1, freshNonce, signOauth1 } from '../../src/trust/schemes/oauth1.ts';
import { baseString, baseStringUri, encodeBytes, formParameters } from '../../src/trust/schemes/oauth1-base-string.ts';
import { parseOauthHeader } from '../../src/trust/schemes/oauth1-header.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { requestWith } from '../trust/schemes/request.ts';
import { mutatedText } from './mutations.ts';

/** One character per byte, as node:http gives targets and headers. */
const latin1 = fc.string({ unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)) });
const query = fc.oneof(
  latin1,
  mutatedText(fc.constant('eventUrl=https%3A%2F%2Fm.example.com%2Fe%2F1&a=%C3%A9+b&a=&=&&b'), '%=&+zF?#;\u00e9'),
);
const credential = { consumerKey: 'test-only-key', secret: Secret.of('test-only-oauth-secret-0001') };
const nowMs = 1_795_000_000_000;
const url = 'https://hooks.example.com/push/appdirect/market';

test('OAuth 1.0a: a signature fits its own query and no other', () => {
  fc.assert(
    fc.property(query, query, (signedQuery, otherQuery) => {
      // The part behind # is not a part of a URL that is called.
      fc.pre(!signedQuery.includes('#') && /^[\x21-\x7e]*$/.test(signedQuery));
      fc.pre(!/oauth_/i.test(signedQuery + otherQuery));
      const stamp = { timestampSeconds: nowMs / 1000, nonce: freshNonce() };
      const headers = signOauth1({ method: 'GET', url: `${url}?${signedQuery}` }, credential, stamp);
      const check = (sent: string) =>
        checkOauth1(requestWith({ method: 'GET', publicUrl: url, query: sent, headers }), credential, nowMs).ok;
      assert.ok(check(signedQuery));
      // The order of parameters, and how a byte was encoded, are not signed (RFC 5849 §3.4.1.3.2).
      const said = (text: string) => JSON.stringify([...(formParameters(text) ?? [])].map(String).sort());
      if (said(otherQuery) !== said(signedQuery)) assert.ok(!check(otherQuery), otherQuery);
    }),
    { numRuns: 500 },
  );
});

test('OAuth 1.0a: a base string is ASCII with two ampersands, whatever the query', () => {
  fc.assert(
    fc.property(query, (text) => {
      const parameters = formParameters(text);
      if (parameters === undefined) return;
      const base = baseString('get', url, parameters);
      assert.match(base, /^GET&[A-Za-z0-9%._~-]+&[A-Za-z0-9%._~-]*$/);
      // Encoded and decoded, every parameter is what it was.
      const again = formParameters(parameters.map((pair) => pair.map(encodeBytes).join('=')).join('&'));
      const named = parameters.filter(([name, value]) => name !== '' || value !== '');
      assert.deepEqual(
        again?.filter(([name, value]) => name !== '' || value !== ''),
        named,
      );
    }),
    { numRuns: 500 },
  );
});

test('OAuth 1.0a: no header and no URL make the parsers throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(latin1, mutatedText(fc.constant('a="b", oauth_x="%20"'), '=",%\t ')),
      fc.webUrl(),
      (text, web) => {
        parseOauthHeader(text);
        baseStringUri(text);
        baseStringUri(`http://${text}`);
        assert.notEqual(baseStringUri(web), undefined);
      },
    ),
    { numRuns: 500 },
  );
});

const operations: readonly PushOperation[] = [
  ...paazlPushOperations,
  ...oneshoppingcartPushOperations,
  ...zettlePushOperations,
  ...appdirectPushOperations,
];
const router = openRouter(operations.map((operation) => ({ operation, handle: async () => ({ status: 200 }) })));

test('the router finds an operation only at its path, whose empty segments count for nothing, and never throws', () => {
  const path = fc.oneof(
    latin1,
    mutatedText(
      fc.constantFrom('/push/paazl/shipping', '/push/oneshoppingcart/shop/key', '/push/zettle/pos'),
      '/%2eE.;\\0?*',
    ),
    fc
      .array(
        fc.constantFrom('push', 'paazl', 'zettle', '', '.', '..', '%2e%2e', '%2f', '%00', '%', '%C3', '__proto__', 'a'),
      )
      .map((segments) => segments.join('/')),
  );
  fc.assert(
    fc.property(fc.constantFrom('POST', 'GET', 'HEAD', 'post', 'PUT', ''), path, (method, target) => {
      const match = router(method, target);
      if (match.kind !== 'found') return;
      const { operation } = match.route;
      assert.equal(operation.method.toUpperCase(), method === 'HEAD' ? 'GET' : method);
      assert.ok(Object.values(match.path).every((value) => value !== ''));
      // Put back into the template, the parameters give the path that was sent.
      const rebuilt = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => match.path[name] ?? '');
      const segments = target.split('/').filter((segment) => segment !== '');
      assert.equal(rebuilt, `/${segments.map(decodeURIComponent).join('/')}`);
    }),
    { numRuns: 2_000 },
  );
});
