/** The operator API as the pages use it: generated from spec/gateway.yaml. The only importer of the generated client here. */
import { createGateway, type Gateway } from '../../generated/gateway/client/client.ts';
import type { Fetch, Undeclared } from '../../generated/runtime/client.ts';

export type * from '../../generated/gateway/models.ts';

/** Above the console's own folder, whatever path a proxy puts before it. Without a trailing slash. */
export const baseUrl = new URL('..', document.baseURI).href.replace(/\/$/, '');

/** Says that the gateway did not do what was asked, in the gateway's own words. */
export class Refused extends Error {
  readonly status: number;
  readonly faults: readonly string[];
  constructor(status: number, title: string, faults: readonly string[]) {
    super(title);
    this.name = 'Refused';
    this.status = status;
    this.faults = faults;
  }
}

let proof: string | undefined;
/** What proves that a call comes from this page; the session's answer has it. */
export function proveWith(value: string | undefined): void {
  proof = value;
}

const browserFetch: Fetch = async (url, init) => {
  const { status, headers, body } = await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
  return { status, headers, body: body && pieces(body) };
};

/** Not every browser iterates over a stream by itself. */
async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

export const api: Gateway = createGateway({
  baseUrl,
  fetch: browserFetch,
  // A page of 50 messages with their findings, or one message of the largest body allowed, in base64.
  answerBytesMax: 64 * 1024 * 1024,
  authorise: ({ method }) =>
    proof === undefined || method === 'GET' ? {} : { headers: { 'x-pushdock-proof': proof } },
});

type Answer = { readonly status: number; readonly body: unknown; readonly bytes: Uint8Array };
type Done<Any> = Extract<Any, { readonly status: 200 }>;

/** The answer to a call that was done. Throws `Refused` for any other, with what the gateway said. */
export async function done<Any extends Answer | Undeclared>(call: Promise<Any>): Promise<Done<Any>> {
  const answer = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused(0, 'The gateway does not answer. Check whether it runs.', []);
  });
  if (isDone(answer)) return answer;
  const code = answer.status === 'undeclared' ? answer.code : answer.status;
  throw refusedBy(code, 'body' in answer ? answer.body : undefined);
}

const isDone = <Any extends Answer | Undeclared>(answer: Any): answer is Done<Any> => answer.status === 200;

function refusedBy(status: number, body: unknown): Refused {
  const text = (name: string) => {
    const value =
      typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
    return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
  };
  const [title = `The gateway answered ${status}.`] = text('title');
  return new Refused(status, title, [...text('detail'), ...text('faults'), ...providerText(body)]);
}

/** What the provider itself said, where the gateway asked it. */
function providerText(body: unknown): readonly string[] {
  if (!isObject(body) || !isObject(body.provider)) return [];
  const { status, errorType, developerMessage, violations } = body.provider;
  const said = [`HTTP ${status}`, errorType, developerMessage].filter(Boolean).join(', ');
  const named = Array.isArray(violations) ? violations.filter(isObject) : [];
  return [
    `The provider: ${said}`,
    ...named.map((one) => [one.propertyName, one.developerMessage].filter(Boolean).join(' ')),
  ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The body of a call that was done. */
export const bodyOf = async <Any extends Answer | Undeclared>(call: Promise<Any>): Promise<Done<Any>['body']> =>
  (await done(call)).body;
