/** Holds what a mock of a provider's API answers against the contract of that API: the status is declared, and the body is what it says. */
import assert from 'node:assert/strict';
import { openContract } from '../../src/contracts/contract.ts';
import { loadBundle } from '../../src/contracts/load.ts';
import { type JsonValue, parseJson } from '../../src/formats/json.ts';
import { field, isObject, textField } from '../../src/formats/values.ts';

export type DeclaredCall = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Empty: none. */
  readonly text: string;
};

/** The check throws an assertion error for an answer that the contract does not declare. Bodies are JSON. */
export function declaredBy(bundle: string): (call: DeclaredCall) => void {
  const document = loadBundle(bundle);
  const contract = openContract(bundle);
  const paths = Object.entries(field(document, 'paths') ?? {});
  const resolved = (value: JsonValue | undefined): JsonValue | undefined => {
    const steps = textField(value, '$ref')?.slice(2).split('/');
    return steps === undefined ? value : steps.reduce<JsonValue | undefined>(field, document);
  };

  return ({ method, path, status, text }) => {
    const [, item] = paths.find(([template]) => patternOf(template).test(path)) ?? [];
    const operation = field(item, method.toLowerCase());
    assert.ok(isObject(operation), `${method} ${path} is not declared`);
    const answer = resolved(field(field(operation, 'responses'), String(status)));
    const what = `${textField(operation, 'operationId')} ${status}`;
    assert.ok(isObject(answer), `${what} is not declared`);
    const schema = field(field(field(answer, 'content'), 'application/json'), 'schema');
    if (schema === undefined) return assert.equal(text, '', `${what} has a body`);
    const read = parseJson(text);
    assert.ok(read.ok, `${what} is no JSON: ${text}`);
    const name = textField(schema, '$ref')?.split('/').at(-1) ?? assert.fail(`${what} has a schema without a name`);
    assert.deepEqual(contract.judgeJson(name)(read.value).findings, [], what);
  };
}

const patternOf = (template: string) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
