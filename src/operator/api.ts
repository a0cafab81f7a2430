/**
 * The operator's API: Express 5 and openapi-backend, strict, every request and every answer validated against `spec/gateway.yaml`.
 * Speed does not matter here; that nothing undeclared is taken or given does. Loaded with the first call that needs it (listener.ts).
 */
import express from 'express';
import type { Context, OpenAPIBackend } from 'openapi-backend';
import type { bindGateway } from '../../generated/gateway/handlers.ts';
import type { Contract } from '../../generated/gateway/models.ts';
import { gatewayOperations } from '../../generated/gateway/operations.ts';
import { type OwnAnswer, refusal, textOnly } from '../contracts/own-answer.ts';
import { openOwnApi } from '../contracts/own-api.ts';
import type { Log } from '../log.ts';
import { plainPath } from '../receive/target.ts';
import type { Clock } from '../running/clock.ts';
import { handOver } from '../running/hand-over.ts';
import { pageOf, writePage } from '../running/page.ts';
import { stackOf } from '../running/thrown.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Access, type Admission, type Caller, isGranted, operatorTokenDetail } from './access.ts';
import { answerThrown, answerTo } from './answer-to.ts';
import type { Audit } from './audit.ts';
import type { ChangeStreams } from './change-streams.ts';
import { type ConsoleFiles, isConsolePath, redirectToConsole, writeConsoleFile } from './console-files.ts';
import { sentAs } from './exposition.ts';
import { openMasking } from './masking/masking.ts';
import { bodyRefused, readJson } from './read-json.ts';
import type { Calling } from './sign-in.ts';

export type OperatorApiParts = {
  readonly contract: Contract;
  readonly handlers: ReturnType<typeof bindGateway<Calling>>;
  readonly access: Access;
  readonly audit: Audit;
  readonly changes: ChangeStreams;
  readonly consoleFiles: ConsoleFiles;
  readonly clock: Clock;
  readonly log: Log;
};

/** Throws where the contract has no operation that the table has, or marks personal data that nothing masks. */
export async function openOperatorApi(parts: OperatorApiParts): Promise<express.Express> {
  const { contract, handlers } = parts;
  const masking = openMasking(parts);
  const backend = await openOwnApi(contract, {
    securityHandlers: {
      operatorToken: (_context: Context, _request: express.Request, { admission }: Calling) => isGranted(admission),
      operatorSession: (_context: Context, _request: express.Request, { admission }: Calling) => isGranted(admission),
    },
    handlers: {
      notFound: () => refusal('unknown_item'),
      methodNotAllowed: (_context: Context, { path }: express.Request) => ({
        ...refusal('method_not_allowed'),
        headers: { allow: methodsOf(plainPath(path), backend) },
      }),
      unauthorizedHandler: (_context: Context, _request: express.Request, { admission }: Calling) =>
        unauthorized(admission),
      validationFail: (context: Context) => refusal('parameter_invalid', validationDetail(context)),
    },
  });
  for (const operation of gatewayOperations) {
    const { operationId } = operation;
    const isChange = operation.method !== 'get' && !notAudited.includes(operationId);
    backend.register(operationId, async ({ request }: Context, { url }: express.Request, calling: Calling) => {
      const query = queryOf(url);
      const unread = {
        path: textOnly(request.params),
        query: withoutMasked(query),
        headers: textOnly(request.headers),
        body: request.requestBody,
      };
      const { admission, caller, target } = calling;
      const address = caller.remoteAddress;
      const read =
        isGranted(admission) && operation.method === 'get'
          ? masking.of({ operationId, query: new URLSearchParams(query), who: admission, target, address })
          : undefined;
      if (read !== undefined && 'refused' in read) return refusal('role_insufficient', read.refused);
      const done =
        isGranted(admission) && isChange
          ? await parts.audit.begin({
              name: admission.name,
              role: admission.role,
              by: admission.by,
              action: operationId,
              target,
              ...(address !== undefined && { address }),
            })
          : undefined;
      const answered = await handlers[operationId](unread, calling).catch((error: unknown) => {
        // Not waited for: while the store is away that would take as long again.
        void done?.(answerTo(error).status);
        throw error;
      });
      await done?.(answered.status);
      const answer = read === undefined ? answered : await read(answered);
      const faults = departures(answer, operation, backend);
      if (faults.length === 0) return answer;
      parts.log.error('operator.answer_undeclared', { operation: operationId, status: answer.status, faults });
      return refusal('internal');
    });
  }

  const contractPage = pageOf(Buffer.from(JSON.stringify(contract)), 'application/json');

  async function answer(request: express.Request, response: express.Response): Promise<OwnAnswer | 'written'> {
    if (!isConsolePath(request.path)) {
      const given = await call(backend, request, parts.access);
      if (given.body !== contract) return given;
      await writePage(request, response, contractPage, { 'cache-control': 'no-cache' });
      return 'written';
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return { ...refusal('method_not_allowed'), headers: { allow: 'GET, HEAD' } };
    const file = await parts.consoleFiles(request.path);
    if (file === 'not built') return refusal('unknown_item', 'The console is not built. Run `make build`.');
    if (file === 'unknown') return refusal('unknown_item');
    if (file === 'slash missing') redirectToConsole(response);
    else await writeConsoleFile(request, response, file);
    return 'written';
  }

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response) => {
    void answer(request, response)
      .then((given) => given === 'written' || write(request, response, given))
      .catch((error: unknown) => {
        if (error instanceof URIError) return write(request, response, brokenEscape);
        const { path } = request;
        if (error instanceof StoreUnavailable)
          parts.log.warn('operator.store_unavailable', { path, reason: error.message });
        else parts.log.error('operator.crashed', { path, reason: stackOf(error) });
        answerThrown(response, error);
      });
  });

  function write({ url }: express.Request, response: express.Response, given: OwnAnswer): void {
    const { status, body, contentType, headers = {} } = given;
    if (contentType === 'text/event-stream') {
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.write(String(body));
      parts.changes.follow(response, secondsOf(url));
      return;
    }
    // `response.json()` would append a charset that no contract declares.
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    response.writeHead(status, {
      ...headers,
      'content-type': sentAs(contentType ?? 'application/json'),
      'content-length': bytes.byteLength,
    });
    handOver(response, bytes);
  }
  return app;
}

