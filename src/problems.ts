/**
 * The catalogue of refusals: every reason for which the gateway says no, its HTTP status where the provider's contract
 * leaves us free, and what the caller can do. Served as problem documents (RFC 9457).
 */

export type Problem = { readonly status: number; readonly title: string; readonly remedy: string };

export const problems = {
  unknown_source: {
    status: 404,
    title: 'No source answers at this path',
    remedy: 'Compare the URL with the one that `pushdock sources show` prints.',
  },
  not_published: {
    status: 404,
    title: 'Nothing is published at this path',
    remedy:
      'Start at /contracts/. If that page is missing too, ask the operator to publish the contracts (make publish).',
  },
  method_not_allowed: {
    status: 405,
    title: 'This path does not take that method',
    remedy: 'Use the method named in the Allow header.',
  },
  proof_missing: {
    status: 401,
    title: 'The request does not prove who sent it',
    remedy: 'Send the credential that was agreed for this source.',
  },
  proof_wrong: {
    status: 401,
    title: 'The request does not prove who sent it',
    remedy: 'Send the credential that was agreed for this source.',
  },
  nonce_reused: {
    status: 401,
    title: 'The request does not prove who sent it',
    remedy: 'Sign each request again, with a new nonce.',
  },
  role_insufficient: {
    status: 403,
    title: 'A viewer may look and not act',
    remedy: 'Use a token whose role in admin.tokens is operator.',
  },
  page_unproven: {
    status: 403,
    title: 'The call does not come from the console of this session',
    remedy: 'Load the page again. A program sends a token of admin.tokens in the header Authorization.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are larger than the gateway allows',
    remedy: 'Send fewer or shorter headers; the limit is 16 KiB.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is larger than the gateway allows',
    remedy: 'Send a smaller body, or raise policy.limits.bodyBytes.',
  },
  request_too_slow: {
    status: 408,
    title: 'The request did not arrive in time',
    remedy: 'Send the whole request within ten seconds.',
  },
  request_malformed: {
    status: 400,
    title: 'The request is not well-formed HTTP',
    remedy: 'Correct the request line, the headers or the framing of the body.',
  },
  parameter_invalid: {
    status: 400,
    title: 'A parameter does not match the contract',
    remedy: 'Compare the request with the operator API in spec/gateway.yaml.',
  },
  unknown_item: {
    status: 404,
    title: 'Nothing has this id or name',
    remedy:
      'Take the id or the name from a list. Four or more of the first or last characters of an id are enough if they are unambiguous.',
  },
  not_dead: {
    status: 409,
    title: 'This delivery is not a dead letter',
    remedy: 'The delivery is due, or was delivered. To send a delivered event again, replay its message.',
  },
  replay_refused: {
    status: 422,
    title: 'This replay cannot be made as requested',
    remedy: 'Correct what the detail names. `pushdock sinks list` shows the sinks.',
  },
  too_many_consumers: {
    status: 409,
    title: 'There are already 100 consumers',
    remedy: 'Delete a consumer that is no longer used, or pull without a name and keep the cursor yourself.',
  },
  too_many_streams: {
    status: 503,
    title: 'As many streams of changes are open as the gateway keeps',
    remedy: 'Ask every few seconds in place of following the stream.',
  },
  result_not_owed: {
    status: 409,
    title: 'This message does not need a result',
    remedy:
      'Take the id from `GET /api/results`. An event that could not be fetched or read has no result to complete.',
  },
  result_unusable: {
    status: 422,
    title: 'This cannot be the result of that message',
    remedy: 'Correct what faults names, and complete the message again.',
  },
  test_not_offered: {
    status: 409,
    title: 'The provider of this source offers no test notification',
    remedy: 'Name a source whose provider offers one.',
  },
  test_not_taken: {
    status: 502,
    title: 'The provider did not accept the request for a test notification',
    remedy: 'Correct what faults names, and ask again.',
  },
  alert_not_taken: {
    status: 502,
    title: 'The alert target did not accept the test',
    remedy: 'Correct what faults names, and test again.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many unauthenticated requests from this address',
    remedy: 'Wait for the number of seconds in Retry-After. Requests with valid proof are never limited.',
  },
  configuration_refused: {
    status: 422,
    title: 'The configuration is refused, and the gateway keeps the old one',
    remedy: 'Correct the faults, and reload again.',
  },
  off_contract: {
    status: 422,
    title: 'The message violates its contract, and nothing was kept',
    remedy: 'Correct what the findings name, and try again.',
  },
  subscription_unfit: {
    status: 422,
    title: 'The provider was not asked, because it would refuse this',
    remedy: 'Correct what faults names, and ask again.',
  },
  provider_refused: {
    status: 502,
    title: 'The provider refused the request',
    remedy: "Do what faults says. The field provider has the provider's own answer.",
  },
  provider_silent: {
    status: 504,
    title: 'The provider gave no answer that the gateway understands',
    remedy: 'Ask again in a few minutes. The gateway goes on with what was begun.',
  },
  plan_changed: {
    status: 409,
    title: 'The plan has changed meanwhile',
    remedy: 'Look at the new plan, and agree to it.',
  },
  store_unavailable: {
    status: 503,
    title: 'The message could not be stored, so it is not acknowledged',
    remedy: 'Send the message again after the number of seconds in Retry-After.',
  },
  unavailable: {
    status: 503,
    title: 'The gateway cannot do this at the moment',
    remedy:
      'Ask again after the number of seconds in Retry-After. If that does not help, GET /health/ready and the log say what is wrong.',
  },
  internal: {
    status: 500,
    title: 'The gateway failed because of a fault of its own',
    remedy: 'Report the message id and the time to the operator.',
  },
} as const satisfies Record<string, Problem>;

export type RefusalCode = keyof typeof problems;

/** The reasons that a push can be refused for once its operation is known. */
export type PushRefusalCode = Extract<
  RefusalCode,
  'unknown_source' | 'proof_missing' | 'proof_wrong' | 'nonce_reused' | 'too_many_requests' | 'store_unavailable'
>;

/** An expected no. `detail` is for our log and the operator; it never holds a presented secret. */
export type Refusal = { readonly ok: false; readonly code: PushRefusalCode; readonly detail: string };

/** A value, or the reason why there is none. */
export type Checked<T> = { readonly ok: true; readonly value: T } | Refusal;

export const refuse = (code: PushRefusalCode, detail: string): Refusal => ({ ok: false, code, detail });

/** What a 413 says in place of its remedy where the limit is not that of the configuration. */
export const fixedLimit = (bytesMax: number): string =>
  `Send a body of at most ${bytesMax} bytes. No setting changes this limit.`;

/** The RFC 9457 body. It says the same for `proof_missing` and `proof_wrong`: the caller never learns which factor failed. */
export function problemDocument(code: RefusalCode): { type: string; title: string; status: number; detail: string } {
  const { status, title, remedy } = problems[code];
  const type = status === 401 ? 'unauthorized' : code.replaceAll('_', '-');
  return {
    type: `urn:pushdock:problem:${type}`,
    title,
    status,
    detail: status === 401 ? problems.proof_missing.remedy : remedy,
  };
}
