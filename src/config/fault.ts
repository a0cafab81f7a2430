/** One thing that is wrong with a configuration. */
export type Fault = {
  /** Keys and indices from the top of the file; empty for the file as a whole. */
  readonly path: readonly (string | number)[];
  /** What is wrong; what to do. Never holds a value of the file: it might be a secret. */
  readonly sentence: string;
};

/** `sources.shipping.auth.bearer[0]` */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
