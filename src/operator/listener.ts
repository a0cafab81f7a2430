/**
 * The operator's listener: Express 5 and openapi-backend, strict, every request and every answer validated against `spec/gateway.yaml`.
 * Speed does not matter here; that nothing undeclared is taken or given does.
 */
import { createServer, type Server } from 'node:http';
import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import express from 'express';
import { type Context, type Document, OpenAPIBackend } from 'openapi-backend';
import { bindGateway } from '../../generated/gateway/handlers.ts';
import { gatewayOperations } from '../../generated/gateway/operations.ts';
import type { Configuration } from '../config.ts';
import type { Log } from '../log.ts';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';
import { openAccess } from './access.ts';
import { type OperatorParts, operatorHandlers } from './handlers.ts';
import { withoutUnknownFields } from './strict-contract.ts';

export type OperatorListenerParts = OperatorParts & { readonly contract: unknown; readonly log: Log };
type Answer = { readonly status: number; readonly body: unknown; readonly contentType?: string };

/** Throws when the contract declares an operation that nothing answers. */
export async function openOperator(configuration: Configuration, parts: OperatorListenerParts): Promise<Server> {
  const handlers = bindGateway(operatorHandlers(parts));
  const access = openAccess(configuration);
  const backend = new OpenAPIBackend({
    definition: withoutUnknownFields(parts.contract) as Document,
    strict: true,
    coerceTypes: true,
    ajvOpts: { strict: false, allErrors: true },
    customizeAjv: (ajv) => {
      addFormats.default(ajv as Ajv);
      return ajv;
    },
    securityHandlers: {
      operatorToken: (_context: Context, request: express.Request) =>
        access(request.headers.authorization, request.socket.remoteAddress),
    },
    handlers: {
      notFound: () => refusal('unknown_item'),
      methodNotAllowed: () => refusal('method_not_allowed'),
      unauthorizedHandler: () => refusal('proof_wrong'),
      validationFail: (context: Context) => refusal('parameter_invalid', validationDetail(context)),
    },
  });
  await backend.init();
  for (const { operationId } of gatewayOperations) {
    backend.register(operationId, ({ request }: Context, { url }: express.Request) =>
      handlers[operationId](
        { path: textOnly(request.params), query: url.split('?')[1] ?? '', headers: textOnly(request.headers) },
        undefined,
      ),
    );
  }

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response, next) => {
    call(backend, request, parts.log)
      .then(({ status, body, contentType }) => {
        // `response.json()` would append a charset that no contract declares.
        response.status(status).setHeader('content-type', contentType ?? 'application/json');
        if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="pushdock"');
        response.end(JSON.stringify(body));
      })
      .catch(next);
  });
  return createServer(app);
}

async function call(backend: OpenAPIBackend, request: express.Request, log: Log): Promise<Answer> {
  const answer: Answer = await backend.handleRequest(
    {
      method: request.method,
      path: request.path,
      query: request.query as Record<string, string>,
      headers: request.headers as Record<string, string>,
    },
    request,
  );
  const operationId = backend.matchOperation({ method: request.method, path: request.path, headers: {} })?.operationId;
  if (operationId === undefined) return answer;
  const faults = backend.validateResponse(answer.body, operationId, answer.status).errors ?? [];
  if (faults.length === 0) return answer;
  log.error('operator.answer_undeclared', {
    operation: operationId,
    status: answer.status,
    faults: faults.map((fault) => `${fault.instancePath} ${fault.message}`),
  });
  return refusal('internal');
}

function refusal(code: RefusalCode, detail?: string): Answer {
  const document = problemDocument(code);
  return {
    status: problems[code].status,
    contentType: 'application/problem+json',
    body: detail ? { ...document, detail } : document,
  };
}

/** Path parameters and headers are texts; openapi-backend's types allow lists. */
function textOnly(values: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

function validationDetail({ validation }: Context): string {
  const faults = validation.errors ?? [];
  return faults
    .map(
      ({ instancePath, message }) =>
        `${instancePath.replace(/^\//, '').replaceAll('/', '.') || 'request'} ${message ?? 'is not valid'}`,
    )
    .join('; ');
}
