/** Dredd's request, changed as the table says. */
import type { Transaction } from 'dredd';
import type { Operation } from './declared.ts';
import type { Request, Wanted } from './table.ts';

export function wantedOf({ request, expected, origin }: Transaction, operations: readonly Operation[]): Wanted {
  const operation = operations.find(({ path, method }) => path === origin.resourceName && method === request.method);
  const consumes = request.headers['Content-Type'];
  const produces = expected.headers['Content-Type'];
  return {
    operationId: operation?.operationId ?? `${request.method} ${origin.resourceName}`,
    status: expected.statusCode,
    ...(consumes !== undefined && { consumes }),
    ...(produces !== undefined && { produces }),
  };
}

/** Everything that Dredd has to ask, if it asks for all that is declared. */
export function wantedOfAll(operations: readonly Operation[]): readonly Wanted[] {
  return operations.flatMap(({ operationId, consumes, answers }) =>
    answers.flatMap(({ status, content }) =>
      orNone(consumes).flatMap((one) =>
        orNone(Object.keys(content)).map((other) => ({
          operationId,
          status,
          ...(one !== undefined && { consumes: one }),
          ...(other !== undefined && { produces: other }),
        })),
      ),
    ),
  );
}

const orNone = (mediaTypes: readonly string[]): readonly (string | undefined)[] =>
  mediaTypes.length === 0 ? [undefined] : mediaTypes;

export const nameOf = ({ operationId, status, consumes, produces }: Wanted): string =>
  `${operationId} ${status}${consumes === undefined ? '' : ` to ${consumes}`}${produces === undefined ? '' : ` in ${produces}`}`;

export function change(
  transaction: Transaction,
  { at, method, path = {}, query = '', headers = {}, body }: Request,
): void {
  const { request, origin } = transaction;
  if (at !== undefined) {
    const { protocol, hostname, port } = new URL(at);
    Object.assign(transaction, { protocol, host: hostname, port });
  }
  // Dredd puts a `=` behind the path where a query may follow.
  const filled = withParameters(origin.resourceName, request.uri.replace(/=?(\?.*)?$/, ''), path);
  transaction.fullPath = query === '' ? filled : `${filled}?${query}`;
  if (method !== undefined) request.method = method;
  if (body !== undefined) request.body = typeof body === 'string' ? body : Buffer.from(body);
  for (const [name, value] of Object.entries(headers)) {
    const known = Object.keys(request.headers).find((other) => other.toLowerCase() === name.toLowerCase());
    if (known !== undefined) delete request.headers[known];
    if (value !== undefined) request.headers[name] = value;
  }
}

/** `example` is the path with the contract's examples in it. */
function withParameters(template: string, example: string, given: Readonly<Record<string, string>>): string {
  const examples = example.split('/');
  return template
    .split('/')
    .map((segment, index) => {
      const [, name] = /^\{(.+)\}$/.exec(segment) ?? [];
      if (name === undefined) return segment;
      const value = given[name];
      return value === undefined ? examples[index]?.replace(/=$/, '') : encodeURIComponent(value);
    })
    .join('/');
}
