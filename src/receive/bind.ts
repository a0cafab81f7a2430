/**
 * Binds each operation of a contract of the public listener to its handler, or refuses to start. openapi-backend (strict) reads the bundled
 * contract and refuses handlers for operations that do not exist; what it lets pass, an operation without a handler or a generated table
 * that is not this contract's, is refused here.
 */
import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { Answer, OpenProvider, PushInput, PushOperation, Receive } from '../providers/provider.ts';
import type { Route } from './route.ts';

export type Binding = {
  /** The contract's file, for who has to mend it. */
  readonly file: string;
  /** The bundled contract, a document of OpenAPI 3.0. */
  readonly contract: unknown;
  /** Its generated table. */
  readonly operations: readonly PushOperation[];
  readonly handlers: Readonly<Record<string, (input: PushInput) => Promise<Answer>>>;
  /** Where these operations read less than a push may hold. */
  readonly bodyBytesMax?: number;
};

export function bindProvider(provider: OpenProvider, receive: Receive): Promise<Route[]> {
  const { name, contract, operations } = provider;
  const file = `spec/providers/${name}/push.yaml`;
  return bindOperations({ file, contract, operations, handlers: provider.handlers(receive) });
}

/** Rejects with an `Error` that names the operation when contract, table and handlers do not cover each other exactly. */
export async function bindOperations(binding: Binding): Promise<Route[]> {
  const { file, contract, operations, handlers, bodyBytesMax } = binding;
  // Validation stays off: on this listener nothing may turn a contract mismatch into a 4xx. Messages are judged after the ack.
  if (typeof contract !== 'object' || contract === null || !('openapi' in contract))
    throw new Error(`${file} is not an OpenAPI document`);
  // quick: the bundle was checked when it was made (`make check`, `test/contracts/bundles.test.ts`); to check five of them again took a second of each start.
  const backend = new OpenAPIBackend({ definition: contract as Document, strict: true, quick: true, validate: false });
  await backend.init();
  for (const [operationId, handle] of Object.entries(handlers))
    backend.register(operationId, (_context, input: PushInput) => handle(input));

  const declared = new Map(
    backend.router
      .getOperations()
      .map(({ operationId = '(without operationId)', method, path }) => [operationId, `${method} ${path}`]),
  );
  for (const operationId of declared.keys()) {
    if (!Object.hasOwn(handlers, operationId))
      throw new Error(`${file} declares ${operationId} but nothing answers it`);
    if (!operations.some((operation) => operation.operationId === operationId))
      throw new Error(`the operation table of ${file} lacks ${operationId}; run \`make generate\``);
  }
  return operations.map((operation) => {
    const { operationId, method, path } = operation;
    const handle = handlers[operationId];
    if (handle === undefined || declared.get(operationId) !== `${method} ${path}`) {
      throw new Error(
        `the operation table of ${file} has ${method} ${path} for ${operationId}, its contract ${declared.get(operationId) ?? 'nothing'}; run \`make generate\``,
      );
    }
    return { operation, handle, ...(bodyBytesMax !== undefined && { bodyBytesMax }) };
  });
}
