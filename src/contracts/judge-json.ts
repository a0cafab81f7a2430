/** JSON against a component schema of a contract, by ajv; and ajv's errors in our words. */
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonDocument, JsonObject, JsonValue } from '../formats/json.ts';
import { stepsOf, writtenStep } from '../formats/json-pointer.ts';
import { field, isObject, itemsOf, withNumbers } from '../formats/values.ts';
import { messageOf } from '../running/thrown.ts';
import type { Finding } from '../store/store.ts';
import { boundedKeywords, errors_max } from './bounded-errors.ts';
import { type JsonJudge, judgement } from './judge.ts';
import { noticeFinding } from './notices.ts';
import { ContractError, type Schemas } from './schema.ts';
import { cut, oneOf, show } from './seen.ts';

/** Departures of a value, without the notices of the document that it came from. */
export type ValueJudge = (value: JsonValue) => readonly Finding[];

/** One ajv for all schemas of a contract. */
export function openAjv(schemas: Schemas): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    messages: true,
    validateSchema: false, // `make lint-spec` and the tests check schemas; compiling the meta-schema at each start costs 50 ms.
  });
  addFormats.default(ajv);
  boundedKeywords(ajv);
  ajv.addSchema({ ...schemas.closed, $id: 'contract' });
  return ajv;
}

/** Compiles at once. Throws `ContractError` when the schema cannot be compiled. */
export function compileValueJudge(ajv: Ajv, schemas: Schemas, schema: string): ValueJudge {
  let validate: ReturnType<Ajv['compile']>;
  try {
    validate = ajv.compile({ $ref: `contract#/definitions/${schema}` });
  } catch (error) {
    throw new ContractError(`the schema ${schema} cannot be compiled: ${messageOf(error)}`, { cause: error });
  }
  return (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    const findings = findingsOf(errors, value, schema, schemas);
    return errors.length < errors_max ? findings : [notLookedAt, ...findings];
  };
}

/** The part that was not judged may be worse than the rest: a policy that quarantines violations quarantines this too. */
const notLookedAt: Finding = {
  rule: 'out_of_bounds',
  path: '',
  severity: 'violation',
  expected: `at most ${errors_max} departures`,
  seen: 'more; the rest of the message is not judged',
};

/** A judge of documents as `parseJson` gives them: its notices are findings too. */
export function jsonJudge(judgeValue: ValueJudge, judgeNumbers: ValueJudge = () => []): JsonJudge {
  return ({ value, notices, hasDigits }: JsonDocument) => {
    const judged = judgeValue(hasDigits ? withNumbers(value) : value);
    const findings = hasDigits ? [...judged, ...judgeNumbers(value)] : judged;
    if (findings.length === 0 && notices.length === 0) return { verdict: 'match', findings };
    return judgement([...notices.map(noticeFinding), ...findings]);
  };
}

/** What is at a place of a document; `undefined`: nothing. */
export function valueAt(value: JsonValue, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>(
    (inner, step) => (Array.isArray(inner) ? itemsOf(inner)[Number(step)] : field(inner, step)),
    value,
  );
}

/** A path has one finding: a string where a number belongs has a wrong type, so its absence from the enumeration is not a further finding. */
function findingsOf(
  errors: readonly ErrorObject[],
  value: JsonValue,
  schema: string,
  schemas: Schemas,
): readonly Finding[] {
  const combined = new Set(
    errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf').map(({ instancePath }) => instancePath),
  );
  const found = new Map<string, Finding>();
  for (const error of errors) {
    const finding = nothingThere(error, value, schema, schemas) ?? findingOf(error, value, schema, schemas);
    if (finding === 'absent') continue;
    const before = found.get(finding.path);
    if (before === undefined || precedes(finding, before, combined.has(finding.path))) found.set(finding.path, finding);
    else if (
      combined.has(finding.path) &&
      before.rule === 'wrong_type' &&
      finding.rule === 'wrong_type' &&
      error.keyword === 'type'
    ) {
      found.set(finding.path, { ...before, expected: `${before.expected} or ${finding.expected}` });
    }
  }
  return [...found.values()];
}

/**
 * A null in a property that need not be there is the same as no property, whatever the schema says of null: senders write it so, and in
 * XML an empty element and `xsi:nil` are null. One that is required on paper only is missing, as if it had been left out.
 */
