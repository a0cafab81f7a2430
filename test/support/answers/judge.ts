/**
 * Holds one answer of a gateway against what the contracts declare: the status, the media type, the headers that must be there, the body.
 * What is answered where no operation of a contract is asked has rules of its own, and they stand here.
 */
import type { DeclaredAnswer } from './contract-answers.ts';
import { type DeclaredOperation, declaredOnOperator, declaredOnPublic, declaredRefusal } from './declared.ts';

export type Listener = 'public' | 'operator';

/** An answer as it went out. */
export type SeenAnswer = {
  readonly listener: Listener;
  /** Absent: what was asked could not be read as HTTP. */
  readonly request?: { readonly method: string; readonly path: string };
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** In sentences; none: as declared. */
export function faultsOf(answer: SeenAnswer): readonly string[] {
  const allowed = allowedFor(answer);
  if (typeof allowed === 'string') return [allowed];
  return departures(answer, allowed);
}

/** The declared answer, or why there is none. */
function allowedFor(answer: SeenAnswer): DeclaredAnswer | string {
  const { listener, request, status } = answer;
  if (request === undefined) return refusalOf(answer, unread, 'what could not be read');
  // A whole URL, a doubled and a trailing slash lead to the same operation, and HEAD is answered where GET is.
  const path = request.path
    .replace(/^https?:\/\/[^/]*/i, '')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/(.)\/$/, '$1');
  if (listener === 'public' && /^\/contracts(\/|$)/.test(path)) return filesAnswer(answer, unpublished, '/contracts/');
  if (listener === 'operator' && /^\/console(\/|$)/.test(path)) return filesAnswer(answer, noConsole, '/console/');
  const operations = (listener === 'public' ? declaredOnPublic : declaredOnOperator)(path);
  const operation =
    operations.find(({ method }) => method === request.method) ??
    (request.method === 'HEAD' ? operations.find(({ method }) => method === 'GET') : undefined);
  const declared = operation?.answers.get(status);
  if (declared !== undefined) return declared;
  if (operation !== undefined) return beforeOperation(answer) ?? undeclared(operation, status);
  return operations.length > 0
    ? refusalOf(answer, otherMethod, 'a method that the path does not take')
    : refusalOf(answer, listener === 'public' ? nowhere : nowhereOfOperator, 'a path that no contract has');
}

const undeclared = ({ name, answers }: DeclaredOperation, status: number) =>
  `${name} declares no ${status}, only ${[...answers.keys()].join(', ')}`;

type Refusals = Readonly<Record<number, { readonly component: string; readonly types: readonly string[] }>>;

const malformed = { component: 'BadRequest', types: ['request-malformed'] };
const limited = { component: 'TooManyRequests', types: ['too-many-requests'] };

/** No operation can declare what Node could not read as a request, or not in time. */
const unread: Refusals = {
  400: malformed,
  408: { component: 'RequestTimeout', types: ['request-too-slow'] },
  431: { component: 'HeadersTooLarge', types: ['headers-too-large'] },
};
const otherMethod: Refusals = {
  400: malformed,
  405: { component: 'MethodNotAllowed', types: ['method-not-allowed'] },
  429: limited,
};
const nowhere: Refusals = {
  400: malformed,
  404: { component: 'NotFound', types: ['unknown-source'] },
  429: limited,
};
/** The operator's listener reads the body before it looks for the operation. */
const nowhereOfOperator: Refusals = {
  400: { component: 'BadRequest', types: ['parameter-invalid'] },
  404: { component: 'NotFound', types: ['unknown-item'] },
  413: { component: 'BodyTooLarge', types: ['body-too-large'] },
};
const unpublished: Refusals = {
  400: malformed,
  404: { component: 'NotPublished', types: ['not-published'] },
  405: { component: 'MethodNotAllowed', types: ['method-not-allowed'] },
  429: limited,
};
const noConsole: Refusals = {
  404: { component: 'NotFound', types: ['unknown-item'] },
  405: { component: 'MethodNotAllowed', types: ['method-not-allowed'] },
};

/** A request with two hosts is refused before anybody looks where it leads, so at every path of the public listener. */
function beforeOperation(answer: SeenAnswer): DeclaredAnswer | undefined {
  if (answer.listener !== 'public' || answer.status !== 400) return undefined;
  return typeOf(answer) === 'request-malformed' ? declaredRefusal('BadRequest') : undefined;
}

function refusalOf(answer: SeenAnswer, refusals: Refusals, asked: string): DeclaredAnswer | string {
  const { status } = answer;
  const refusal = refusals[status];
  if (refusal === undefined) return `${asked} is never answered ${status}, only ${Object.keys(refusals).join(', ')}`;
  const type = typeOf(answer);
  return refusal.types.includes(type)
    ? declaredRefusal(refusal.component)
    : `${asked} is answered ${status} with a document of type ${refusal.types.join(' or ')}, not ${type}`;
}

const typeOf = ({ body }: SeenAnswer): string =>
  /"type":"urn:pushdock:problem:([a-z-]+)"/.exec(body)?.[1] ?? '(no problem document)';

/** A published file has whatever media type its name has: all that is asked is that it has one, and can be looked for again. */
function filesAnswer(answer: SeenAnswer, refusals: Refusals, below: string): DeclaredAnswer | string {
  const { status, headers, body } = answer;
  const one = { required: true, judge: () => [] };
  if (status === 308) return { headers: new Map([['location', one]]), media: new Map() };
  if (status === 304) return { headers: new Map([['etag', one]]), media: new Map() };
  if (status !== 200) return refusalOf(answer, refusals, `a path below ${below}`);
  const mediaType = headers['content-type'];
  return {
    headers: new Map(['etag', 'content-type', 'x-content-type-options'].map((name) => [name, one])),
    media: new Map(mediaType === undefined || body === '' ? [] : [[mediaType, () => []]]),
  };
}

/** Prometheus reads a version behind its media types, and a contract declares no parameters. */
const withoutVersion = (mediaType: string) => mediaType.replace(/; version=[\d.]+; charset=utf-8$/, '');

function departures({ request, status, headers, body }: SeenAnswer, declared: DeclaredAnswer): readonly string[] {
  const faults: string[] = [];
  for (const [name, { required, judge }] of declared.headers) {
    const value = headers[name];
    if (value !== undefined) faults.push(...judge(value).map((fault) => `the header ${name}: ${fault}`));
    else if (required) faults.push(`the header ${name} is missing`);
  }
  // HTTP has no body there; what it would have been is not on the wire.
  if (request?.method === 'HEAD' || status === 304) return faults;
  const mediaType = headers['content-type'];
  if (declared.media.size === 0) {
    if (body !== '') faults.push(`a body is not declared, but ${body.length} characters came`);
    return faults;
  }
  const judge = mediaType === undefined ? undefined : declared.media.get(withoutVersion(mediaType));
  if (judge !== undefined) faults.push(...judge(body));
  else faults.push(`the media type is ${mediaType ?? 'missing'}, declared ${[...declared.media.keys()].join(', ')}`);
  if (declared.media.has('application/problem+json') && !body.includes(`"status":${status}`))
    faults.push(`the document does not name the status ${status}`);
  return faults;
}
