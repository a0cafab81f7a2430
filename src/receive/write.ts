/** Puts an answer on the wire. */
import type { ServerResponse } from 'node:http';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';
import type { Answer } from '../providers/provider.ts';

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const body = bodyText(answer.body);
  const headers: Record<string, string | number> = { ...answer.headers, 'content-length': Buffer.byteLength(body) };
  if (body !== '') headers['content-type'] = answer.contentType ?? 'application/json';
  response.writeHead(answer.status, headers);
  response.end(body);
}

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A refusal in our own words, for what happens before a provider's contract can speak. */
export function refusalAnswer(code: RefusalCode, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: problems[code].status,
    contentType: 'application/problem+json',
    body: problemDocument(code),
    headers,
  };
}
