/**
 * ajv collects every error there is, and hands the list on by copying it at each array item that has one: 100,000 wrong items took it 107
 * seconds, in which nobody else was answered. So the three places where a sender decides how many errors there are (items, fields that nobody
 * described, values of a map) stop here at a bound. Everything else has as many errors at most as the schema has words.
 */
import { _, type Ajv, type CodeKeywordDefinition, type ErrorObject, type KeywordCxt, type Name } from 'ajv';

/** Of one list of items. A judge that gets so many has not looked at the whole message. */
export const errors_max = 1_000;
/** Unknown fields of one object; more say nothing new, and must not hide a violation that comes after them. */
const unknown_fields_max = 100;

/** ajv's own words for its errors, of which judge-json.ts makes findings. */
const UNKNOWN_FIELD = 'additionalProperties';

/** ajv's `items` and `additionalProperties`, with bounds. For schemas of OpenAPI 3.0, an ajv that collects all errors, and before any schema is added. */
export function boundedKeywords(ajv: Ajv): void {
  for (const keyword of [items, additionalProperties]) {
    ajv.removeKeyword(String(keyword.keyword));
    ajv.addKeyword(keyword);
  }
}

const items: CodeKeywordDefinition = {
  keyword: 'items',
  type: 'array',
  schemaType: ['object', 'boolean'],
  code(cxt) {
    const { gen, data } = cxt;
    const length = gen.const('len', _`${data}.length`);
    gen.forRange('i', 0, length, (index) => eachBounded(cxt, index, 0));
  },
};

const additionalProperties: CodeKeywordDefinition = {
  keyword: UNKNOWN_FIELD,
  before: 'properties', // As ajv has it: the order of the findings is that of the words.
  type: 'object',
  schemaType: ['boolean', 'object'],
  error: {
    message: 'must NOT have additional properties',
    params: ({ params }) => _`{additionalProperty: ${params.additionalProperty}}`,
  },
  code(cxt) {
    const { gen, data, schema, parentSchema } = cxt;
    if (schema === true) return;
    const described = gen.scopeValue('obj', { ref: new Set(Object.keys(Object(parentSchema.properties))) });
    const unknown = gen.let('unknown', 0);
    gen.forIn('key', data, (key) =>
      gen.if(_`!${described}.has(${key})`, () => {
        if (schema !== false) return eachBounded(cxt, key, 1);
        cxt.setParams({ additionalProperty: key });
        cxt.error();
        gen.if(_`++${unknown} >= ${unknown_fields_max}`, () => gen.break());
      }),
    );
  },
};

/** Judges one item of a list or one value of a map (`propertyType` is ajv's: 0 for a number, 1 for a text), and ends the loop at the bound. */
function eachBounded(cxt: KeywordCxt, property: Name, propertyType: 0 | 1): void {
  const { gen, keyword } = cxt;
  const before = gen.const('before', _`errors`);
  const valid = gen.name('valid');
  cxt.subschema({ keyword, dataProp: property, dataPropType: propertyType }, valid);
  gen.if(_`!${valid}`, () => {
    const trim = gen.scopeValue('func', { ref: withoutUnknownFields });
    gen.if(_`${before} >= ${unknown_fields_max}`, () => gen.code(_`errors = ${trim}(vErrors, ${before});`));
    gen.if(_`errors >= ${errors_max}`, () => gen.break());
  });
}

/**
 * A field that was added to each of 10,000 items is one departure, and violations behind it count: of the errors from `from` on, unknown fields
 * go. Those before stay, so what was found invalid is still invalid. Returns how many there are.
 */
function withoutUnknownFields(errors: ErrorObject[], from: number): number {
  let kept = from;
  for (let at = from; at < errors.length; at += 1) {
    const error = errors[at];
    if (error === undefined || error.keyword === UNKNOWN_FIELD) continue;
    errors[kept] = error;
    kept += 1;
  }
  errors.length = kept;
  return kept;
}
