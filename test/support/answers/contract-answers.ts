/** The answers that a contract declares, with a judge for each body and header, compiled when it is first needed: most of them are never given in one test. */
import { openContract } from '../../../src/contracts/contract.ts';
import {
  compileValueJudge,
  componentSchemas,
  jsonJudge,
  openAjv,
  type ValueJudge,
} from '../../../src/contracts/judge-json.ts';
import { prepareSchemas } from '../../../src/contracts/schema.ts';
import { type JsonObject, type JsonValue, parseJson } from '../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../src/formats/values.ts';

/** In what it departs, one line each. */
export type TextJudge = (text: string) => readonly string[];

export type DeclaredHeader = { readonly required: boolean; readonly judge: TextJudge };
export type DeclaredAnswer = {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, DeclaredHeader>;
  /** By media type, as the contract spells it. None: no body. */
  readonly media: ReadonlyMap<string, TextJudge>;
};

/** `node` is what stands under a status in `responses`, or a component. `name` is used by no other answer of the contract. */
export type ReadAnswer = (node: JsonValue | undefined, name: string) => DeclaredAnswer;

export function openAnswers(document: JsonObject, contract: string): ReadAnswer {
  const resolved = (value: JsonValue | undefined): JsonValue | undefined => {
    const steps = textField(value, '$ref')?.slice(2).split('/');
    return steps === undefined ? value : resolved(steps.reduce<JsonValue | undefined>(field, document));
  };
  const components = componentSchemas(document);
  const shared = late0(() => {
    const schemas = prepareSchemas(components, contract);
    return { ajv: openAjv(schemas), schemas };
  });
  /** The product's own judge: every object closed, so that a field that nobody declared is a departure. */
  function judgeOf(schema: JsonValue, name: string): ValueJudge {
    const component = /^#\/components\/schemas\/(.+)$/.exec(textField(schema, '$ref') ?? '')?.[1];
    if (component !== undefined) return compileValueJudge(shared().ajv, shared().schemas, component);
    const own = name.replaceAll(/[^A-Za-z0-9]+/g, '-'); // It becomes part of a reference.
    const schemas = prepareSchemas({ ...components, [own]: schema }, contract);
    return compileValueJudge(openAjv(schemas), schemas, own);
  }

  function bodyJudge(mediaType: string, schema: JsonValue, name: string): TextJudge {
    const [ofXml, ...others] = [field(schema, 'x-json-schema') ?? []]
      .flat()
      .flatMap((reference) => (typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : []));
    if (ofXml !== undefined) {
      const judge = openContract(contract).judgeXml(ofXml, ...others);
      return (text) => judge(Buffer.from(text)).findings.map(line);
    }
    const judge = judgeOf(schema, name);
    if (!/[/+]json$/.test(mediaType)) return (text) => judge(text).map(line);
    const judgeDocument = jsonJudge(judge);
    return (text) => {
      const parsed = parseJson(text);
      return parsed.ok ? judgeDocument(parsed.value).findings.map(line) : [parsed.finding.detail];
    };
  }

  function headerOf(declared: JsonValue | undefined, name: string): DeclaredHeader {
    const schema = field(declared, 'schema') ?? {};
    const isNumber = ['integer', 'number'].includes(textField(resolved(schema), 'type') ?? '');
    const judge = late(() => judgeOf(schema, name));
    return {
      required: field(declared, 'required') === true,
      judge: (text) => judge(isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text).map(line),
    };
  }

  return (node, name) => {
    const answer = resolved(node);
    return {
      headers: new Map(
        entriesOf(field(answer, 'headers')).map(([header, declared]) => [
          header.toLowerCase(),
          headerOf(resolved(declared), `${name} ${header}`),
        ]),
      ),
      media: new Map(
        entriesOf(field(answer, 'content')).map(([mediaType, media]) => [
          mediaType,
          late(() => bodyJudge(mediaType, field(media, 'schema') ?? {}, `${name} ${mediaType}`)),
        ]),
      ),
    };
  };
}

const line = ({ rule, path, expected, seen }: { rule: string; path: string; expected: string; seen: string }) =>
  `${rule} at ${path === '' ? 'its top' : path}: expected ${expected}, seen ${seen}`;

export const entriesOf = (value: JsonValue | undefined): readonly [string, JsonValue][] =>
  isObject(value) ? Object.entries(value) : [];

function late0<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function late<Input, Output>(make: () => (input: Input) => Output): (input: Input) => Output {
  const made = late0(make);
  return (input) => made()(input);
}
