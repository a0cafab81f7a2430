/** A departure from the schema in words: what is wrong; what to do. Values are never repeated, they might be secrets. */
import type { ErrorObject } from 'ajv';
import { didYouMean } from './did-you-mean.ts';
import { dereference, isSchema, type Schema, tagsOf } from './schema.ts';

export function sentenceOf(error: ErrorObject, root: Schema): string {
  const schema = error.parentSchema ?? {};
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(error.params.additionalProperty), Object.keys(propertiesOf(schema)));
    case 'required':
      return `is missing; add it${about(propertiesOf(schema)[String(error.params.missingProperty)])}`;
    case 'discriminator':
      return tagged(error, tagsOf(root, schema, String(error.params.tag)));
    case 'type':
      return `is ${kindOf(error.data)} and must be ${kinds[String(error.params.type)] ?? error.params.type}; change it${about(schema)}`;
    case 'enum':
      return oneOf(error, Array.isArray(schema.enum) ? schema.enum.map(String) : []);
    case 'oneOf':
      return choiceOf(schema, root, error.data);
    case 'pattern':
      return `does not have the required form; correct it${about(schema)}${example(schema)}`;
    case 'propertyNames':
      return 'cannot be a name here; use lower-case letters, digits and hyphens, at most 63, beginning with a letter or digit';
    case 'minItems':
    case 'minProperties':
      return `has too few entries; write at least ${error.params.limit}${about(schema)}`;
    case 'minLength':
      return `has too few characters; write at least ${error.params.limit}${about(schema)}`;
    case 'maxItems':
    case 'maxProperties':
      return `has too many entries; write at most ${error.params.limit}${about(schema)}`;
    case 'maxLength':
      return `has too many characters; write at most ${error.params.limit}${about(schema)}`;
    case 'minimum':
      return `is too small; write at least ${error.params.limit}${about(schema)}`;
    case 'exclusiveMinimum':
      return `is too small; write more than ${error.params.limit}${about(schema)}`;
    case 'maximum':
      return `is too large; write at most ${error.params.limit}${about(schema)}`;
    case 'uniqueItems':
      return `has the same entry twice; remove one${about(schema)}`;
    default:
      return `${error.message ?? 'is not valid'}; correct it${about(schema)}`;
  }
}

function choiceOf(schema: Schema, root: Schema, data: unknown): string {
  switch (schema.title) {
    case 'Secret':
      return 'is not a secret; write { env: NAME } or { file: path } with exactly one of the two';
    case 'MockSecret':
      return 'is not a secret; write a text, { env: NAME } or { file: path }';
    case 'FieldCondition':
      return 'is not a condition; write a list of values, or { exists: true } or { exists: false }';
    case 'LogLevelChoice': {
      const levels = dereference(root, { $ref: '#/definitions/LogLevel' }).enum;
      return choice(data, Array.isArray(levels) ? levels.map(String) : []);
    }
    default:
      // A proof, theirs or ours, is the only choice that a word may stand for.
      if (/"#\/definitions\/No(Auth|Outbound)"/.test(JSON.stringify(schema.oneOf ?? [])))
        return `has none of the forms that are allowed here; write the word none or a map of credentials${about(schema)}`;
      return `has none of the forms that are allowed here; correct it${about(schema)}${example(schema)}`;
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  return meant === undefined
    ? `is an unknown key; remove it (known here: ${known.join(', ')})`
    : `is an unknown key; did you mean ${meant}?`;
}

function tagged(error: ErrorObject, allowed: readonly string[]): string {
  const value: unknown = error.params.tagValue;
  if (value === undefined) return `is missing; add it, one of ${allowed.join(', ')}`;
  return choice(value, allowed);
}

function oneOf(error: ErrorObject, allowed: readonly string[]): string {
  return choice(error.data, allowed);
}

function choice(value: unknown, allowed: readonly string[]): string {
  const meant = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
  const hint = meant === undefined ? `write one of ${allowed.join(', ')}` : `did you mean ${meant}?`;
  return `has a value that is not known; ${hint}`;
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text (put it in quotes)',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return (
    { object: 'a map', string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'odd'
  );
}

const propertiesOf = (schema: Schema): Schema => (isSchema(schema.properties) ? schema.properties : {});

/** The first sentence of the schema's description, in brackets. */
function about(schema: unknown): string {
  const description = isSchema(schema) && typeof schema.description === 'string' ? schema.description : '';
  const first = /^.+?[.;:](?=\s|$)/s.exec(description)?.[0]?.slice(0, -1) ?? description;
  return first === '' ? '' : ` (${first})`;
}

function example(schema: Schema): string {
  const [first] = Array.isArray(schema.examples) ? schema.examples : [];
  return typeof first === 'string' ? `, such as ${first}` : '';
}
