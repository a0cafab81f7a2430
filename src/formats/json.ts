/**
 * JSON, read strictly by RFC 8259 and without losing anything: `JSON.parse` drops the digits of long numbers and the first of two
 * equal keys without a word, and turns `12.50` into 12.5. Written by hand for that reason; one pass, depth bound, no second interpretation.
 *
 * Objects are plain ones, so that they compare and print as usual; `__proto__` becomes an own property and never a prototype.
 * Look fields up with `field` (values.ts), which sees own ones only.
 */
import { decodeJson } from './decode.ts';
import { pointerOf } from './json-pointer.ts';
import { setOwnField } from './own-field.ts';
import { cannotRead, type Notice, type Readable, readable, type Unreadable } from './readable.ts';

/** A number that JavaScript would not print as it was sent: `9007199254740993`, `12.50`, `1e3`. Keeps the text. */
export class Digits {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type JsonValue = null | boolean | number | string | Digits | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

export type JsonDocument = {
  readonly value: JsonValue;
  readonly notices: readonly Notice[];
  /** Whether `value` holds a `Digits` somewhere. */
  readonly hasDigits: boolean;
};

export type JsonLimits = {
  /** Nesting of objects and arrays. The deepest documented push (Zettle) has 7; each level is a stack frame of ours and of every reader. */
  readonly depth_max: number;
  /** Values altogether. A 1 MiB body of `[0,0,…]` has 524,288. */
  readonly values_max: number;
  /** UTF-16 units. Bodies are bounded before (limits.ts); this one holds for text from elsewhere. */
  readonly text_units_max: number;
  /** Notices kept; further ones are not collected. */
  readonly notices_max: number;
};

export const jsonLimits: JsonLimits = {
  depth_max: 64,
  values_max: 1_000_000,
  text_units_max: 67_108_864,
  notices_max: 50,
};

/** Thrown inside `Reader` only, and turned into a value by `parseJson`. */
class Stop extends Error {
  readonly rule: Unreadable['rule'];
  readonly at: number;
  constructor(rule: Unreadable['rule'], what: string, at: number) {
    super(what);
    this.rule = rule;
    this.at = at;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const loneSurrogate = /[\ud800-\udfff]/u;

class Reader {
  readonly text: string;
  readonly limits: JsonLimits;
  readonly notices: Notice[] = [];
  readonly path: (string | number)[] = [];
  hasDigits = false;
  values = 0;
  at = 0;

  constructor(text: string, limits: JsonLimits) {
    this.text = text;
    this.limits = limits;
  }

  document(): JsonValue {
    this.blank();
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) this.stop('something follows the end of the document');
    return value;
  }

  stop(what: string): never {
    throw new Stop('json_malformed', this.at < this.text.length ? what : 'the text ends too early', this.at);
  }

  blank(): void {
    for (let code = this.text.charCodeAt(this.at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; ) {
      this.at += 1;
      code = this.text.charCodeAt(this.at);
    }
  }

  value(depth: number): JsonValue {
    this.values += 1;
    if (this.values > this.limits.values_max)
      throw new Stop('json_too_large', `more than ${this.limits.values_max} values`, this.at);
    switch (this.text.charCodeAt(this.at)) {
      case 0x22:
        return this.string();
      case 0x7b:
        return this.object(depth + 1);
      case 0x5b:
        return this.array(depth + 1);
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.stop('a value is expected');
    this.at += word.length;
    return value;
  }

  number(): number | Digits {
    number.lastIndex = this.at;
    const text = number.exec(this.text)?.[0];
    if (text === undefined) this.stop('a value is expected');
    this.at += text.length;
    const value = Number(text);
    // `1e+21` is printed as it came, and is still a notation that readers of digits must get to see.
    if (String(value) === text && !text.includes('e')) return value;
    this.hasDigits = true;
    return new Digits(text);
  }

  open(depth: number): void {
    if (depth > this.limits.depth_max)
      throw new Stop('json_too_deep', `nested deeper than ${this.limits.depth_max}`, this.at);
    this.at += 1;
    this.blank();
  }

  array(depth: number): JsonValue[] {
    this.open(depth);
    const items: JsonValue[] = [];
    if (this.text.charCodeAt(this.at) === 0x5d) {
      this.at += 1;
      return items;
    }
    for (;;) {
      this.path.push(items.length);
      items.push(this.value(depth));
      this.path.pop();
      this.blank();
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x2c && code !== 0x5d) this.stop('a comma or the end of the array is expected');
      this.at += 1;
      if (code === 0x5d) return items;
      this.blank();
    }
  }

  object(depth: number): JsonObject {
    this.open(depth);
    const fields: Record<string, JsonValue> = {};
    if (this.text.charCodeAt(this.at) === 0x7d) {
      this.at += 1;
      return fields;
    }
    for (;;) {
      if (this.text.charCodeAt(this.at) !== 0x22) this.stop('a name is expected');
      const name = this.string();
      this.blank();
      if (this.text.charCodeAt(this.at) !== 0x3a) this.stop('a colon is expected');
      this.at += 1;
      this.blank();
      this.path.push(name);
      if (Object.hasOwn(fields, name)) this.note('duplicate_key');
      const value = this.value(depth);
      this.path.pop();
      setOwnField(fields, name, value);
      this.blank();
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x2c && code !== 0x7d) this.stop('a comma or the end of the object is expected');
      this.at += 1;
      if (code === 0x7d) return fields;
      this.blank();
    }
  }

  string(): string {
    const start = this.at + 1;
    for (let at = start; ; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        return this.text.slice(start, at);
      }
      if (code === 0x5c) return this.escaped(start, at);
      // NaN at the end of the text: every comparison with it is false, so it is caught by `>=`.
      if (!(code >= 0x20)) {
        this.at = at;
        this.stop('a string contains a control character');
      }
    }
  }

