/** What a proof was compared with: how many there are tells an operator whether the new one of a rotation is there. */
export const oneOf = (count: number, kind?: string): string =>
  count === 1 ? `the configured ${kind ?? 'one'}` : `one of the ${count} configured ${kind ?? 'one'}s`;
