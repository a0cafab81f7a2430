/**
 * Numbers whose digits a reader could lose although their value is right: `8.0` and `1e3` where a whole number belongs, and what has more
 * than 64 bits where those were promised. By its value each of them satisfies JSON Schema, so the judge by ajv says nothing.
 */
import { Digits, type JsonValue } from '../formats/json.ts';
import { pointerOf } from '../formats/json-pointer.ts';
import { field, isObject, itemsOf, textField, wholeNumberText } from '../formats/values.ts';
import type { Finding } from '../store/store.ts';
import { findings_max } from './judge.ts';
import type { ValueJudge } from './judge-json.ts';
import type { Schemas } from './schema.ts';
import { show } from './seen.ts';

const int64_max = 2n ** 63n - 1n;

/** Places whose schema is looked up, the items of a list being one. 100,000 made-up names of numbers took a second. */
export const number_places_max = 5_000;

/** For documents with `hasDigits`; looks at those digits alone, and stops at as many findings as are kept. */
export function numberJudge(schema: string, schemas: Pick<Schemas, 'at' | 'personal'>): ValueJudge {
  return (document) => {
    const found: Finding[] = [];
    /** By the pointer of a place. */
    const known = new Map<string, Described>();
    let cut = false;

    /** `place`: as `steps`, with one index for all items of a list. */
    function visit(value: JsonValue, steps: readonly string[], place: readonly string[]): void {
      if (found.length >= findings_max) return;
      if (value instanceof Digits) {
        const finding = notationOf(value, steps, place);
        if (finding !== undefined) found.push(finding);
      } else if (isObject(value))
        for (const [name, inner] of Object.entries(value)) visit(inner, [...steps, name], [...place, name]);
      else {
        const item = [...place, '0'];
        for (const [index, inner] of itemsOf(value).entries()) visit(inner, [...steps, String(index)], item);
      }
    }

    function describedAt(place: readonly string[]): Described | undefined {
      const pointer = pointerOf(place);
      const before = known.get(pointer);
      if (before !== undefined) return before;
      if (known.size >= number_places_max) return undefined;
      const here = schemas.at(schema, place);
      const types = here.map((one) => textField(one, 'type'));
      const described = {
        whole: types.includes('integer') && !types.includes('number'),
        is64: here.some((one) => field(one, 'format') === 'int64'),
      };
      known.set(pointer, described);
      return described;
    }

    function notationOf(digits: Digits, steps: readonly string[], place: readonly string[]): Finding | undefined {
      const described = describedAt(place);
      if (described === undefined) cut = true;
      if (!described?.whole) return undefined;
      const whole = wholeNumberText(digits);
      const seen = show(digits, schemas.personal(schema, steps));
      const path = pointerOf(steps);
      if (described.is64 && whole !== undefined && !within64(whole))
        return { rule: 'out_of_bounds', path, severity: 'violation', expected: 'at most 64 bits', seen };
      // A value that is not a whole number has a wrong type, and ajv has said so.
      if (whole === undefined || /^-?\d+$/.test(digits.text)) return undefined;
      return { rule: 'number_notation', path, severity: 'drift', expected: `a whole number's digits alone`, seen };
    }

    visit(document, [], []);
    return cut ? [notLookedAt, ...found] : found;
  };
}

type Described = { readonly whole: boolean; readonly is64: boolean };

/** The part that was not judged may be worse than the rest. */
const notLookedAt: Finding = {
  rule: 'out_of_bounds',
  path: '',
  severity: 'violation',
  expected: `unusual numbers in at most ${number_places_max} places`,
  seen: 'more; those beyond are not judged',
};

function within64(whole: string): boolean {
  const value = BigInt(whole);
  return value <= int64_max && value >= -int64_max - 1n;
}
