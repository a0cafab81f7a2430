/**
 * The control port: `spec/mock.yaml` by openapi-backend, strict in what it takes, and the page. Loopback only, and only for callers who
 * name this machine: a web page that is open in somebody's browser must not make the mocks push to where it likes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ErrorObject } from 'ajv';
import type { Context } from 'openapi-backend';
import { bindMock } from '../../../generated/mock/handlers.ts';
import { mockOperations } from '../../../generated/mock/operations.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { type OwnAnswer, refusal, textOnly } from '../../contracts/own-answer.ts';
import { openOwnApi } from '../../contracts/own-api.ts';
import { limits } from '../../limits.ts';
import type { Log } from '../../log.ts';
import { systemClock } from '../../running/clock.ts';
import { boundConnections } from '../../running/connections.ts';
import { handOver } from '../../running/hand-over.ts';
import { type Listening, listen } from '../../running/listening.ts';
import { messageOf, stackOf } from '../../running/thrown.ts';
import { mayBeForeignPage } from '../../trust/web-page.ts';
import type { Mocks } from '../mocks.ts';
import { notOneOf } from '../not-one-of.ts';
import type { PrismMock } from '../prism.ts';
import { openMockControl } from './client.ts';
import { controlHandlers } from './handlers.ts';
import { pageFiles } from './page/page.ts';
import { requestFaults } from './request-faults.ts';
import { openTestSink } from './sink.ts';

/** A replay of a long session; emissions are a few hundred bytes. */
const body_bytes_max = 64 * 1024 * 1024;
const STOP_MS_MAX = 2_000;

const paths = [...new Set(mockOperations.map(({ path }) => path))];

/** A page that shows this one in a frame could lead a visitor's clicks to its buttons. */
const ofPage = {
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

export type Control = { readonly url: string; close(): Promise<void> };

/** Rejects when the port cannot be bound. Port 0 takes any free one. `onStop` is called when a client tells the mocks to end. `prism` lists the mocks that Prism serves beside them. */
export async function openControl(
  mocks: Mocks,
  port: number,
  log: Log,
  onStop: () => void = () => {},
  prism: () => readonly PrismMock[] = () => [],
): Promise<Control> {
  const page = pageFiles();
  const handlers = bindMock(
    controlHandlers(mocks, openTestSink(), onStop, () => openMockControl(listening.url), prism),
  );
  const document = readBundle('mock');
  const backend = await openOwnApi(document, {
    verbose: true,
    handlers: {
      notFound: ({ request: { path } }: Context) =>
        refusal('unknown_item', `There is no path ${path}${notOneOf(path, paths, 'there are')}.`),
      methodNotAllowed: () => refusal('method_not_allowed'),
      validationFail: ({ validation }: Context) =>
        refusal('parameter_invalid', `${requestFaults((validation.errors ?? []) as ErrorObject[])}.`),
    },
  });
  for (const { operationId } of mockOperations)
    backend.register(operationId, ({ request }: Context): Promise<OwnAnswer> => {
      const query =
        typeof request.query === 'string' ? request.query : String(new URLSearchParams(textOnly(request.query)));
      return handlers[operationId](
        { path: textOnly(request.params), query, headers: {}, body: request.requestBody },
        undefined,
      );
    });

  async function answer(request: IncomingMessage): Promise<OwnAnswer> {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const method = request.method ?? 'GET';
    // A link to the page may stand anywhere; it does nothing before somebody presses a button of it.
    const file = method === 'GET' ? page.get(path) : undefined;
    if (mayBeForeignPage(file !== undefined ? { host: request.headers.host } : request.headers))
      return refusal(
        'unknown_item',
        'The control port answers programs on this machine and its own page, called at 127.0.0.1, [::1] or localhost; no other web page.',
      );
    if (path === '/__mock/openapi.json' && method === 'GET')
      return { status: 200, contentType: 'application/json', body: document };
    if (file !== undefined) return { status: 200, headers: ofPage, ...file };
    const read = await bodyOf(request);
    if ('fault' in read) return refusal('parameter_invalid', read.fault);
    const operation = backend.matchOperation({ method, path, headers: {} });
    if (read.body !== undefined && operation !== undefined && operation.requestBody === undefined)
      return refusal('parameter_invalid', 'This operation takes no body; leave it out.');
    const headers = { ...(read.body === undefined ? {} : { 'content-type': read.contentType }) };
    return backend.handleRequest({ method, path, query, headers, body: read.body });
  }

  const server = createServer((request, response) =>
    connections.begun(request, response, () => take(request, response)),
  );
  function take(request: IncomingMessage, response: ServerResponse): void {
    void answer(request)
      .catch((error: unknown) => {
        log.error('mock.control_crashed', {
          reason: stackOf(error),
        });
        return refusal('internal');
      })
      .then((given) => write(response, given));
  }
  const connections = boundConnections(server, {
    clock: systemClock,
    log,
    bounds: { connectionsMax: limits.operator_connections_max },
  });
  const listening: Listening = await listen(server, { host: '127.0.0.1', port });
  return { url: listening.url, close: () => listening.stop(STOP_MS_MAX) };
}

type Body = { readonly body?: unknown; readonly contentType: string } | { readonly fault: string };

/** A request without a body has none, whatever it says of its type. */
async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= body_bytes_max) chunks.push(chunk);
  }
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (bytes === 0) return { contentType };
  if (bytes > body_bytes_max) return { fault: `The body is larger than ${body_bytes_max} bytes.` };
  if (!/[/+]json$/.test(contentType)) return { fault: 'The body must have Content-Type application/json.' };
  try {
    return { body: JSON.parse(Buffer.concat(chunks).toString('utf8')), contentType };
  } catch (error) {
    return { fault: `The body is not JSON: ${messageOf(error)}.` };
  }
}

function write(
  response: ServerResponse,
  { status, contentType = 'application/json', headers = {}, body }: OwnAnswer,
): void {
  const text = typeof body === 'string' && !/[/+]json$/.test(contentType) ? body : JSON.stringify(body);
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': bytes.byteLength });
  handOver(response, bytes);
}
