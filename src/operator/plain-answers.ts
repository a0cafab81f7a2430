/**
 * What a supervisor and Prometheus ask every few seconds: whether the gateway lives, whether it is ready, its counts. These take no parameter and no
 * body, so there is nothing to validate in a question without a query; with one, the API says what is wrong with it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { bindGateway } from '../../generated/gateway/handlers.ts';
import { gatewayOperations } from '../../generated/gateway/operations.ts';
import type { Log } from '../log.ts';
import { plainPath } from '../receive/target.ts';
import { handOver } from '../running/hand-over.ts';
import { stackOf } from '../running/thrown.ts';
import { StoreUnavailable } from '../store/store.ts';
import { type Access, type Caller, isGranted } from './access.ts';
import { answerTo } from './answer-to.ts';
import { sentAs } from './exposition.ts';
import type { Calling } from './sign-in.ts';

const plain = ['getLiveness', 'getLivez', 'getHealthz', 'getReadiness', 'getReadyz', 'getMetrics'] as const;
type Plain = { readonly one: (typeof plain)[number]; readonly isForAll: boolean };
const byPath = new Map<string, Plain>(
  gatewayOperations.flatMap(({ operationId, path, security }) => {
    const one = plain.find((id) => id === operationId);
    return one === undefined ? [] : [[path, { one, isForAll: security.length === 0 }] as const];
  }),
);

type Handlers = Pick<ReturnType<typeof bindGateway<Calling>>, (typeof plain)[number]>;

/** Answers the request and resolves with true, or leaves it alone. */
export function plainAnswers(
  handlers: Handlers,
  { access, log }: { readonly access: Access; readonly log: Log },
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  /** Absent: this caller is not let in, and hears so from the API. */
  async function answered({ one, isForAll }: Plain, caller: Caller, target: string) {
    const admission = isForAll ? 'refused' : await access.admit(caller);
    if (!isForAll && !isGranted(admission)) return undefined;
    return handlers[one]({ path: {}, query: '', headers: {}, body: undefined }, { admission, caller, target });
  }

  return async (request, response) => {
    const { method = '', url = '', headers, socket } = request;
    const path = plainPath(url);
    const found = byPath.get(path);
    const hasBody = 'transfer-encoding' in headers || (headers['content-length'] ?? '0') !== '0';
    if (found === undefined || hasBody || (method !== 'GET' && method !== 'HEAD')) return false;
    const caller = { method, path, headers, remoteAddress: socket.remoteAddress };
    const answer = await answered(found, caller, url).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) log.warn('operator.store_unavailable', { path, reason: error.message });
      else log.error('operator.crashed', { path, reason: stackOf(error) });
      return answerTo(error);
    });
    if (answer === undefined) return false;
    const { status, body, contentType = 'application/json' } = answer;
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const more = 'headers' in answer ? answer.headers : {};
    response.writeHead(status, { ...more, 'content-type': sentAs(contentType), 'content-length': bytes.byteLength });
    handOver(response, bytes);
    return true;
  };
}
