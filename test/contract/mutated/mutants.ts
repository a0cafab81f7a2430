/** An example in every shape in which a sender has ever been seen to write its fields: one field at a time, and the whole wrapped. */
import type { JsonValue } from '../../../src/formats/json.ts';
import { isObject } from '../../../src/formats/values.ts';
import { readExample } from '../cases/messages.ts';
import { pointerOf, replaced } from '../cases/mutations.ts';
import { type ElementAt, elementsOf, spliced, withInner } from '../cases/xml-text.ts';

export type Mutant = {
  /** Such as `/status: null`. */
  readonly what: string;
  /** JSON Pointer of the field, in the parsed document; `''`: the whole. */
  readonly path: string;
  /** Whether nothing is left at that place that anybody could read. */
  readonly gone: boolean;
  readonly text: string;
};

/** A place holder that no example holds, put in as text and then replaced in the text: no writer writes a name twice. */
const mark = 'mutated-here';

export function jsonMutants(text: string): readonly Mutant[] {
  const document = readExample(text);
  const found: Mutant[] = [];

  function visit(value: JsonValue, steps: readonly string[]): void {
    const path = pointerOf(steps);
    const note = (how: string, by: JsonValue | undefined, gone = false) =>
      found.push({ what: `${path}: ${how}`, path, gone, text: JSON.stringify(replaced(document, steps, by)) });
    const written = (how: string, by: string) =>
      found.push({
        ...{ what: `${path}: ${how}`, path, gone: false },
        text: JSON.stringify(replaced(document, steps, mark)).replace(`"${mark}"`, () => by),
      });
    const last = steps.at(-1);
    if (last !== undefined) {
      note('removed', undefined, true);
      note('null', null, true);
      note('empty', isObject(value) ? {} : Array.isArray(value) ? [] : '', true);
      note('wrapped in an object', { value });
      note('wrapped in an array', [value]);
      note('twice in an array', [value, value]);
      if (!Array.isArray(parentOf(document, steps)))
        written('its name twice', `${JSON.stringify(value)},${JSON.stringify(last)}:${JSON.stringify(value)}`);
      if (typeof value === 'string') {
        note('a number', /^\d{1,15}$/.test(value) ? Number(value) : 7);
        note('blanks around it', `\n ${value} `);
      }
      if (typeof value === 'number') {
        note('a text', String(value));
        if (Number.isInteger(value)) written('with a fraction of zero', `${value}.0`);
        if (Number.isInteger(value)) written('with an exponent', `${value}e0`);
      }
      if (typeof value === 'boolean') note('a text', String(value));
      if (typeof value === 'boolean') note('a number', Number(value));
      if (typeof value !== 'boolean') note('a truth', true);
      if (typeof value === 'object') note('a text in its place', 'mutated', true);
    }
    if (Array.isArray(value) && value.length > 0) visit(value[0], [...steps, '0']);
    if (isObject(value)) for (const [name, inner] of Object.entries(value)) visit(inner, [...steps, name]);
  }
  visit(document, []);
  const whole = (how: string, by: string): Mutant => ({ what: `the whole: ${how}`, path: '', gone: true, text: by });
  return [
    ...found,
    whole('wrapped in an object', `{"message":${text}}`),
    whole('wrapped in an array', `[${text}]`),
    whole('with nothing in it', '{}'),
    whole('as a text', JSON.stringify(text)),
  ];
}

const parentOf = (document: JsonValue, steps: readonly string[]): JsonValue | undefined =>
  steps
    .slice(0, -1)
    .reduce<JsonValue | undefined>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined),
      document,
    );

const nil = ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"';

/** `isList`: whether the element at a place may repeat, so that one alone is the first of a list. */
export function xmlMutants(text: string, isList: (steps: readonly string[]) => boolean): readonly Mutant[] {
  const root = elementsOf(text);
  const found: Mutant[] = [];

  function visit(element: ElementAt, steps: readonly string[]): void {
    const path = pointerOf(steps);
    const inner = text.slice(element.innerStart, element.innerEnd);
    const outer = text.slice(element.start, element.end);
    const note = (how: string, document: string, gone = false) =>
      found.push({ what: `${path}: ${how}`, path, gone, text: document });
    const replacedBy = (piece: string) => spliced(text, element.start, element.end, piece);
    const filled = (piece: string) => withInner(text, element, piece);
    note('removed', replacedBy(''), true);
    note('nil', replacedBy(`<${element.tag}${nil}/>`), true);
    note('empty', replacedBy(`<${element.tag}></${element.tag}>`), true);
    note('twice', replacedBy(outer + outer));
    note('wrapped', filled(`<value>${inner}</value>`));
    if (element.children.length > 0) note('a text in its place', filled('mutated'), true);
    if (element.children.length === 0) {
      note('blanks around it', filled(`\n ${inner} `));
      note('another kind of text', filled(/^[\d.]+$/.test(inner) ? 'seven' : '7'));
      note('with an attribute', replacedBy(`<${element.tag} mutated="yes">${inner}</${element.tag}>`));
      note('in CDATA', filled(`<![CDATA[${inner.replaceAll(']]>', '')}]]>`));
    }
    const names = new Set<string>();
    for (const child of element.children) {
      if (names.has(child.name)) continue; // The first of several says enough.
      names.add(child.name);
      const inside = [...steps, child.name];
      visit(child, isList(inside) ? [...inside, '0'] : inside);
    }
  }
  for (const child of root.children) {
    const inside = [child.name];
    visit(child, isList(inside) ? [...inside, '0'] : inside);
  }
  const outer = text.slice(root.start, root.end);
  const whole = (how: string, document: string): Mutant => ({
    ...{ what: `the whole: ${how}`, path: '', gone: true, text: document },
  });
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  return [
    ...found,
    whole('wrapped in an element', `<message>${outer}</message>`),
    whole('in SOAP', `<s:Envelope xmlns:s="${soap}"><s:Header/><s:Body>${outer}</s:Body></s:Envelope>`),
    whole('with nothing in it', `<${root.tag} xmlns:${root.tag.split(':')[0]}="http://www.paazl.com/schemas/push"/>`),
    whole('under another root', `<unheardOf>${text.slice(root.innerStart, root.innerEnd)}</unheardOf>`),
  ];
}
