/**
 * libxml2's XSD messages as findings. libxml2-wasm passes on the message without its code, so the message is read; the wording has
 * been stable since libxml2 2.6 (xmlschemas.c), and test/contracts/xsd-findings.test.ts holds each sentence that is known here.
 *
 * At an element that it does not expect libxml2 leaves the rest of that parent unread. An unknown or misplaced element is therefore
 * taken out and the document judged again, so that one new field at the top hides nothing below it.
 */
import type { XmlDocument } from 'libxml2-wasm';
import type { Xsd, XsdError } from '../formats/xsd.ts';
import { oneOf } from './seen.ts';
import { Places, samePlace } from './xpath.ts';

/** A departure whose `seen` is still bare: the caller knows what is personal. `one` lists the names of which one is missing. */
export type Departure = {
  readonly rule: string;
  readonly path: string;
  readonly severity: 'drift' | 'violation';
  readonly expected: string;
  readonly value: string | undefined;
  readonly line: number;
  readonly oneOf?: readonly string[];
};

/** Each round takes something out; a document with more surprises than this has shown enough. */
const rounds_max = 10;
/** How many elements and attributes all rounds together may visit; there are always two rounds. */
const parts_validated_max = 20_000;
/** Errors looked at, in all rounds together. */
const errors_max = 200;

/** Changes the document: unexpected elements and attributes are removed. `parts`: how many of both it has. */
export function validateXsd(xsd: Xsd, document: XmlDocument, parts: number): readonly Departure[] {
  const departures = new Map<string, Departure>();
  /** Taken out from the wrong place, and therefore not missing. */
  const takenOut = new Set<string>();
  const rounds = Math.min(rounds_max, Math.max(2, Math.floor(parts_validated_max / parts)));
  let left = errors_max;
  for (let round = 0; round < rounds && left > 0; round += 1) {
    const errors = xsd.validate(document);
    const places = new Places(document);
    // All paths first: taking one element out moves the next.
    const found = errors.slice(0, left).map((error) => ({
      departure: departureOf(error, xsd, places),
      element: isSurprise(error) ? places.at(error.xpath) : undefined,
    }));
    // Those beyond cost libxml2 a path each too, so a document of many errors is not validated again and again.
    left -= errors.length;
    let again = false;
    for (const { departure, element } of found) {
      // A known element at a place where another one is missing is in its right place, and stays.
      const missing = departure.rule === 'missing_field';
      if (missing && takenOut.has(departure.path)) continue;
      if (departure.rule === 'misplaced_field') takenOut.add(samePlace(departure.path));
      // One finding for one value: an element where text belongs is a wrong type, so its short text is not a further finding.
      if (!departures.has(departure.path)) departures.set(departure.path, departure);
      if (element === undefined || missing) continue;
      element.remove();
      again = true;
    }
    if (!again) break;
  }
  return [...departures.values()];
}

const isSurprise = ({ message }: XsdError): boolean => message.includes('This element is not expected.');

