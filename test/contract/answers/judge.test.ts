/** What counts as declared: by the contract of the operation, and where none is asked by the rules of `test/support/answers/judge.ts`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { problemDocument, problems, type RefusalCode } from '../../../src/problems.ts';
import { packageRoot } from '../../../src/running/package-root.ts';
import { faultsOf, type SeenAnswer } from '../../support/answers/judge.ts';

const seen = (asked: string, status: number, changes: Partial<SeenAnswer> = {}): SeenAnswer => {
  const [method = '', path = ''] = asked.split(' ');
  const listener = /^\/(push|oauth|sandbox|contracts)\b/.test(path) ? 'public' : 'operator';
  return { listener, request: { method, path }, status, headers: {}, body: '', ...changes };
};

const refused = (code: RefusalCode, headers = {}): Partial<SeenAnswer> => ({
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify(problemDocument(code)),
});
const json = (body: unknown): Partial<SeenAnswer> => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const xmlResult = (file: string): Partial<SeenAnswer> => ({
  headers: { 'content-type': 'application/xml' },
  body: readFileSync(join(packageRoot(), 'spec/providers/appdirect/examples', file), 'utf8'),
});

const declared: readonly (readonly [what: string, answer: SeenAnswer])[] = [
  ['an ack', seen('POST /push/paazl/shipping', 200)],
  ['a result in JSON', seen('GET /push/appdirect/market', 200, json({ success: 'true' }))],
  ['a result in XML', seen('GET /push/appdirect/market', 200, xmlResult('result.success.xml'))],
  ['a refusal', seen('POST /push/paazl/shipping', 401, refused('proof_wrong', { 'www-authenticate': 'Bearer' }))],
  ['another method', seen('GET /push/paazl/shipping', 405, refused('method_not_allowed', { allow: 'POST' }))],
  ['no such path', seen('POST /push/nobody/shipping', 404, refused('unknown_source'))],
  ['no such path of the operator', seen('GET /api/nothing', 404, refused('unknown_item'))],
  ['two hosts', seen('POST /push/paazl/shipping', 400, refused('request_malformed'))],
  ['no contracts', seen('GET /contracts/', 404, refused('not_published'))],
  ['liveness', seen('GET /health/live', 200, json({ status: 'live' }))],
];

for (const [what, answer] of declared) test(`declared: ${what}`, () => assert.deepEqual(faultsOf(answer), []));

const undeclared: readonly (readonly [what: string, answer: SeenAnswer, fault: RegExp])[] = [
  ['400 for what a push says', seen('POST /push/paazl/shipping', 400, refused('parameter_invalid')), /declares no 400/],
  ['500 to AppDirect', seen('GET /push/appdirect/market', 500, refused('internal')), /declares no 500/],
  ['503 to AppDirect', seen('GET /push/appdirect/market', 503, refused('store_unavailable')), /declares no 503/],
  ['a body in an ack', seen('POST /push/paazl/shipping', 200, json({})), /a body is not declared/],
  ['a result without its success', seen('GET /push/appdirect/market', 200, json({})), /missing_field at \/success/],
  ['a result with a field more', seen('GET /push/appdirect/market', 200, json({ success: 'true', who: 1 })), /\/who/],
  [
    'an XML result of another kind',
    seen('GET /push/appdirect/market', 200, xmlResult('user-assignment.typical.xml')),
    /\/event/,
  ],
  [
    'a refusal without its header',
    seen('POST /push/paazl/shipping', 401, refused('proof_wrong')),
    /www-authenticate is missing/,
  ],
  [
    'a wait that is no number',
    seen('POST /push/paazl/shipping', 503, refused('store_unavailable', { 'retry-after': 'soon' })),
    /header retry-after: wrong_type/,
  ],
  [
    'another status in the document',
    seen('POST /push/paazl/shipping', 404, refused('body_too_large')),
    /name the status 404/,
  ],
  [
    'a charset nobody declared',
    seen('GET /health/live', 200, {
      ...json({ status: 'live' }),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
    /media type/,
  ],
  ['200 at no path', seen('POST /push/nobody/shipping', 200), /never answered 200/],
  ['404 without its document', seen('POST /push/nobody/shipping', 404), /no problem document/],
  [
    'an undeclared field of the operator',
    seen('GET /health/live', 200, json({ status: 'live', mood: 'good' })),
    /\/mood/,
  ],
];

for (const [what, answer, fault] of undeclared)
  test(`not declared: ${what}`, () => assert.match(faultsOf(answer).join('\n'), fault));

test('bytes that are not HTTP are answered with one of three refusals', () => {
  for (const code of ['request_malformed', 'request_too_slow', 'headers_too_large'] as const)
    assert.deepEqual(
      faultsOf({ listener: 'public', status: problems[code].status, headers: {}, body: '', ...refused(code) }),
      [],
    );
  assert.match(faultsOf({ listener: 'public', status: 417, headers: {}, body: '' }).join(), /never answered 417/);
});