function nothingThere(
  { instancePath }: ErrorObject,
  value: JsonValue,
  schema: string,
  schemas: Schemas,
): Finding | 'absent' | undefined {
  const steps = stepsOf(instancePath);
  if (steps.length === 0 || valueAt(value, steps) !== null) return undefined;
  switch (schemas.presence(schema, steps)) {
    case 'optional':
      return 'absent';
    case 'optional in practice':
      return { ...missing(instancePath), severity: 'drift', seen: 'null' };
    default:
      return undefined;
  }
}

const missing = (path: string): Omit<Finding, 'severity'> => ({
  rule: 'missing_field',
  path,
  expected: 'this field',
  seen: 'nothing',
});

/** Among alternatives (oneOf) the one that got further says more: `abc` for digits has a wrong format, not a wrong type. */
function precedes(finding: Finding, before: Finding, combined: boolean): boolean {
  if (combined)
    return before.rule === 'wrong_type' && finding.rule !== 'wrong_type' && finding.rule !== 'no_alternative';
  return finding.rule === 'wrong_type' && before.rule !== 'wrong_type';
}

const params = (error: ErrorObject, name: string): string => String(error.params[name] ?? '');

function findingOf(error: ErrorObject, value: JsonValue, schema: string, schemas: Schemas): Finding {
  const path = error.instancePath;
  const steps = stepsOf(path);
  const seen = () => show(valueAt(value, steps), schemas.personal(schema, steps));
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = params(error, 'additionalProperty');
      const inner = show(valueAt(value, [...steps, name]), true);
      return {
        rule: 'unknown_field',
        path: `${path}/${writtenStep(name)}`,
        severity: 'drift',
        expected: 'no such field',
        seen: inner,
      };
    }
    case 'required': {
      const name = params(error, 'missingProperty');
      const excused = schemas.presence(schema, [...steps, name]) === 'optional in practice';
      return { ...missing(`${path}/${writtenStep(name)}`), severity: excused ? 'drift' : 'violation' };
    }
    case 'enum': {
      const allowed = itemsOf(error.params.allowedValues).map(String);
      const sent = valueAt(value, steps);
      // A known value with blanks around it is not a new value, and must not be proposed for the list.
      const padded = typeof sent === 'string' && allowed.includes(sent.trim());
      return {
        rule: padded ? 'padded_value' : 'unknown_value',
        path,
        severity: 'drift',
        expected: oneOf(allowed.join(', ')),
        seen: seen(),
      };
    }
    case 'type':
      return {
        rule: 'wrong_type',
        path,
        severity: 'violation',
        expected: params(error, 'type').replaceAll(',', ' or '),
        seen: kindAnd(valueAt(value, steps), seen()),
      };
    case 'pattern':
      return {
        rule: 'wrong_format',
        path,
        severity: 'violation',
        expected: cut(`text that matches ${params(error, 'pattern')}`),
        seen: seen(),
      };
    case 'format':
      // int32 and int64 are OpenAPI's names for types of number.
      if (/^int\d+$/.test(params(error, 'format')))
        return { rule: 'wrong_type', path, severity: 'violation', expected: params(error, 'format'), seen: seen() };
      return {
        rule: 'wrong_format',
        path,
        severity: 'violation',
        expected: `the format ${params(error, 'format')}`,
        seen: seen(),
      };
    case 'oneOf':
    case 'anyOf':
      return {
        rule: 'no_alternative',
        path,
        severity: 'violation',
        expected: 'exactly one of the described forms',
        seen: seen(),
      };
    default:
      return {
        rule: 'out_of_bounds',
        path,
        severity: 'violation',
        expected: cut(error.message ?? error.keyword),
        seen: seen(),
      };
  }
}

/** `"5"` where a number belongs looks right unless its kind is named. */
function kindAnd(value: JsonValue | undefined, shown: string): string {
  if (value === null || shown.startsWith('(') || typeof value === 'object' || value === undefined) return shown;
  return `${typeof value} ${shown}`;
}

/** `components.schemas` of an OpenAPI document. */
export function componentSchemas(document: JsonObject): JsonObject {
  const schemas = field(field(document, 'components'), 'schemas');
  return isObject(schemas) ? schemas : {};
}
