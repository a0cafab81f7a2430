/** What makes each declared answer true: a table for each contract, by operation and status. */
import type { Operation } from './declared.ts';

/** Which answer is wanted. Dredd asks for one after the other, for each of its media types and each of the request's. */
export type Wanted = {
  readonly operationId: string;
  readonly status: string;
  /** Media type of the request's body. */
  readonly consumes?: string;
  /** Media type of the answer's. */
  readonly produces?: string;
};

/** In what the request differs from the contract's example of it. */
export type Request = {
  /** Base URL of another subject than the table's. */
  readonly at?: string;
  readonly method?: string;
  /** Path parameters; those that are not named are the contract's examples. */
  readonly path?: Readonly<Record<string, string>>;
  /** Absent: none. The examples of all parameters at once would make a filter that nothing passes. */
  readonly query?: string;
  /** `undefined`: is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Absent: the contract's example. */
  readonly body?: string | Uint8Array;
};

/** Brings the subject into the state in which it gives the wanted answer, and says what to ask it. */
export type Arrange = (wanted: Wanted) => Request | Promise<Request>;

export type Table = Readonly<Record<string, Readonly<Record<string, Arrange>>>>;

/** A sentence for each declared answer that nothing makes true, and for each line of the table that belongs to none. */
export function gaps(table: Table, operations: readonly Operation[]): readonly string[] {
  const declared = new Set(
    operations.flatMap(({ operationId, answers }) => answers.map(({ status }) => `${operationId} ${status}`)),
  );
  const arranged = new Set(
    Object.entries(table).flatMap(([operationId, answers]) =>
      Object.keys(answers).map((status) => `${operationId} ${status}`),
    ),
  );
  return [
    ...[...declared].filter((one) => !arranged.has(one)).map((one) => `${one}: ${nothingMakesItTrue}`),
    ...[...arranged]
      .filter((one) => !declared.has(one))
      .map((one) => `${one}: stands in the table, and the contract does not declare it`),
  ];
}

export const nothingMakesItTrue = 'is declared, and nothing in the table makes it true';
