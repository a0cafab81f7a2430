/**
 * Requests that are refused before a provider's contract can speak: their body is not kept, and each is counted, listed and limited. And what a 404
 * says in development.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../limits.ts';
import { problemDocument, type RefusalCode } from '../problems.ts';
import type { Answer } from '../providers/provider.ts';
import type { AnswerRecord } from '../running/answers.ts';
import type { Clock } from '../running/clock.ts';
import type { Metrics } from '../running/metrics.ts';
import type { Caller, openCaller } from './caller.ts';
import { discard } from './read.ts';
import type { Refusals } from './refusals.ts';
import { RETRY_AFTER_SECONDS } from './refusals-limit.ts';
import type { Router } from './route.ts';
import { readTarget } from './target.ts';
import type { Unreadable } from './unreadable.ts';
import { refusalAnswer, writeAnswer } from './write.ts';

export type RefusingParts = {
  readonly router: Router;
  readonly clock: Clock;
  /** Lists what is refused; the gateway always gives it. */
  readonly refusals?: Refusals;
  /** Counts what is refused here; the gateway always gives it. */
  readonly metrics?: Pick<Metrics, 'refused'>;
  /** Whether there is such a source, for the labels of what is counted. */
  readonly source?: (provider: string, name: string) => unknown;
  /** Hears of a push that was too large to be read; the gateway always gives it. */
  readonly answers?: AnswerRecord;
  readonly bounds: { readonly discardBytesMax: number; readonly discardMsMax: number };
  readonly unreadable: Pick<Unreadable, 'refusing'>;
  readonly callerOf: ReturnType<typeof openCaller>;
  /** When its last header had come, by the monotonic clock. */
  readonly beganMs: (request: IncomingMessage) => number;
};

/**
 * Refuses without keeping the body. What the sender is still writing is read and thrown away first, within bounds: an answer followed by a reset
 * is an answer that most clients never see. Where that did not reach the end, the connection cannot be used again.
 */
export async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  parts: RefusingParts,
  code: RefusalCode,
  { headers, detail }: { readonly headers?: Record<string, string>; readonly detail?: string | undefined } = {},
): Promise<void> {
  const { refusals, callerOf } = parts;
  const { discardBytesMax, discardMsMax } = parts.bounds;
  parts.unreadable.refusing(request);
  const path = pathOf(request);
  const caller = callerOf(request);
  const { address } = caller;
  if (refusals?.note({ address, method: request.method ?? 'GET', path, code }) === 'limited') {
    count('too_many_requests', request, parts);
    await discard(request, Math.min(discardBytesMax, limits.discard_limited_bytes_max), discardMsMax);
    return writeRefusal(
      request,
      response,
      refusalAnswer('too_many_requests', { 'retry-after': `${RETRY_AFTER_SECONDS}` }),
    );
  }
  count(code, request, parts);
  await discard(request, discardBytesMax, discardMsMax);
  writeRefusal(request, response, hinted(refusalAnswer(code, headers, detail), path, caller, refusals));
}

/** The one authentic push that hears a 413: its bytes are not kept, so its retries are told by their length. */
export function tellUnread(request: IncomingMessage, beganMs: number, parts: RefusingParts): void {
  const { answers, callerOf, clock } = parts;
  const source = meantFor(request, parts);
  if (source === undefined) return;
  const { address, headers } = callerOf(request);
  answers?.answered({
    ...source,
    outcome: 'body_too_large',
    request: { remoteAddress: address, headers, query: headers['content-length'] ?? '', bytes: new Uint8Array() },
    tookMs: clock.monotonic() - beganMs,
  });
}

/** Absent: no request was read so far that it had a head. */
export function count(code: RefusalCode, request: IncomingMessage | undefined, parts: RefusingParts): void {
  const seconds = request === undefined ? 0 : (parts.clock.monotonic() - parts.beganMs(request)) / 1_000;
  parts.metrics?.refused(code, { seconds }, request && meantFor(request, parts)?.source);
}

/** The configured source that a request is a push to: a stranger may make up names, which must not become labels. */
export function meantFor(
  request: IncomingMessage,
  { router, source }: Pick<RefusingParts, 'router' | 'source'>,
): { readonly provider: string; readonly source: string } | undefined {
  const match = router(request.method ?? 'GET', pathOf(request));
  if (match.kind !== 'found' || match.path.source === undefined) return undefined;
  const [, first, provider = ''] = match.route.operation.path.split('/');
  if (first !== 'push' || source?.(provider, match.path.source) === undefined) return undefined;
  return { provider, source: match.path.source };
}

/** The root for an invalid target, of which nothing may be shown. */
export const pathOf = (request: IncomingMessage): string => readTarget(request.url ?? '/')?.path ?? '/';

/** What is left unread of a request leaves its connection useless. */
function writeRefusal(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  writeAnswer(response, request.complete ? answer : { ...answer, headers: { ...answer.headers, connection: 'close' } });
}

/** A 404 in development names the source that was most likely meant. Only callers on this machine get it, because others may reach a development gateway by mistake. */
export function hinted(answer: Answer, path: string, { fromHere }: Caller, refusals: Refusals | undefined): Answer {
  if (answer.status !== 404 || !fromHere()) return answer;
  const hint = refusals?.hint(path);
  return hint === undefined ? answer : unknownSource(answer, hint);
}

export const unknownSource = (answer: Answer, detail: string): Answer => ({
  ...answer,
  body: { ...problemDocument('unknown_source'), detail },
});
