/** XML against the XSD and, over the parsed object, the JSON Schema of one message. The XSD is the truth; the JSON Schema says what an XSD cannot. */
import { type XmlDocument, XmlElement } from 'libxml2-wasm';
import { decodeXml } from '../formats/decode.ts';
import { stepsOf } from '../formats/json-pointer.ts';
import type { Notice } from '../formats/readable.ts';
import { unwrapXml } from '../formats/unwrap-xml.ts';
import { withXmlDocument } from '../formats/xml.ts';
import { type XmlContent, xmlObjects } from '../formats/xml-objects.ts';
import type { Xsd } from '../formats/xsd.ts';
import type { Finding } from '../store/store.ts';
import { type Judgement, judgement, unknownEvent, unreadable, worst, type XmlJudge } from './judge.ts';
import { type ValueJudge, valueAt } from './judge-json.ts';
import { noticeFinding } from './notices.ts';
import type { Schemas } from './schema.ts';
import { cut, show } from './seen.ts';
import { Places, pathOfPointer, pointerOfPath, samePlace } from './xpath.ts';
import { type Departure, validateXsd } from './xsd-findings.ts';

/** One root element that the contract describes. Several forms of one root differ in whether its children are qualified (Paazl). */
export type XmlForm = {
  readonly root: string;
  readonly xsd: Xsd;
  readonly schema: string;
  readonly judgeValue: ValueJudge;
  /** Whether the schema describes an object: an empty root is then `{}`, so that its missing fields are found. */
  readonly isObject: boolean;
};

export function xmlJudge(forms: readonly XmlForm[], schemas: Schemas): XmlJudge {
  const lists = new Set(forms.flatMap(({ schema }) => schemas.lists(schema)));
  const roots = new Set(forms.map(({ root }) => root));

  function judgeText(text: string, notices: readonly Notice[]): ReturnType<XmlJudge> {
    const read = withXmlDocument(text, undefined, (document, plain, mended, parts) => {
      const all = [...notices, ...mended];
      const inner = unwrapXml(document, roots);
      // Only once, because the unwrapped message has a known root.
      if (inner !== undefined)
        return judgeText(inner.text, [...all, { rule: 'wrapped_root', path: inner.path, line: inner.line }]);
      const content = xmlObjects(plain, lists);
      const judged = judgeDocument(document, content, parts, forms, schemas);
      return { ...(all.length === 0 ? judged : worst(judgement(all.map(noticeFinding)), judged)), content };
    });
    return read.ok ? read.value : unreadable(read.finding);
  }

  return (bytes, contentType) => {
    const decoded = decodeXml(bytes, contentType);
    return decoded.ok ? judgeText(decoded.value.text, decoded.value.notices) : unreadable(decoded.finding);
  };
}

function judgeDocument(
  document: XmlDocument,
  content: XmlContent,
  parts: number,
  forms: readonly XmlForm[],
  schemas: Schemas,
): Judgement {
  const described = forms.filter(({ root }) => root === content.root);
  const form =
    described.length > 1 ? described.find(({ xsd }) => xsd.qualified === hasQualifiedChild(document)) : described[0];
  if (form === undefined) {
    const roots = [...new Set(forms.map(({ root }) => root))].join(' or ');
    return unknownEvent(`/${content.root}`, content.root, `the root element ${roots}`);
  }
  const found = form.judgeValue(content.value === null && form.isObject ? {} : content.value);
  const tooMany = tooManyParts(parts, form.xsd, content.root);
  if (tooMany !== undefined)
    return judgement([tooMany, ...found.map((finding) => ({ ...finding, path: pathIn(content, finding) }))]);
  const places = new Places(document);
  // Cut before each one is looked up: a hostile document has as many findings as elements.
  const values = judgement(found).findings.map((finding): Finding => {
    const path = pathIn(content, finding);
    const line = places.at(path)?.line ?? places.at(path.slice(0, path.lastIndexOf('/')))?.line;
    return line === undefined ? { ...finding, path } : { ...finding, path, line };
  });
  // Last, because it takes elements out of the document.
  const departures = validateXsd(form.xsd, document, parts).filter(
    (departure) => !isAbsent(departure, content, form.schema, schemas),
  );
  return judgement(merge(departures, values, form.schema, schemas));
}

const pathIn = ({ root }: XmlContent, { path }: Finding): string => pathOfPointer(root, stepsOf(path));

/**
 * For each error libxml2 writes its path, for which it counts siblings: its time grows with the square. So what has far more elements and
 * attributes than its contract has names for is judged by the JSON Schema alone, and that is a violation. The deepest sample has not two for
 * each name; an order of 500 lines is within.
 */
const PARTS_PER_NAME_MAX = 180;

function tooManyParts(parts: number, { elements }: Xsd, root: string): Finding | undefined {
  const parts_max = elements.size * PARTS_PER_NAME_MAX;
  if (parts <= parts_max) return undefined;
  return {
    rule: 'out_of_bounds',
    path: `/${root}`,
    severity: 'violation',
    expected: `at most ${parts_max} elements and attributes`,
    seen: `${parts}; the XSD is not asked about so many`,
  };
}

/** An empty or nil element that need not be there is the same as none, as with a null in JSON; the XSD knows no such thing. */
function isAbsent({ path }: Departure, { value }: XmlContent, schema: string, schemas: Schemas): boolean {
  const steps = stepsOf(pointerOfPath(path.replace(/\/@nil$/, '')));
  const presence = schemas.presence(schema, steps);
  return presence !== undefined && presence !== 'required' && valueAt(value, steps) === null;
}

/** The first child alone: each node that is looked at becomes an object of JavaScript. */
function hasQualifiedChild(document: XmlDocument): boolean {
  for (let node = document.root.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) return node.namespaceUri !== '';
  }
  return false;
}

/**
 * One finding per fact. Where both speak of one place the JSON Schema's severity holds (it knows what is optional in practice and
 * what is personal), with the XSD's line, which is exact for missing elements too.
 */
function merge(
  departures: readonly Departure[],
  values: readonly Finding[],
  schema: string,
  schemas: Schemas,
): readonly Finding[] {
  const findings = new Map(values.map((finding) => [samePlace(finding.path), finding]));
  for (const departure of departures) {
    const place = samePlace(departure.path);
    const same = findings.get(place);
    if (same !== undefined) {
      findings.set(place, { ...same, line: departure.line });
      continue;
    }
    const children = (departure.oneOf ?? []).map((name) => `${place}/${name}`);
    if (children.some((child) => findings.get(child)?.rule === 'missing_field')) continue;
    findings.set(place, findingOf(departure, schema, schemas));
  }
  return [...findings.values()];
}

function findingOf(
  { rule, path, severity, expected, value, line }: Departure,
  schema: string,
  schemas: Schemas,
): Finding {
  const steps = path
    .split('/')
    .slice(2)
    .flatMap((step) => {
      const [, name = step, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(step) ?? [];
      return index === undefined ? [name] : [name, String(Number(index) - 1)];
    });
  const personal = rule === 'unknown_field' || schemas.personal(schema, steps);
  // A list of values is whole; `oneOf` has bounded it.
  const told = rule === 'unknown_value' ? expected : cut(expected);
  return { rule, path, severity, expected: told, seen: show(value, personal), line };
}
