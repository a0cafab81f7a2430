/**
 * A request by Node's own client, for servers that undici gives up on: it takes a `100 Continue` that it did not ask for (some send one
 * before every answer, which RFC 9110 §15.2 allows) for a broken answer. Slower, since each request has a connection of its own.
 */
import { type IncomingMessage, request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import type { LookupFunction } from 'node:net';
import { limits } from '../limits.ts';

/** PEM: authorities to believe in place of the system's, and our own certificate with its key. */
export type ClientCertificates = { readonly ca?: string; readonly cert?: string; readonly key?: string };

export type NodeRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
  readonly tls?: ClientCertificates;
};

/** Whether undici has failed for an interim answer that it did not expect. */
export const isInterimFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET' && error.message === 'bad response';

/** Resolves with the final answer as soon as its head is there. The caller must read or destroy its body. */
export function nodeRequest(url: URL, { method, headers, body, signal, lookup, tls = {} }: NodeRequest) {
  const send = url.protocol === 'https:' ? encrypted : plain;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(body.byteLength) };
    const request = send(url, {
      ...tls,
      ...{ method, headers: { ...headers, ...length }, lookup, signal, agent: false },
      maxHeaderSize: limits.header_bytes_max,
    });
    request.on('error', reject);
    request.on('response', (answer) => {
      answer.on('error', () => {}); // The reader of the body gets the error; without a listener it would end the process.
      resolve(answer);
    });
    request.end(body ?? undefined);
  });
}
