/*
 * Reads path, query and header values as the types that a contract declares. Copied into generated/runtime by `make generate`.
 */

/** A request as text. `query` is as sent, with or without `?`; header names are in lower case. */
export type UnreadInput = {
  readonly path: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** A value is missing or is not what the contract declares. The message names the parameter and never repeats its value. */
export class UnreadableInput extends Error {
  readonly parameter: string;
  constructor(parameter: string, expected: string) {
    super(`${parameter}: expected ${expected}`);
    this.name = 'UnreadableInput';
    this.parameter = parameter;
  }
}

export function present<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new UnreadableInput(name, 'a value');
  return value;
}

export function text(value: string | null | undefined): string | undefined {
  return value ?? undefined;
}

export function number(name: string, value: string | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  // Number('') and Number(' ') are 0.
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new UnreadableInput(name, 'a number');
  return Number(value);
}

export function truth(name: string, value: string | null | undefined): boolean | undefined {
  if (value === null || value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw new UnreadableInput(name, 'true or false');
  return value === 'true';
}

export function oneOf<const T extends string>(
  name: string,
  value: string | null | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === null || value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UnreadableInput(name, `one of ${allowed.join(', ')}`);
  return found;
}

export function many(name: string, values: readonly string[]): readonly string[] | undefined;
export function many<const T extends string>(
  name: string,
  values: readonly string[],
  allowed: readonly T[],
): readonly T[] | undefined;
export function many(
  name: string,
  values: readonly string[],
  allowed?: readonly string[],
): readonly string[] | undefined {
  if (values.length === 0) return undefined;
  return allowed === undefined ? values : values.map((value) => present(name, oneOf(name, value, allowed)));
}
