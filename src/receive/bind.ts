/**
 * Binds each operation of a provider's contract to its handler, or refuses to start. openapi-backend (strict) reads the bundled
 * contract, refuses an invalid document and handlers for operations that do not exist; what it lets pass, an operation without a
 * handler or a generated table that is not this contract's, is refused here.
 */
import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { Provider, PushInput, Receive } from '../providers/provider.ts';
import type { Route } from './route.ts';

/** Throws an `Error` that names the operation when contract, table and handlers do not cover each other exactly. */
export async function bindProvider(provider: Provider, receive: Receive): Promise<Route[]> {
  const handlers = provider.handlers(receive);
  // Validation stays off: on this listener nothing may turn a contract mismatch into a 4xx. Messages are judged after the ack.
  const backend = new OpenAPIBackend({ definition: provider.contract as Document, strict: true, validate: false });
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
      throw new Error(`spec/providers/${provider.name}/push.yaml declares ${operationId} but nothing answers it`);
    if (!provider.operations.some((operation) => operation.operationId === operationId))
      throw new Error(`the operation table of ${provider.name} lacks ${operationId}; run \`make generate\``);
  }
  return provider.operations.map((operation) => {
    const { operationId, method, path } = operation;
    const handle = handlers[operationId];
    if (handle === undefined || declared.get(operationId) !== `${method} ${path}`) {
      throw new Error(
        `the operation table of ${provider.name} has ${method} ${path} for ${operationId}, its contract ${declared.get(operationId) ?? 'nothing'}; run \`make generate\``,
      );
    }
    return { operation, handle };
  });
}
