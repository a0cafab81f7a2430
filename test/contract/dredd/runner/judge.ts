/**
 * Holds an answer against what the contract declares for it. Dredd compares the status, the media type and the names of headers, of a body on OpenAPI 3 no more
 * than that the keys of an example are there; so bodies and headers are judged here, by the judge that messages are judged by (ajv and XSD).
 */
import { Ajv } from 'ajv';
import type { Transaction } from 'dredd';
import type { Contract } from '../../../../src/contracts/contract.ts';
import { type JsonObject, readJson } from '../../../../src/formats/json.ts';
import { field, itemsOf, textField } from '../../../../src/formats/values.ts';
import type { Finding } from '../../../../src/store/store.ts';
import { type Answer, resolved } from './declared.ts';
import { renamedOnce } from './renamed.ts';

export type Heard = NonNullable<Transaction['real']>;

// A header is a text; where the contract says integer its digits are meant.
const headers = new Ajv({ coerceTypes: true, strict: false, allErrors: true });

const SHOWN_CHARACTERS = 300;

/** A sentence for each thing that is wrong. `produces`: the media type that was asked for; absent where no body is declared. */
export function faultsOf(
  heard: Heard,
  { status, content, headers: declared }: Answer,
  produces: string | undefined,
  contract: Contract,
  document: JsonObject,
): readonly string[] {
  const bytes = Buffer.from(heard.body ?? '', heard.bodyEncoding ?? 'utf-8');
  const text = bytes.toString('utf8');
  if (String(heard.statusCode) !== status)
    return [`answered ${heard.statusCode}${text && `: ${text.slice(0, SHOWN_CHARACTERS)}`}`];
  const headerFaults = declared.flatMap(({ name, required, schema }) => {
    const given = heard.headers[name.toLowerCase()];
    // Node gives this one as a list, since its lines cannot be joined.
    const value = name.toLowerCase() === 'set-cookie' && Array.isArray(given) ? given[0] : given;
    if (value === undefined) return required ? [`has no header ${name}`] : [];
    return headers.validate(schema as object, value) ? [] : [`${name}: ${headers.errorsText()}`];
  });
  if (produces === undefined)
    return text === '' ? headerFaults : [...headerFaults, `has a body: ${text.slice(0, SHOWN_CHARACTERS)}`];
  return [...headerFaults, ...bodyFaults()];

  function bodyFaults(): readonly string[] {
    const schema = content[produces ?? '']?.schema;
    const target = resolved(document, schema);
    const forms = field(target, 'x-json-schema');
    const [first, ...others] = (typeof forms === 'string' ? [forms] : itemsOf(forms)).map((form) =>
      lastName(String(form)),
    );
    if (first !== undefined)
      return contract
        .judgeXml(
          first,
          ...others,
        )(bytes)
        .findings.map(sentenceOf);
    if (!/[/+]json$/.test(produces ?? ''))
      return textField(target, 'type') === 'string' && text !== ''
        ? []
        : [`${produces} is declared as no text, or empty`];
    const read = readJson(bytes);
    if (!read.ok) return [`is no JSON: ${read.finding.detail}`];
    const name = textField(schema, '$ref');
    if (name === undefined) return [`its schema has no name, so nothing can be judged by it: give it one`];
    const judge = contract.judgeJson(lastName(name));
    const faults = judge(read.value).findings.map(sentenceOf);
    if (faults.length > 0) return faults;
    const unnoticed = [...renamedOnce(read.value.value)].filter(
      (one) => judge({ ...read.value, value: one.value }).findings.length === 0,
    );
    return [...new Set(unnoticed.map((one) => `would be taken too if ${one.field} were called otherwise`))];
  }
}

const lastName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

const sentenceOf = ({ rule, path, expected, seen }: Finding): string =>
  `${rule} at ${path || 'the whole'}: expected ${expected}, got ${seen}`;
