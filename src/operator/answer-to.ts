/** What a caller hears of a call that threw. */
import type { ServerResponse } from 'node:http';
import { type OwnAnswer, refusal } from '../contracts/own-answer.ts';
import { problems } from '../problems.ts';
import { StoreUnavailable } from '../store/store.ts';

/** A database that fails over and a thread that is started again take seconds. */
const STORE_BACK_SECONDS = 5;

/** A store that is away says so in sentences for people, which `/health/ready` shows to everybody too. */
export function answerTo(error: unknown): OwnAnswer {
  if (!(error instanceof StoreUnavailable)) return refusal('internal');
  return {
    ...refusal('unavailable', `${asSentence(error.message)} ${problems.unavailable.remedy}`),
    headers: { 'retry-after': String(STORE_BACK_SECONDS) },
  };
}

/** Writes it. Where an answer has begun its end is cut off, so that the caller sees that something is missing. */
export function answerThrown(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, body, contentType = 'application/json', headers = {} } = answerTo(error);
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': bytes.byteLength });
  response.end(bytes);
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
