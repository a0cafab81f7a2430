/*
 * Sends one operation and sorts its answer by what the contract declares. Copied into generated/runtime by `make generate`.
 */

/** The part of `fetch` that clients use; both the global one and undici's fit. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;
export type FetchInit = {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Never followed: a redirect would carry credentials to wherever the answer points. */
  readonly redirect: 'manual';
};
export type FetchAnswer = {
  readonly status: number;
  readonly headers: { forEach(each: (value: string, name: string) => void): void };
  readonly body: AsyncIterable<Uint8Array> | null;
};

export type ClientSettings = {
  /** Scheme, host and base path of the API, without a trailing slash. */
  readonly baseUrl: string;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch;
  /** Asked before every call: `Authorization` and other headers, or parameters to add to the query. */
  readonly authorise?: (request: {
    readonly operationId: string;
    readonly method: string;
    /** With the query of the call. */
    readonly url: string;
  }) => Credentials | Promise<Credentials>;
  /** Does this answer satisfy its schema? `false` makes it `Undeclared`. Without it the types state the contract, and prove nothing. */
  readonly accepts?: (answer: {
    readonly operationId: string;
    readonly status: number;
    readonly contentType: string;
    readonly body: unknown;
  }) => boolean;
  /** A longer answer becomes `Undeclared`. Default 1 MiB, as for pushes. */
  readonly answerBytesMax?: number;
};

export type Credentials = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
};

/** For one call: `headers` are added last and win. */
export type CallOptions = { readonly signal?: AbortSignal; readonly headers?: Readonly<Record<string, string>> };

/** A declared answer. `bytes` are as received, for whoever keeps or judges them; `body` is parsed JSON, or text for other media types. */
export type Received<Status extends number, ContentType extends string | undefined, Body> = {
  readonly status: Status;
  readonly contentType: ContentType;
  readonly body: Body;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
};

/** An answer that the contract does not know: a departure, so a value and not an exception. */
export type Undeclared = {
  readonly status: 'undeclared';
  /** The HTTP status. */
  readonly code: number;
  readonly reason: 'status' | 'content_type' | 'not_json' | 'schema' | 'too_long';
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when `too_long`. */
  readonly bytes: Uint8Array;
};

export type Sending = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Media type of `body` where the contract names only one. */
  readonly consumes?: string;
  /** Declared media types by status; none: no content. */
  readonly answers: { readonly [status: number]: readonly string[] };
};

type Texts = { readonly [name: string]: unknown };
type Call = { readonly path?: Texts; readonly query?: Texts; readonly headers?: Texts; readonly body?: unknown };

const ANSWER_BYTES_MAX = 1_048_576;

export async function send<Answer extends Received<number, string | undefined, unknown>>(
  settings: ClientSettings,
  operation: Sending,
  call: Call,
  options: CallOptions = {},
): Promise<Answer | Undeclared> {
  const url = settings.baseUrl + targetOf(operation.path, call);
  const credentials = await settings.authorise?.({ operationId: operation.operationId, method: operation.method, url });
  const body = bodyOf(operation, call.body);
  const accept = [...new Set(Object.values(operation.answers).flat())].join(', ');
  const headers = {
    ...(accept === '' ? {} : { accept }),
    ...(body === undefined ? {} : { 'content-type': body.contentType }),
    ...textsOf(call.headers),
    ...credentials?.headers,
    ...options.headers,
  };
  const answer = await (settings.fetch ?? fetch)(withQuery(url, credentials?.query), {
    method: operation.method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: body.text }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return sort<Answer>(settings, operation, answer);
}

async function sort<Answer>(
  settings: ClientSettings,
  operation: Sending,
  answer: FetchAnswer,
): Promise<Answer | Undeclared> {
  const received: Record<string, string> = {};
  answer.headers.forEach((value, name) => {
    received[name.toLowerCase()] = value;
  });
  const contentType = received['content-type']?.split(';')[0]?.trim().toLowerCase();
  const bytes = await read(answer.body, settings.answerBytesMax ?? ANSWER_BYTES_MAX);
  const undeclared = (reason: Undeclared['reason']): Undeclared => ({
    status: 'undeclared',
    code: answer.status,
    reason,
    contentType,
    headers: received,
    bytes: bytes ?? new Uint8Array(),
  });
  if (bytes === undefined) return undeclared('too_long');
  const declared = operation.answers[answer.status];
  if (declared === undefined) return undeclared('status');
  const parts = { status: answer.status, headers: received, bytes };
  // The one place where what arrived gets the contract's type; `settings.accepts` is how a caller has it proven.
  if (declared.length === 0) return { ...parts, contentType: undefined, body: undefined } as Answer;
  const matching = mediaTypeAmong(declared, contentType);
  if (matching === undefined) return undeclared('content_type');
  const body = isJson(matching) ? parseJson(bytes) : { value: new TextDecoder().decode(bytes) };
  if (body === undefined) return undeclared('not_json');
  const { operationId } = operation;
  const fits = settings.accepts?.({ operationId, status: answer.status, contentType: matching, body: body.value });
  if (fits === false) return undeclared('schema');
  return { ...parts, contentType: matching, body: body.value } as Answer;
}

/** The declared type that was sent; else one of the same family (`text/xml` for `application/xml`); else, without a Content-Type, the only one. */
function mediaTypeAmong(declared: readonly string[], sent: string | undefined): string | undefined {
  if (sent === undefined) return declared.length === 1 ? declared[0] : undefined;
  const family = (type: string) => (isJson(type) ? 'json' : /[/+]xml$/.test(type) ? 'xml' : type);
  return declared.find((type) => type === sent) ?? declared.find((type) => family(type) === family(sent));
}

function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}

function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined; // Becomes `not_json`, with the bytes.
  }
}

async function read(body: AsyncIterable<Uint8Array> | null, bytesMax: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > bytesMax) return undefined; // Leaving the loop cancels the stream.
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

/** A client also runs in a browser, where there is no Buffer. */
function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function targetOf(template: string, call: Call): string {
  const path = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = call.path?.[name];
    // An empty segment, or one that every URL parser takes away, would reach another operation (DELETE on the collection, say).
    if (value === undefined || /^\.{0,2}$/.test(String(value))) throw new Error(`path parameter ${name} is no segment`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

function withQuery(url: string, query: Readonly<Record<string, string>> = {}): string {
  const added = String(new URLSearchParams(query));
  return added === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${added}`;
}

function textsOf(values: Texts = {}): Record<string, string> {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

function bodyOf(
  operation: Sending,
  body: unknown,
): { readonly contentType: string; readonly text: string } | undefined {
  if (body === undefined) return undefined;
  if (operation.consumes !== undefined)
    return { contentType: operation.consumes, text: encode(operation.consumes, body) };
  const { contentType, value } = body as { contentType: string; value: unknown }; // The type of every body with several media types.
  return { contentType, text: encode(contentType, value) };
}

function encode(contentType: string, value: unknown): string {
  if (isJson(contentType)) return JSON.stringify(value);
  if (contentType === 'application/x-www-form-urlencoded') return String(new URLSearchParams(textsOf(value as Texts)));
  return String(value);
}