const head = /^Element '(?:\{[^}]*\})?([^']*)'(?:, attribute '(?:\{[^}]*\})?([^']*)')?: (.*)$/s;
const names = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').map((name) => name.trim().replace(/^\{[^}]*\}/, ''));

function departureOf(error: XsdError, xsd: Xsd, places: Places): Departure {
  const [, element = '', attribute, said = error.message] = head.exec(error.message) ?? [];
  const place = places.localPath(error.xpath);
  const path = attribute === undefined ? place : `${place}/@${attribute}`;
  const departure = (rule: string, severity: Departure['severity'], expected: string, value?: string): Departure => ({
    rule,
    path,
    severity,
    expected,
    value,
    line: error.line,
  });
  const wanted = /Expected is (?:one of )?\( ?(.*?) ?\)\.$/s.exec(said)?.[1];
  if (said.startsWith('This element is not expected.')) {
    return surprise({ element, wanted, xsd, places, error, path });
  }
  if (said.startsWith('Missing child element(s).')) return missing(path, names(wanted), error.line);
  if (said.startsWith('No matching global declaration')) {
    return departure('unknown_namespace', 'drift', 'a root element in the namespace of the contract');
  }
  const lacking = /^The attribute '([^']*)' is required but missing\.$/.exec(said)?.[1];
  if (lacking !== undefined)
    return { ...departure('missing_field', 'violation', 'this attribute'), path: `${path}/@${lacking}` };
  if (/^The attribute '.*' is not allowed\.$/s.test(said)) {
    return {
      ...departure('unknown_field', 'drift', 'no such attribute'),
      // By its name, not out of `attrs`: that makes an object of each, for each error, and ten thousand attributes took three seconds.
      value: places.at(error.xpath)?.attr(attribute ?? '')?.value,
    };
  }
  const facet = /^\[facet '(\w+)'\] (?:The value '(.*?)' (?:is not|has)|)(.*)$/s.exec(said);
  if (facet !== null) {
    // Messages about lengths do not quote the value.
    const value = facet[2] ?? (attribute === undefined ? places.at(error.xpath)?.content : undefined);
    return facetDeparture(facet[1] ?? '', value, said, departure);
  }
  const typed = /^'(.*)' is not a valid value of the (.*)\.$/s.exec(said);
  if (typed !== null)
    return departure(
      'wrong_type',
      'violation',
      (typed[2] ?? '').replace(/^(local )?(atomic|union|list) type ?/, '').replaceAll("'", '') || 'the declared type',
      typed[1],
    );
  return departure('wrong_type', 'violation', said.replaceAll(/'[^']*'/g, '…'));
}

function facetDeparture(
  name: string,
  value: string | undefined,
  said: string,
  departure: (rule: string, severity: Departure['severity'], expected: string, value?: string) => Departure,
): Departure {
  if (name === 'enumeration') {
    const allowed = /of the set \{(.*)\}/s.exec(said)?.[1]?.replaceAll("'", '') ?? '';
    return departure('unknown_value', 'drift', oneOf(allowed), value);
  }
  if (name === 'pattern')
    return departure(
      'wrong_format',
      'violation',
      `text that matches ${/by the pattern '(.*)'\.$/s.exec(said)?.[1] ?? 'the pattern'}`,
      value,
    );
  return departure('out_of_bounds', 'violation', `what ${name} allows`, value);
}

function missing(parent: string, wanted: readonly string[], line: number): Departure {
  const [only = ''] = wanted;
  const one = wanted.length === 1;
  return {
    rule: 'missing_field',
    path: one ? `${parent}/${only}` : parent,
    severity: 'violation',
    expected: one ? 'this element' : `one of the elements ${wanted.join(', ')}`,
    value: undefined,
    line,
    oneOf: wanted,
  };
}

type Surprise = {
  readonly element: string;
  readonly wanted: string | undefined;
  readonly xsd: Xsd;
  readonly places: Places;
  readonly error: XsdError;
  readonly path: string;
};

/** An element at a place where the schema has no element of that name: new, known elsewhere, repeated, or at the place of a missing one. */
function surprise({ element, wanted, xsd, places, error, path }: Surprise): Departure {
  const base = { path, value: places.at(error.xpath)?.content, line: error.line };
  if (!xsd.elements.has(element))
    return { ...base, rule: 'unknown_field', severity: 'drift', expected: 'no such element' };
  const siblings = places.siblings(error.xpath);
  const expected = names(wanted);
  const parent = path.slice(0, path.lastIndexOf('/'));
  const [only = ''] = expected;
  // An optional last element is "expected" too when everything else is there; then nothing is missing.
  if (expected.length === 1 && only !== '' && !siblings.includes(only) && !xsd.optional.has(only))
    return missing(parent, expected, error.line);
  if (siblings.filter((name) => name === element).length > 1) {
    return { ...base, rule: 'repeated_field', severity: 'violation', expected: 'this element once' };
  }
  return {
    ...base,
    rule: 'misplaced_field',
    severity: 'drift',
    expected: wanted === undefined ? 'no such element here' : `${expected.join(' or ')} at this place`,
  };
}
