/*
 * What an operation of a contract looks like as data. Copied into generated/runtime by `make generate`.
 */

/** One operation of the contract, as data. */
export type Operation = {
  readonly operationId: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options';
  /** Path template of the contract. */
  readonly path: string;
  readonly statuses: readonly number[];
  /** As in OpenAPI: alternatives, each naming the schemes it needs together. Empty: open to all. */
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  /** Every `x-…` of the operation. */
  readonly extensions: { readonly [name: `x-${string}`]: unknown };
};
