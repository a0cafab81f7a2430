/** A contract at run time: its bundle, and a judge for each of its messages, compiled once and kept. */
import type { Ajv } from 'ajv';
import type { JsonObject, JsonValue } from '../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../formats/values.ts';
import { compileXsd, type Xsd } from '../formats/xsd.ts';
import { packageRoot } from '../running/package-root.ts';
import { messageOf } from '../running/thrown.ts';
import type { JsonJudge, XmlJudge } from './judge.ts';
import { compileValueJudge, componentSchemas, jsonJudge, openAjv, type ValueJudge } from './judge-json.ts';
import { type XmlForm, xmlJudge } from './judge-xml.ts';
import { loadBundle, loadXsd } from './load.ts';
import { numberJudge } from './notation.ts';
import { notingJson, notingXml } from './place.ts';
import { ContractError, prepareSchemas, type Schemas } from './schema.ts';

/** One line of `x-payload-schema`: `schema` is the name of a component schema. */
export type PayloadSchema = {
  readonly event: string;
  readonly schema: string;
  readonly scope: string;
  readonly retired: boolean;
};

export interface Contract {
  readonly name: string;
  /** `info.version`. */
  readonly version: string;
  /** A judge for a component schema. Throws `ContractError` if none has that name. */
  judgeJson(schema: string): JsonJudge;
  /** A judge for XML media types whose `x-json-schema` names these component schemas; the root element chooses among several. */
  judgeXml(...schemas: readonly [string, ...string[]]): XmlJudge;
  /** XSDs (files in the contract's folder, with their root elements) of the XML messages whose `x-json-schema` names this component schema. */
  xmlForms(schema: string): readonly { readonly file: string; readonly root: string }[];
  /** What `x-payload-schema` says of an event name; `undefined` for a name that it does not know. */
  payloadSchema(event: string): PayloadSchema | undefined;
  /** Frees the compiled XSDs. Judges of XML must not be used afterwards. */
  close(): void;
}

/**
 * Opens the contract of a bundle, such as `paazl-push`: reads it and checks its schemas. Throws `ContractError`. `root` is a package's
 * folder; ours when left out. The name is a string and no list, so that a fifth provider changes nothing here.
 */
export function openContract(name: string, { root = packageRoot() }: { readonly root?: string } = {}): Contract {
  return new OpenContract(name, root);
}

class OpenContract implements Contract {
  readonly name: string;
  readonly version: string;
  readonly #root: string;
  readonly #components: JsonObject;
  readonly #schemas: Schemas;
  readonly #ajv: Ajv;
  readonly #links: readonly XmlLink[];
  readonly #payloads: ReadonlyMap<string, PayloadSchema>;
  readonly #values = new Map<string, ValueJudge>();
  readonly #jsonJudges = new Map<string, JsonJudge>();
  readonly #xmlJudges = new Map<string, XmlJudge>();
  readonly #xsds = new Map<string, Xsd>();

  constructor(name: string, root: string) {
    const document = loadBundle(name, root);
    this.name = name;
    this.version = textField(field(document, 'info'), 'version') ?? '0.0.0';
    this.#root = root;
    this.#components = componentSchemas(document);
    this.#schemas = prepareSchemas(this.#components, name);
    this.#ajv = openAjv(this.#schemas);
    this.#links = xmlLinks(document);
    this.#payloads = new Map(payloadSchemas(document).map((line) => [line.event, line]));
  }

  judgeJson(schema: string): JsonJudge {
    return kept(this.#jsonJudges, schema, () =>
      notingJson(jsonJudge(this.#judgeValue(schema), numberJudge(schema, this.#schemas)), this, schema),
    );
  }

  judgeXml(...schemas: readonly [string, ...string[]]): XmlJudge {
    return kept(this.#xmlJudges, schemas.join(' '), () => {
      const forms = schemas.flatMap((schema) => this.#forms(schema));
      return notingXml(
        xmlJudge(forms, this.#schemas),
        this,
        (root) => forms.find((form) => form.root === root)?.schema,
      );
    });
  }

  xmlForms(schema: string): readonly XmlLink[] {
    return this.#links.filter((link) => link.schema === schema);
  }

  payloadSchema(event: string): PayloadSchema | undefined {
    return this.#payloads.get(event);
  }

  close(): void {
    for (const xsd of this.#xsds.values()) xsd.dispose();
    this.#xsds.clear();
    this.#xmlJudges.clear();
  }

  #judgeValue(schema: string): ValueJudge {
    return kept(this.#values, schema, () => {
      if (!Object.hasOwn(this.#components, schema)) throw new ContractError(`${this.name} has no schema ${schema}`);
      return compileValueJudge(this.#ajv, this.#schemas, schema);
    });
  }

  #forms(schema: string): readonly XmlForm[] {
    const links = this.xmlForms(schema);
    if (links.length === 0) throw new ContractError(`${this.name} has no XML message with x-json-schema ${schema}`);
    const isAnObject = this.#schemas.at(schema, []).some((one) => textField(one, 'type') === 'object');
    return links.map(({ file, root }) => ({
      root,
      schema,
      isObject: isAnObject,
      judgeValue: this.#judgeValue(schema),
      xsd: kept(this.#xsds, file, () => this.#compileXsd(file)),
    }));
  }

  #compileXsd(file: string): Xsd {
    const text = loadXsd(this.name.replace(/-(push|api)$/, ''), file, this.#root);
    try {
      return compileXsd(text, file);
    } catch (error) {
      throw new ContractError(messageOf(error), { cause: error });
    }
  }
}

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const before = cache.get(key);
  if (before !== undefined) return before;
  const made = make();
  cache.set(key, made);
  return made;
}

type XmlLink = { readonly file: string; readonly root: string; readonly schema: string };

/** Every object in the document, the document included. */
function* objectsIn(value: JsonValue): Generator<JsonObject> {
  if (isObject(value)) {
    yield value;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  } else for (const inner of itemsOf(value)) yield* objectsIn(inner);
}

const texts = (value: JsonValue | undefined): readonly string[] =>
  (typeof value === 'string' ? [value] : itemsOf(value)).filter((item) => typeof item === 'string');

const lastName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** `x-xsd` and `x-json-schema` side by side. Lists of equal length belong together pairwise; a single schema belongs to every XSD. */
function xmlLinks(document: JsonObject): readonly XmlLink[] {
  const links = new Map<string, XmlLink>();
  for (const object of objectsIn(document)) {
    const schemas = texts(field(object, 'x-json-schema'));
    for (const [index, reference] of texts(field(object, 'x-xsd')).entries()) {
      const [file = '', root = ''] = reference.split('#');
      const schema = schemas.length === 1 ? schemas[0] : schemas[index];
      if (schema !== undefined) links.set(`${reference} ${schema}`, { file, root, schema: lastName(schema) });
    }
  }
  return [...links.values()];
}

function payloadSchemas(document: JsonObject): readonly PayloadSchema[] {
  return [...objectsIn(document)].flatMap((object) =>
    itemsOf(field(object, 'x-payload-schema')).flatMap((line) => {
      const event = textField(line, 'event');
      const schema = textField(line, 'schema') ?? textField(field(line, 'schema'), '$ref');
      if (event === undefined || schema === undefined) return [];
      return [
        {
          event,
          schema: lastName(schema),
          scope: textField(line, 'scope') ?? '',
          retired: field(line, 'retired') === true,
        },
      ];
    }),
  );
}
