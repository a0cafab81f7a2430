import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { home } from '../../spec/codegen/generator.ts';
import { compile } from './compiler.ts';

const problem = `{ type: 'urn:pushdock:problem:x', title: 'x', status: 503, detail: 'x' }`;
const paazl = `
  import type { PaazlPushHandlers } from './generated/paazl/push/handlers.ts';
  import type { PushInput } from './src/providers/provider.ts';`;

const programs = {
  'complete.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = { receiveShipmentStatus: async (input) => {
      if (input.request.bytes.byteLength === 0) {
        return { status: 503, headers: { 'Retry-After': '30' }, contentType: 'application/problem+json', body: ${problem} };
      }
      return { status: 200 };
    } };`,
  'missing-handler.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = {};`,
  'undeclared-status.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = { receiveShipmentStatus: async () => ({ status: 418 }) };`,
  'undeclared-body.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = { receiveShipmentStatus: async () => ({ status: 200, contentType: 'text/plain', body: 'thanks' }) };`,
  'missing-header.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = { receiveShipmentStatus: async () =>
      ({ status: 503, contentType: 'application/problem+json', body: ${problem} }) };`,
  'undeclared-content-type.ts': `${paazl}
    export const handlers: PaazlPushHandlers<PushInput> = { receiveShipmentStatus: async () =>
      ({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, contentType: 'application/json', body: ${problem} }) };`,
  'provider.ts': `
    import type { AppdirectPushHandlers } from './generated/appdirect/push/handlers.ts';
    import { appdirectPushOperations } from './generated/appdirect/push/operations.ts';
    import type { OneshoppingcartPushHandlers } from './generated/oneshoppingcart/push/handlers.ts';
    import { oneshoppingcartPushOperations } from './generated/oneshoppingcart/push/operations.ts';
    import type { PaazlPushHandlers } from './generated/paazl/push/handlers.ts';
    import { paazlPushOperations } from './generated/paazl/push/operations.ts';
    import type { ZettlePushHandlers } from './generated/zettle/push/handlers.ts';
    import { zettlePushOperations } from './generated/zettle/push/operations.ts';
    import type { OpenProvider, PushInput, PushOperation } from './src/providers/provider.ts';
    type Handlers = ReturnType<OpenProvider['handlers']>;
    export const fit = [
      (handlers: AppdirectPushHandlers<PushInput>): Handlers => handlers,
      (handlers: OneshoppingcartPushHandlers<PushInput>): Handlers => handlers,
      (handlers: PaazlPushHandlers<PushInput>): Handlers => handlers,
      (handlers: ZettlePushHandlers<PushInput>): Handlers => handlers,
    ];
    export const operations: readonly PushOperation[] = [
      ...appdirectPushOperations, ...oneshoppingcartPushOperations, ...paazlPushOperations, ...zettlePushOperations,
    ];`,
  'gateway-missing-handler.ts': `
    import type { GatewayHandlers } from './generated/gateway/handlers.ts';
    export const without = ({ listMessages, ...rest }: GatewayHandlers): GatewayHandlers => rest;`,
  'gateway-typed-query.ts': `
    import type { GatewayHandlers } from './generated/gateway/handlers.ts';
    export const list: GatewayHandlers['listMessages'] = async ({ query }) => {
      const limit: number = query.limit;
      return { status: 200, contentType: 'application/json', body: { items: [].slice(0, limit) } };
    };`,
  'client.ts': `
    import { fetch } from 'undici';
    import { createZettleApi } from './generated/zettle/api/client.ts';
    export async function names(): Promise<readonly string[]> {
      const api = createZettleApi({ baseUrl: 'http://127.0.0.1:1', fetch });
      createZettleApi({ baseUrl: 'http://127.0.0.1:1', fetch: globalThis.fetch });
      const answer = await api.listSubscriptions({ path: { organizationUuid: 'self' } });
      return answer.status === 200 ? answer.body.flatMap(({ eventNames }) => eventNames) : [];
    }`,
  'client-without-looking-at-the-status.ts': `
    import { createZettleApi } from './generated/zettle/api/client.ts';
    export const names = async () => (await createZettleApi({ baseUrl: '' }).listSubscriptions({ path: { organizationUuid: 'self' } })).body;`,
  'events.ts': `
    import type { EventDataByType } from './generated/events/types.ts';
    import { eventTypes } from './generated/events/types.ts';
    import type { PaazlShipmentStatus } from './generated/events/models.ts';
    import type { Json } from './src/formats/json.ts';
    export const schema: 'PaazlShipmentStatus' = eventTypes['com.paazl.shipment.status'].schema;
    export const data = (event: EventDataByType['com.paazl.shipment.status']): PaazlShipmentStatus => event;
    export const json = (event: PaazlShipmentStatus): Json => event;`,
};

const complaints = compile(programs);

function refused(name: keyof typeof programs, pattern: RegExp): void {
  assert.match(complaints[name] ?? '', pattern);
}

function compiles(...names: readonly (keyof typeof programs)[]): void {
  for (const name of names) assert.equal(complaints[name], '', name);
}

test('a handler for every operation that answers what is declared compiles', () => compiles('complete.ts'));

test('an operation without a handler does not compile', () => {
  refused('missing-handler.ts', /'receiveShipmentStatus' is missing/);
  refused('gateway-missing-handler.ts', /'listMessages' is missing/);
});

test('a handler that answers an undeclared status does not compile', () => {
  refused('undeclared-status.ts', /418/);
});

test('a handler that answers a declared status with another body, media type or without a required header does not compile', () => {
  refused('undeclared-body.ts', /TS2322/);
  refused('undeclared-content-type.ts', /TS2322/);
  refused('missing-header.ts', /TS2322/);
});

test("every provider's stub and table fit what a provider promises", () => compiles('provider.ts'));

test('parameters, events and clients are typed by their contracts', () => {
  compiles('gateway-typed-query.ts', 'client.ts', 'events.ts');
});

test('the body of an answer cannot be read before its status was looked at', () => {
  refused('client-without-looking-at-the-status.ts', /'body' does not exist/);
});

test('all generated code compiles under stricter rules than ours: verbatim modules, no unused imports', () => {
  const files = readdirSync(join(home, 'generated'), { recursive: true, encoding: 'utf8' });
  const imports = files.filter((file) => file.endsWith('.ts')).map((file) => `import './generated/${file}';`);
  const all = compile({ 'all.ts': imports.join('\n') }, undefined, {
    verbatimModuleSyntax: true,
    noUnusedLocals: true,
  });
  assert.equal(all['all.ts'], '');
});
