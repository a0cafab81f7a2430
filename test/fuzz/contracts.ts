/** Which contracts Schemathesis is given, and what it may ask of each. */
import { entries, readOperations } from '../contract/cases/messages.ts';

export type Fuzzed = {
  readonly bundle: string;
  readonly listener: 'public' | 'operator';
  readonly checks: readonly string[];
  readonly headers: readonly string[];
};

const always = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'allow_header_conformance',
];

/** Nothing here asks that bad data be refused: a push that departs from its contract is acknowledged. */
const pushed = (bundle: string, ...headers: readonly string[]): Fuzzed => ({
  bundle,
  listener: 'public',
  checks: always,
  headers,
});

const basic = Buffer.from('appdirect:development-appdirect-password').toString('base64');

/** With the secrets of the ready-to-try configuration, which are published. */
export const fuzzed: readonly Fuzzed[] = [
  {
    bundle: 'gateway',
    listener: 'operator',
    checks: [...always, 'negative_data_rejection', 'unsupported_method'],
    headers: [],
  },
  pushed('paazl-push', 'Authorization: Bearer development-paazl-token'),
  pushed('oneshoppingcart-push'),
  pushed('zettle-push'),
  pushed('appdirect-push', `Authorization: Basic ${basic}`),
  pushed('oauth'),
  pushed('sandbox'),
];

/**
 * The contract as it holds for this gateway: in development its operator API asks for no token on loopback. Headers and URLs that Node does not read are
 * answered before an operation is known, so none declares it (`spec/problem.yaml`); Schemathesis would call that undeclared.
 */
export function asFuzzed(bundle: string): object {
  const { document } = readOperations(bundle);
  const problem = { schema: { $ref: '#/components/schemas/Problem' } };
  const tooLarge = { description: 'Larger headers than are read.', content: { 'application/problem+json': problem } };
  const paths = entries(document.paths).map(([path, item]) => {
    const operations = entries(item).map(([method, operation]) => {
      const { security: _security, ...rest } = Object(operation);
      return [method, { ...rest, responses: { ...rest.responses, 431: tooLarge } }];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, security: [], paths: Object.fromEntries(paths) };
}
