/**
 * The operator's listener. What a supervisor and Prometheus ask every few seconds is answered here; everything else by the API (api.ts), whose
 * packages are half of what a gateway would load at its start, and are loaded with the first call that needs them.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { bindGateway } from '../../generated/gateway/handlers.ts';
import { requestIdOf } from '../formats/request-id.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { boundConnections, type ConnectionBounds } from '../running/connections.ts';
import { stackOf } from '../running/thrown.ts';
import type { Access } from './access.ts';
import { answerThrown } from './answer-to.ts';
import type { Audit } from './audit.ts';
import type { ChangeStreams } from './change-streams.ts';
import type { ConsoleFiles } from './console-files.ts';
import { type OperatorParts, operatorHandlers } from './handlers.ts';
import { ownContract } from './own-contract.ts';
import { plainAnswers } from './plain-answers.ts';

export type OperatorListenerParts = Omit<OperatorParts, 'contract'> & {
  /** Reads the bundle of `spec/gateway.yaml`. */
  readonly contract: () => unknown;
  readonly access: Access;
  readonly audit: Audit;
  readonly changes: ChangeStreams;
  readonly consoleFiles: ConsoleFiles;
  readonly log: Log;
  /** In place of the bounds of `limits.ts`. */
  readonly bounds?: Partial<ConnectionBounds>;
};

const CHECK_EVERY_MS = 1_000;

export function openOperator(parts: OperatorListenerParts): Server {
  let read: ReturnType<typeof ownContract> | undefined;
  const contract = () => {
    read ??= ownContract(parts.contract());
    return read;
  };
  const handlers = bindGateway(operatorHandlers({ ...parts, contract }));
  const plainly = plainAnswers(handlers, parts);
  let api: Promise<RequestListener> | undefined;
  const loaded = () => {
    api ??= import('./api.ts')
      .then(({ openOperatorApi }) => openOperatorApi({ ...parts, contract: contract(), handlers }))
      .catch((error: unknown) => {
        // What failed once, such as reading a file while no descriptor was free, may succeed with the next call.
        api = undefined;
        throw error;
      });
    return api;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await plainly(request, response)) return;
    (await loaded())(request, response);
  }

  const server = createServer(
    {
      headersTimeout: limits.headers_ms_max,
      requestTimeout: limits.request_ms_max,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    (request, response) =>
      connections.begun(request, response, () => {
        const requestId = requestIdOf(request.headers);
        if (requestId !== undefined) response.setHeader('x-request-id', requestId); // As the listener of pushes does.
        if (parts.log.debug !== undefined) noteAnswer(request, response, parts);
        answer(request, response).catch((error: unknown) => {
          // Only a damaged installation: what the API itself throws it answers itself.
          parts.log.error('operator.crashed', {
            path: request.url?.split('?')[0],
            request_id: requestId,
            reason: stackOf(error),
          });
          answerThrown(response, error);
        });
      }),
  );
  const connections = boundConnections(server, {
    ...parts,
    bounds: { connectionsMax: limits.operator_connections_max, ...parts.bounds },
  });
  return server;
}

/** Without the query, which may hold a name that somebody searched for. */
function noteAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, log }: Pick<OperatorListenerParts, 'clock' | 'log'>,
): void {
  const begunMs = clock.monotonic();
  response.once('close', () =>
    log.debug?.('operator.answered', {
      method: request.method,
      path: request.url?.split('?')[0],
      request_id: requestIdOf(request.headers),
      status: response.headersSent ? response.statusCode : undefined,
      took_ms: Math.round(clock.monotonic() - begunMs),
    }),
  );
}
