/** An answer of one of our own APIs. Apart from own-api.ts, so that who only answers does not load what validates. */
import { problemDocument, problems, type RefusalCode } from '../problems.ts';

export type OwnAnswer = {
  readonly status: number;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

export function refusal(code: RefusalCode, detail?: string): OwnAnswer {
  const document = problemDocument(code);
  return {
    status: problems[code].status,
    contentType: 'application/problem+json',
    body: detail ? { ...document, detail } : document,
  };
}

/** Path parameters and headers are texts; openapi-backend's types allow lists. */
export function textOnly(values: Readonly<Record<string, string | string[]>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
