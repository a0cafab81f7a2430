/**
 * What it costs to find the operation of a push: by the generated table, as `src/receive/route.ts` does, and by openapi-backend, whose list of operations is
 * rebuilt at each request, or kept (memoised). In pairs: each round asks all of them one after the other, in turning order.
 *
 *     node --import tsx test/bench/routing.ts [rounds] [requests]
 */
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { oauthOperations } from '../../generated/oauth/operations.ts';
import { sandboxOperations } from '../../generated/sandbox/operations.ts';
import { providers } from '../../src/providers/list.ts';
import type { PushOperation } from '../../src/providers/provider.ts';
import { openRouter } from '../../src/receive/route.ts';
import { markdown, median, ratios } from './figures.ts';

const [rounds = 15, requests = 20_000] = process.argv.slice(2).map(Number);

const opened = await Promise.all(
  providers.map(({ open }) => open({ outbound: refuse('outbound'), development: true })),
);
const operations: readonly PushOperation[] = [
  ...opened.flatMap((one) => one.operations),
  ...oauthOperations,
  ...sandboxOperations,
];

const paths = [
  ['POST', '/push/paazl/shipping'],
  ['POST', '/push/oneshoppingcart/shop/development-shop-key'],
  ['POST', '/push/zettle/pos'],
  ['GET', '/push/appdirect/market'],
] as const;

type Subject = { readonly name: string; ask(method: string, path: string): unknown };

const router = openRouter(operations.map((operation) => ({ operation, handle: () => Promise.reject() })));
const subjects: readonly Subject[] = [
  { name: 'generated table', ask: (method, path) => router(method, path) },
  matching('openapi-backend, matchOperation, list kept', await openBackend(true)),
  handling('openapi-backend, handleRequest, list kept', await openBackend(true)),
  handling('openapi-backend, handleRequest, as it comes', await openBackend(false)),
];

const tookUs = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round += 1)
  for (let index = 0; index < subjects.length; index += 1) {
    const subject = subjects[(round + index) % subjects.length];
    if (subject === undefined) continue;
    const before = process.cpuUsage();
    for (let count = 0; count < requests; count += 1) {
      const [method, path] = paths[count % paths.length] ?? paths[0];
      await subject.ask(method, path);
    }
    const { user, system } = process.cpuUsage(before); // Of a clock on the wall others take their part.
    tookUs.get(subject.name)?.push((user + system) / requests);
  }

const table = tookUs.get('generated table') ?? [];
const rows = [...tookUs].map(([name, all]) => [name, median(all).toFixed(1), median(ratios(all, table)).toFixed(1)]);
process.stdout.write(`${operations.length} operations, ${rounds} rounds of ${requests} requests\n\n`);
process.stdout.write(`${markdown(['', 'µs of CPU a request', '× the generated table'], rows)}\n`);

/** All push contracts as one. Nothing but paths and operations counts here: nothing is validated on this listener. */
async function openBackend(isListKept: boolean): Promise<OpenAPIBackend> {
  const joined: Record<string, Record<string, object>> = {};
  for (const { path, method, operationId } of operations)
    joined[path] = { ...joined[path], [method]: { operationId, responses: {} } };
  const definition = { openapi: '3.0.3', info: { title: 'pushes', version: '1.0.0' }, paths: joined } as Document;
  const backend = new OpenAPIBackend({ definition, strict: true, quick: true, validate: false });
  for (const { operationId } of operations) backend.register(operationId, () => undefined);
  await backend.init();
  if (isListKept) {
    const list = backend.router.getOperations();
    backend.router.getOperations = () => list;
  }
  return backend;
}

function matching(name: string, backend: OpenAPIBackend): Subject {
  return { name, ask: (method, path) => backend.matchOperation({ method, path, headers: {} }) };
}

function handling(name: string, backend: OpenAPIBackend): Subject {
  return { name, ask: (method, path) => backend.handleRequest({ method, path, headers: {} }) };
}

/** Nothing is sent here. */
function refuse<Part extends object>(name: string): Part {
  return new Proxy({} as Part, {
    get: () => {
      throw new Error(`${name} is not used here`);
    },
  });
}
