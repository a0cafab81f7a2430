/** What `make crash` is told by the environment. */

export function wholeNumber(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number`);
  return value;
}

/** SEED=n plans the same kills again. */
export const seed = wholeNumber('SEED', Math.floor(Math.random() * 1_000_000));
