/** One XML document, wrong in one place at a time. The JSON Schema of the same message says what its elements may be. */
import type { Schemas } from '../../../src/contracts/schema.ts';
import { type Mutation, pointerOf, requiredOf, typesOf, wrongTexts } from './mutations.ts';
import { type ElementAt, elementsOf, spliced, withInner } from './xml-text.ts';

/** `schema` is the name of a component of `schemas`. Paths are those of the parsed document, without its root. */
export function xmlMutations(text: string, schema: string, schemas: Schemas): Mutation<string>[] {
  const found: Mutation<string>[] = [];
  const note = (steps: readonly string[], why: string, document: string) =>
    found.push({ what: `${pointerOf(steps) || 'the root'}: ${why}`, path: pointerOf(steps), document });

  function visit(element: ElementAt, steps: readonly string[]): void {
    const here = schemas.at(schema, steps);
    const types = typesOf(here);
    if (types.size === 0) return;
    const isLeaf = element.children.length === 0;
    const wasText = text.slice(element.innerStart, element.innerEnd);
    if (isLeaf && wasText !== '') {
      for (const [why, by] of wrongTexts(here)) note(steps, why, withInner(text, element, by));
      note(steps, 'an element where text belongs', withInner(text, element, '<unheardOf>of</unheardOf>'));
    }
    if (!isLeaf) note(steps, 'text where elements belong', withInner(text, element, 'text'));
    if (isLeaf && !types.has('object')) return;

    const required = requiredOf(here);
    const names = new Set<string>();
    for (const child of element.children) {
      if (names.has(child.name)) continue; // The first of several says enough.
      names.add(child.name);
      const inside = [...steps, child.name];
      const kinds = typesOf(schemas.at(schema, inside));
      const isList = kinds.has('array');
      const copy = text.slice(child.start, child.end);
      // Without its only element the one around it is empty, which is what is found then.
      const missing = element.children.length === 1 ? steps : inside;
      if (required.has(child.name)) note(missing, `missing ${child.name}`, spliced(text, child.start, child.end, ''));
      if (kinds.size > 0 && !isList) note(inside, 'twice', spliced(text, child.end, child.end, copy));
      visit(child, isList ? [...inside, '0'] : inside);
    }
    const prefix = /^.*:/.exec(element.children[0]?.tag ?? '')?.[0] ?? '';
    const odd = `<${prefix}unheardOf>of</${prefix}unheardOf>`;
    if (!isLeaf)
      note(
        [...steps, 'unheardOf'],
        'an element that nobody described',
        spliced(text, element.innerEnd, element.innerEnd, odd),
      );
  }
  visit(elementsOf(text), []);
  return found;
}

/** Another namespace than the contract's; none where the message has no namespace to be wrong in. */
export function inAnotherNamespace(text: string): string | undefined {
  const changed = text.replace(/(xmlns(?::\w+)?=")[^"]+"/, '$1http://example.com/another"');
  return changed === text ? undefined : changed;
}
