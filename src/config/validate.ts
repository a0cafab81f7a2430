/** The configuration against its schema: defaults filled in, and every departure as a sentence. */
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import { stepsOf } from '../formats/json-pointer.ts';
import { lazily } from '../running/lazily.ts';
import type { Fault } from './fault.ts';
import { prepareCheck, preparedCheck } from './prepared.ts';
import { readConfigurationSchema, type Schema } from './schema.ts';
import { sentenceOf } from './sentence.ts';

/** Made at the first use: 150 ms where nothing is prepared, which a reload need not pay again. */
const compiled = new WeakMap<Schema, ValidateFunction>();

// Loaded only where nothing is prepared.
const ajvPackage = lazily((require) => require('ajv') as typeof import('ajv'));

/** `source`: so that it can be written down. */
const ajvOfConfiguration = (source = false): Ajv =>
  new (ajvPackage().Ajv)({
    allErrors: true,
    verbose: true, // The sentences use description, examples and properties of the schema that failed.
    discriminator: true,
    useDefaults: true,
    strict: true,
    // ajv's checks and optimisation would double the time. Tests check the schema itself.
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: source, source },
  });

function checkOf(schema: Schema): ValidateFunction {
  const known = compiled.get(schema) ?? preparedCheck(schema) ?? ajvOfConfiguration().compile(schema);
  compiled.set(schema, known);
  return known;
}

/** For the build: makes the check of the schema that every start needs. */
export const prepareValidation = (file?: string): Promise<void> =>
  prepareCheck(ajvOfConfiguration(true), readConfigurationSchema(), file);

/** Fills the schema's defaults into `value` (changing it) and returns what is wrong, one fault per place and cause. */
export function validate(value: unknown, schema: Schema): readonly Fault[] {
  const check = checkOf(schema);
  if (check(value)) return [];
  return faultsOf(check.errors ?? [], schema);
}

/** The errors of an ajv that is `verbose`, one fault per place and cause. */
export function faultsOf(all: readonly ErrorObject[], schema: Schema): readonly Fault[] {
  // An invalid name is reported twice: once as propertyNames, once as the pattern that it did not match.
  const once = all.filter(({ keyword, propertyName }) => propertyName === undefined || keyword === 'propertyNames');
  const errors = withoutOtherBranches(once);
  const faults = errors.map((error) => ({ path: pathOf(error), sentence: sentenceOf(error, schema) }));
  const seen = new Set<string>();
  return faults.filter(({ path, sentence }) => {
    const key = JSON.stringify([path, sentence]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * A `oneOf` that fails reports the errors of every branch. What helps is the branch that was meant: for a map the one that takes
 * maps, for anything else (and for secrets, which are either right or not) the `oneOf` alone.
 */
function withoutOtherBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let kept = [...errors];
  for (const choice of errors.filter(({ keyword }) => keyword === 'oneOf')) {
    const at = choice.instancePath;
    const isMap = typeof choice.data === 'object' && choice.data !== null && !Array.isArray(choice.data);
    const isSecret = /^(Mock)?Secret$/.test(String(choice.parentSchema?.title));
    const below = (error: ErrorObject) =>
      error !== choice && (error.instancePath === at || error.instancePath.startsWith(`${at}/`));
    if (!isMap || isSecret) kept = kept.filter((error) => !below(error));
    else {
      const helpful = kept.filter(
        (error) => below(error) && !(error.instancePath === at && /^(type|enum)$/.test(error.keyword)),
      );
      kept = kept.filter(
        (error) => helpful.includes(error) || (!below(error) && (error !== choice || helpful.length === 0)),
      );
    }
  }
  return kept;
}

/** Path of the place to look at: for a key that is missing or unknown, that key's. */
function pathOf(error: ErrorObject): readonly (string | number)[] {
  const parts = stepsOf(error.instancePath)
    // An index of a list; but a source or sink may be called `1`.
    .map((part, index, all) =>
      /^(0|[1-9]\d*)$/.test(part) && !(index === 1 && /^(sources|sinks)$/.test(all[0] ?? '')) ? Number(part) : part,
    );
  const own: unknown =
    error.params.missingProperty ?? error.params.additionalProperty ?? error.params.propertyName ?? error.params.tag;
  return typeof own === 'string' ? [...parts, own] : parts;
}
