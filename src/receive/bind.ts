/**
 * Binds each operation of a contract of the public listener to its handler, or refuses to start. Contract, generated table and handlers must cover
 * each other exactly. openapi-backend would read the same out of the contract, for 0.15 s and 20 MB of each start; a test holds both together.
 */
import { isSchema } from '../config/schema.ts';
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

export function bindProvider(provider: OpenProvider, receive: Receive): Route[] {
  const { name, contract, operations } = provider;
  const file = `spec/providers/${name}/push.yaml`;
  return bindOperations({ file, contract, operations, handlers: provider.handlers(receive) });
}

/** Throws an `Error` that names the operation when contract, table and handlers do not cover each other exactly. */
export function bindOperations(binding: Binding): Route[] {
  const { file, contract, operations, handlers, bodyBytesMax } = binding;
  const declared = declaredIn(contract, file);
  for (const operationId of declared.keys()) {
    if (!Object.hasOwn(handlers, operationId))
      throw new Error(`${file} declares ${operationId} but nothing answers it`);
    if (!operations.some((operation) => operation.operationId === operationId))
      throw new Error(`the operation table of ${file} lacks ${operationId}; run \`make generate\``);
  }
  for (const operationId of Object.keys(handlers)) {
    if (!declared.has(operationId)) throw new Error(`${operationId} has a handler, and ${file} does not declare it`);
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

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Method and path of each operation, by its id. Validation has no place here: on this listener nothing may turn a contract mismatch into a 4xx, and
 * messages are judged after the ack.
 */
export function declaredIn(contract: unknown, file: string): ReadonlyMap<string, string> {
  const paths = isSchema(contract) && typeof contract.openapi === 'string' ? contract.paths : undefined;
  if (!isSchema(paths) || Object.keys(paths).length === 0) throw new Error(`${file} is not an OpenAPI document`);
  const declared = new Map<string, string>();
  for (const [path, item] of Object.entries(paths)) {
    if (!isSchema(item)) throw new Error(`${file} has nothing under ${path}`);
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const id = isSchema(operation) ? operation.operationId : undefined;
      if (typeof id !== 'string') throw new Error(`${file} has an operation without an operationId: ${method} ${path}`);
      if (declared.has(id)) throw new Error(`${file} has two operations ${id}`);
      declared.set(id, `${method} ${path}`);
    }
  }
  return declared;
}
