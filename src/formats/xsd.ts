/**
 * XSD 1.0 by libxml2. A schema is compiled once and kept; it lives in the WebAssembly heap until `dispose`. Schemas are complete in
 * themselves: libxml2 has no file system here, so an include or import with a location cannot be opened.
 */
import { type ErrorDetail, ParseOption, XmlDocument, XmlLibError, XmlValidateError, XsdValidator } from 'libxml2-wasm';

/** A departure in libxml2's words. `xpath` uses the prefixes of the document (`/ns2:a/b[2]`), or `*` in default namespaces (`/*[1]` …). */
export type XsdError = { readonly message: string; readonly line: number; readonly xpath: string };

export type Xsd = {
  readonly name: string;
  /** Whether local elements belong to the target namespace (`elementFormDefault`). */
  readonly qualified: boolean;
  /** Every element name that the schema declares, at whatever place. */
  readonly elements: ReadonlySet<string>;
  /** Those that are declared with minOccurs="0" wherever they are. */
  readonly optional: ReadonlySet<string>;
  /** Empty when the document is valid. */
  validate(document: XmlDocument): readonly XsdError[];
  dispose(): void;
};

/** Throws `Error` if libxml2 cannot compile the text as an XSD; the message names the schema and the line. */
export function compileXsd(text: string, name: string): Xsd {
  const validator = compile(text, name);
  const declared = [...text.matchAll(/<(?:\w+:)?element\b[^>]*?\bname\s*=\s*["']([^"']+)["'][^>]*>/g)].map(
    ([tag, element = '']) => ({
      element,
      optional: /\bminOccurs\s*=\s*["']0["']/.test(tag),
    }),
  );
  const required = new Set(declared.filter(({ optional }) => !optional).map(({ element }) => element));
  const elements = new Set(declared.map(({ element }) => element));
  return {
    name,
    qualified: /<(?:\w+:)?schema\b[^>]*\belementFormDefault\s*=\s*["']qualified["']/.test(text),
    elements,
    optional: new Set([...elements].filter((element) => !required.has(element))),
    validate: (document) => validate(validator, document),
    dispose: () => validator.dispose(),
  };
}

function compile(text: string, name: string): XsdValidator {
  try {
    const schema = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET });
    try {
      return XsdValidator.fromDoc(schema);
    } finally {
      schema.dispose();
    }
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const [first] = error.details;
    throw new Error(
      `${name} is not an XSD that can be compiled: ${first?.message.trim() ?? error.message} (line ${first?.line ?? '?'})`,
      {
        cause: error,
      },
    );
  }
}

function validate(validator: XsdValidator, document: XmlDocument): readonly XsdError[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ message, line, xpath }: ErrorDetail) => ({
      message: message.trim(),
      line,
      xpath: xpath ?? '',
    }));
  }
}