const brokenEscape = refusal('parameter_invalid', 'The path has a broken percent-escape.');

const webPageDetail =
  'In development the operator API needs no token. Therefore it does not answer other web pages: call it at 127.0.0.1, [::1] or localhost, from a program or from a page of this listener, or send a token of admin.tokens.';

const callerOf = ({ method, path, headers, socket }: express.Request): Caller => ({
  method,
  path: plainPath(path),
  headers,
  remoteAddress: socket.remoteAddress,
});

function unauthorized(admission: Admission): OwnAnswer {
  if (admission === 'viewer') return refusal('role_insufficient');
  if (admission === 'unproven') return refusal('page_unproven');
  return {
    ...refusal('proof_wrong', admission === 'web page' ? webPageDetail : operatorTokenDetail),
    headers: { 'www-authenticate': 'Bearer realm="pushdock"' },
  };
}

/** A program's acknowledgements are its work, and many; who signs in is known only when it is done (sign-in.ts). */
const notAudited: readonly string[] = ['acknowledgeEvents', 'createSession'];

/** It is answered here, for all operations alike. */
function withoutMasked(query: string): string {
  const parameters = new URLSearchParams(query);
  if (!parameters.has('masked')) return query;
  parameters.delete('masked');
  return parameters.toString();
}

async function call(backend: OpenAPIBackend, request: express.Request, access: Access): Promise<OwnAnswer> {
  const { headers } = request;
  const method = request.method === 'HEAD' ? 'GET' : request.method; // Node keeps the body to itself.
  const path = plainPath(request.path);
  const read = await readJson(request);
  const operation = backend.matchOperation({ method, path, headers: {} });
  const refused = operation && bodyRefused(read, operation.requestBody !== undefined, headers['content-type']);
  const caller = callerOf(request);
  const isForAll = operation?.security?.length === 0;
  // Health and the contract answer while the store does not, so nobody's session is looked up for them.
  const admission = isForAll && !path.startsWith('/api/') ? 'refused' : await access.admit(caller);
  // A caller without a token does not learn what is wrong with the body, except where everybody may ask.
  if (refused && (isGranted(admission) || isForAll)) return refusal(refused.code, refused.detail);
  const calling: Calling = { admission, caller, target: request.url };
  return backend.handleRequest(
    {
      method,
      path,
      query: textsOf(queryOf(request.url)),
      headers: headers as Record<string, string>,
      ...(read.ok && read.value !== undefined && { body: read.value }),
    },
    request,
    calling,
  );
}

/** In what an answer is not what the contract declares for its operation. openapi-backend looks at bodies of `application/json` only, and lets an undeclared status pass. */
function departures(
  answer: OwnAnswer,
  operation: (typeof gatewayOperations)[number],
  backend: OpenAPIBackend,
): string[] {
  if (!operation.statuses.some((status) => status === answer.status)) return [`status ${answer.status}`];
  const faults = backend.validateResponse(answer.body, operation.operationId, answer.status).errors ?? [];
  return faults.map((fault) => `${fault.instancePath} ${fault.message}`);
}

function methodsOf(path: string, backend: OpenAPIBackend): string {
  const methods = [...new Set(gatewayOperations.map(({ method }) => method))];
  return methods
    .filter((method) => backend.matchOperation({ method, path, headers: {} }) !== undefined)
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .join(', ');
}

/** As the contract has it, which has been checked. */
const STREAM_SECONDS = 300;
const secondsOf = (url: string): number => Number(new URLSearchParams(queryOf(url)).get('seconds') ?? STREAM_SECONDS);

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/** Read here: the parser behind openapi-backend makes something else of a name that comes more than twenty times, and of brackets. */
function textsOf(query: string): Record<string, string | string[]> {
  const texts: Record<string, string | string[]> = Object.create(null);
  const read = new URLSearchParams(query);
  for (const name of new Set(read.keys())) {
    const [first = '', ...more] = read.getAll(name);
    texts[name] = more.length === 0 ? first : [first, ...more];
  }
  return texts;
}

function validationDetail({ validation }: Context): string {
  return (validation.errors ?? []).map(sentenceOf).join('; ');
}

function sentenceOf({ instancePath, message, params }: NonNullable<Context['validation']['errors']>[number]): string {
  const place =
    instancePath
      .replace(/^\//, '')
      .replaceAll('/', '.')
      .replace(/^requestBody/, 'body') || 'request';
  if (typeof params.additionalProperty === 'string')
    return `${place} has ${params.additionalProperty}, which the contract does not name`;
  if (place === 'request' && params.missingProperty === 'requestBody') return 'the body is missing';
  return `${place} ${message ?? 'is not valid'}`;
}