  /** The rest of a string from its first backslash on. */
  escaped(start: number, backslash: number): string {
    let out = this.text.slice(start, backslash);
    let surrogate = false;
    this.at = backslash;
    for (let plain = backslash; ; ) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) {
        out += this.text.slice(plain, this.at);
        this.at += 1;
        if (!surrogate || !loneSurrogate.test(out)) return out;
        this.note('lone_surrogate');
        return Buffer.from(out, 'utf8').toString('utf8');
      }
      if (!(code >= 0x20)) this.stop('a string contains a control character');
      if (code !== 0x5c) {
        this.at += 1;
        continue;
      }
      out += this.text.slice(plain, this.at);
      const letter = this.text.charAt(this.at + 1);
      const plainEscape = escapes[letter];
      if (plainEscape !== undefined) {
        out += plainEscape;
        this.at += 2;
      } else {
        const hex = this.text.slice(this.at + 2, this.at + 6);
        if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) this.stop('an escape is not one of JSON');
        const unit = Number.parseInt(hex, 16);
        surrogate ||= unit >= 0xd800 && unit <= 0xdfff;
        out += String.fromCharCode(unit);
        this.at += 6;
      }
      plain = this.at;
    }
  }

  note(rule: Notice['rule']): void {
    if (this.notices.length < this.limits.notices_max) this.notices.push({ rule, path: pointerOf(this.path) });
  }
}

/** Text to values. Unreadable: malformed, nested too deeply, too large. */
export function parseJson(text: string, limits: Partial<JsonLimits> = {}): Readable<JsonDocument> {
  const bounds = { ...jsonLimits, ...limits };
  if (text.length > bounds.text_units_max) {
    return cannotRead('json_too_large', `The text has ${text.length} UTF-16 units; ${bounds.text_units_max} are read.`);
  }
  const reader = new Reader(text, bounds);
  try {
    const value = reader.document();
    return readable({ value, notices: reader.notices, hasDigits: reader.hasDigits });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return cannotRead(
      error.rule,
      `Not JSON that we read: ${error.message} (line ${before.length}, column ${column}).`,
      before.length,
    );
  }
}

/** Bytes to values. `contentType`: what was said of them; its charset counts where they are not UTF-8. */
export function readJson(
  bytes: Uint8Array,
  limits: Partial<JsonLimits> = {},
  contentType?: string,
): Readable<JsonDocument> {
  const decoded = decodeJson(bytes, contentType);
  if (!decoded.ok) return decoded;
  const read = parseJson(decoded.value.text, limits);
  if (!read.ok || decoded.value.notices.length === 0) return read;
  return readable({ ...read.value, notices: [...decoded.value.notices, ...read.value.notices] });
}
