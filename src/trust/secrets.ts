/**
 * A secret must not reach a log, an error or an answer by accident. So it is not a string: whatever prints it, prints `***`,
 * and code that needs the text calls `reveal()`, which is easy to find in a review.
 */

import { readFileSync, statSync } from 'node:fs';
import { inspect } from 'node:util';
import { limits } from '../limits.ts';
import { codeOf } from '../running/thrown.ts';

export class Secret {
  // A true private field: neither JSON.stringify, spread, Object.entries nor util.inspect reach it.
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(text: string): Secret {
    return new Secret(text);
  }

  /** The text itself. Not for logs, errors or anything that leaves the process other than as a credential. */
  reveal(): string {
    return this.#text;
  }

  /** The text in UTF-8, as key for an HMAC. */
  bytes(): Uint8Array {
    return Buffer.from(this.#text, 'utf8');
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return 'Secret(***)';
  }
}

/** Where a secret comes from. Plain text is for development only; `config.ts` refuses it elsewhere. */
export type SecretReference = { readonly env: string } | { readonly file: string } | string;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A secret's text, or a sentence that says what is wrong and what to do; it never repeats the text. */
export type ResolvedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly sentence: string };

const wrong = (sentence: string): ResolvedText => ({ ok: false, sentence });

/** True for `{ env: NAME }` and `{ file: path }`, which are allowed wherever a text is. */
export function isReference(value: unknown): value is { readonly env: string } | { readonly file: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const [name, target] = entries[0] ?? [];
  return entries.length === 1 && (name === 'env' || name === 'file') && typeof target === 'string';
}

/**
 * Reads what a reference points at. A file loses one trailing newline (editors and `echo` add it; a key that ends in one is
 * never meant), nothing else. Relative paths are relative to the working directory.
 */
export function resolveReference(reference: SecretReference, env: Environment): ResolvedText {
  if (typeof reference === 'string') return { ok: true, text: reference };
  if ('env' in reference) {
    const text = env[reference.env];
    if (text === undefined)
      return wrong(`the environment variable ${reference.env} is not set; set it before starting`);
    if (text === '') return wrong(`the environment variable ${reference.env} is empty; give it a value`);
    return { ok: true, text };
  }
  return readSecretFile(reference.file);
}

function readSecretFile(path: string): ResolvedText {
  try {
    if (statSync(path).size > limits.secret_bytes_max)
      return wrong(
        `the file ${path} is larger than ${limits.secret_bytes_max} bytes; name the file that holds only the secret`,
      );
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? wrong(`the file ${path} is empty; write the secret into it`) : { ok: true, text };
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    return wrong(`the file ${path} cannot be read (${code}); create it or let this user read it`);
  }
}

/**
 * Checks a secret's length in bytes. 16 bytes for what lets a caller in: shorter ones can be guessed at the rate at which
 * a gateway answers. 8 for what others issued to us and we only pass on: we cannot make it longer, but an empty or a
 * half-copied one is found here instead of at the first call.
 */
export function tooShort(text: string, bytesMin: number): string | undefined {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes >= bytesMin) return undefined;
  return `the secret has ${bytes} bytes and at least ${bytesMin} are needed; use a longer one (openssl rand -hex 32)`;
}

/**
 * What is around a secret by accident: white space, a line end, a byte order mark or a character of no width at its ends, a control character
 * anywhere (a file in UTF-16). Secrets are compared byte for byte, so such a secret never matches, and the reason is invisible. A blank
 * inside is a password's own business.
 */
export function strayCharacter(text: string): string | undefined {
  const atEnds = /^[\s\p{Cf}]|[\s\p{Cf}]$/u.test(text);
  if (!atEnds && !/[\p{Cc}\ufffd]/u.test(text)) return undefined;
  return 'begins or ends with white space, a line end or a byte order mark, or contains a control character (often a stray line end in the file), and would match nothing; remove it';
}
