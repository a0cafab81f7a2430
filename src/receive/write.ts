/** Puts an answer on the wire. */
import type { ServerResponse } from 'node:http';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';
import type { Answer } from '../providers/provider.ts';
import { handOver } from '../running/hand-over.ts';

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const text = bodyText(answer.body);
  const body = text === '' ? EMPTY : Buffer.from(text);
  const headers: Record<string, string | number> = { ...answer.headers, 'content-length': body.byteLength };
  if (body.byteLength > 0) headers['content-type'] = answer.contentType ?? 'application/json';
  response.writeHead(answer.status, headers);
  handOver(response, body);
}

const EMPTY = Buffer.alloc(0);

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A refusal in our own words, for what happens before a provider's contract can speak. */
export function refusalAnswer(
  code: RefusalCode,
  headers: Readonly<Record<string, string>> = {},
  detail?: string,
): Answer {
  const document = problemDocument(code);
  return {
    status: problems[code].status,
    contentType: 'application/problem+json',
    body: detail === undefined ? document : { ...document, detail },
    headers,
  };
}
