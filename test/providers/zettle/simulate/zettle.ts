/** A Zettle mock with a client that holds its answers against the contract, and a destination that can be told what to say. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { v1 } from 'uuid';
import {
  developmentClient,
  openZettleMock,
  type ZettleMock,
  type ZettleMockOptions,
} from '../../../../src/providers/zettle/simulate/mock.ts';
import { declaredBy } from '../../../simulate/declared.ts';
import { type HeldClock, heldClock } from '../../../store/held-clock.ts';

const declared = declaredBy('zettle-api');

export type Heard = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
export type Destination = { readonly url: string; readonly heard: readonly Heard[]; say(status: number): void };

export type Api = {
  readonly mock: ZettleMock;
  readonly clock: HeldClock;
  token(form?: Readonly<Record<string, string>>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** With a good token unless `bearer` says otherwise; `null`: none. */
  call(
    method: string,
    path: string,
    body?: unknown,
    bearer?: string | null,
  ): Promise<{ status: number; body: unknown }>;
  create(over?: Readonly<Record<string, unknown>>): Promise<{ status: number; body: unknown }>;
};

export const apiKeyGrant = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  client_id: developmentClient.clientId,
  assertion: developmentClient.apiKey,
};

export async function openApi(
  t: TestContext,
  options: Partial<ZettleMockOptions> & { destination?: string } = {},
): Promise<Api> {
  const clock = heldClock();
  const mock = await openZettleMock({ clock, ...options });
  t.after(() => mock.close());

  const token: Api['token'] = async (form = apiKeyGrant) => {
    const answer = await fetch(`${mock.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const text = await answer.text();
    declared({ method: 'POST', path: '/token', status: answer.status, text });
    return { status: answer.status, body: JSON.parse(text) };
  };
  const call: Api['call'] = async (method, path, body, bearer) => {
    const authorization = bearer === null ? undefined : `Bearer ${bearer ?? (await token()).body.access_token}`;
    const answer = await fetch(mock.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const documented = path.replace('/subscriptions/uuid/', '/subscriptions/').replace('/users/me', '/users/self');
    declared({ method, path: documented, status: answer.status, text });
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const create: Api['create'] = (over = {}) =>
    call('POST', '/organizations/self/subscriptions', {
      uuid: v1(),
      transportName: 'WEBHOOK',
      eventNames: ['PurchaseCreated'],
      destination: options.destination,
      contactEmail: 'integrations@example.com',
      ...over,
    });
  return { mock, clock, token, call, create };
}

export async function openDestination(t: TestContext): Promise<Destination> {
  const heard: Heard[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    heard.push({ headers, body: Buffer.concat(chunks) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/push/zettle/pos`,
    heard,
    say: (given) => {
      status = given;
    },
  };
}
