/**
 * One answer of a Prism mock. Prism answers what no contract declares when a request departs from it: 422, 415, 406. A gateway never does (a
 * departure becomes a finding), so its mock answers what the contract declares; the mock of a provider's API keeps Prism's word and says whose it is.
 */
import type { createInstance, getHttpOperationsFromSpec, IHttpRequest } from '@stoplight/prism-http';
import type { MockAnswer, MockRequest } from './listener.ts';

export type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;
export type Prism = ReturnType<typeof createInstance>;

export type PrismParts = {
  readonly prism: Prism;
  readonly operations: Operations;
  /** As a gateway does, whatever the request is: never an answer that the contract does not declare. */
  readonly asGateway: boolean;
};

/** As `prism mock` has them. */
export const prismSettings = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const;

/** What `Prefer: code=…, example=…` asks for. */
type Choice = { readonly code?: number; readonly exampleKey?: string };
type Asked = { readonly choice: Choice; readonly believed?: boolean };

/** Says in an answer what of it no contract declares. */
const noteHeader = 'x-pushdock-mock-note';

/** What Prism answers to a request that departs from the contract. */
const ofRequest: readonly number[] = [406, 415, 422];

type RequestMethod = IHttpRequest['method'];
const methods: readonly RequestMethod[] = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];
const isMethod = (text: string): text is RequestMethod => methods.some((method) => method === text);

export async function prismAnswer(
  { prism, operations, asGateway }: PrismParts,
  request: MockRequest & { readonly tooLarge: boolean },
): Promise<MockAnswer> {
  const method = request.method.toLowerCase();
  const choice = choiceOf(request.headers.prefer);
  const ofPath = operations.filter(({ path }) => patternOf(path).test(request.path));
  const operation = ofPath.find((one) => one.method === method);
  const declared = (operation ?? ofPath[0])?.responses.map(({ code }) => code) ?? [];

  const ask = async (input: IHttpRequest, { choice, believed = false }: Asked) =>
    prism.request(input, [...operations], {
      ...prismSettings,
      checkSecurity: !believed,
      validateRequest: !believed,
      mock: { ...prismSettings.mock, ...choice },
    })();

  /** The contract's own answer of this status, whatever was asked. */
  async function contractAnswer(code: number): Promise<MockAnswer | undefined> {
    const declares = (one: Operations[number]) => one.responses.some((response) => response.code === String(code));
    const of = operation ?? ofPath[0] ?? operations.find(declares);
    if (of === undefined || !declares(of) || !isMethod(of.method)) return undefined;
    const input = { method: of.method, url: { path: of.path.replaceAll(/\{[^}]+\}/g, 'x') }, headers: {} };
    const said = await ask(input, { choice: { code }, believed: true });
    return said._tag === 'Right' ? answerOf(said.right.output) : undefined;
  }

  if (request.tooLarge) return (await contractAnswer(413)) ?? { status: 413 };
  if (!isMethod(method)) return (await contractAnswer(405)) ?? { status: 405 };
  const input = inputOf(request, method);
  const said = await ask(input, { choice });
  if (said._tag === 'Right') return answerOf(said.right.output);
  const problem = problemOf(said.left);
  const isChosen = Object.keys(choice).length > 0;
  if (asGateway && ofRequest.includes(problem.status)) {
    // A gateway keeps what departs from its contract, and looks at no Accept.
    const { accept: _, ...headers } = input.headers ?? {};
    const taken = await ask({ ...input, headers }, { choice, believed: true });
    if (taken._tag === 'Right') {
      const answer = answerOf(taken.right.output);
      const note = `a gateway takes this push and notes a finding: ${faultsOf(said.left)}`;
      return { ...answer, headers: { ...answer.headers, [noteHeader]: note } };
    }
  }
  if (operation !== undefined && isChosen)
    return noted(problem, `The contract declares no such answer here; it declares ${declared.join(', ')}.`);
  if (asGateway)
    return (await contractAnswer(problem.status)) ?? noted(problem, 'A gateway never answers this: Prism says it.');
  return declared.includes(String(problem.status))
    ? { status: problem.status, contentType: 'application/problem+json', body: JSON.stringify(problem) }
    : noted(
        problem,
        `The contract declares no ${problem.status} here, so the provider never answers this: Prism says it.`,
      );
}

function inputOf({ path, query, headers, bytes }: MockRequest, method: RequestMethod): IHttpRequest {
  const body = bodyOf(headers['content-type'], bytes);
  return {
    method,
    url: { path, query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, one(query.getAll(name))])) },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    ...(body === undefined ? {} : { body }),
  };
}
const one = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? '') : values);

/** JSON where it is some, and text otherwise: that it is broken is for the contract to say. */
function bodyOf(type: MockRequest['headers'][string], bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  if (!/[/+]json\b/.test(String(type))) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function choiceOf(prefer: MockRequest['headers'][string]): Choice {
  const text = [prefer ?? ''].flat().join(',');
  const code = /\bcode="?(\d{3})"?/.exec(text)?.[1];
  const exampleKey = /\bexample="?([\w.-]+)"?/.exec(text)?.[1];
  return { ...(code === undefined ? {} : { code: Number(code) }), ...(exampleKey === undefined ? {} : { exampleKey }) };
}

const patternOf = (template: string) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

type Output = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

function answerOf({ statusCode, headers = {}, body }: Output): MockAnswer {
  const all = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  const type = all.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const text =
    body === undefined
      ? ''
      : typeof body === 'string' && !/[/+]json\b/.test(String(type))
        ? body
        : JSON.stringify(body);
  return {
    status: statusCode,
    headers: Object.fromEntries(
      all.filter(([name]) => name.toLowerCase() !== 'content-type').map(([name, value]) => [name, String(value)]),
    ),
    ...(type === undefined ? {} : { contentType: String(type) }),
    body: text,
  };
}

type Thrown = Error & { readonly status?: number; readonly detail?: string; readonly additional?: unknown };
type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string };

const problemOf = (error: Thrown): Problem & Readonly<Record<string, unknown>> => ({
  type: error.name,
  title: error.message,
  status: error.status ?? 500,
  detail: error.detail ?? '',
  ...(typeof error.additional === 'object' && error.additional !== null ? error.additional : {}),
});

const noted = (problem: Problem, sentence: string): MockAnswer => ({
  status: problem.status,
  contentType: 'application/problem+json',
  headers: { [noteHeader]: sentence },
  body: JSON.stringify({ ...problem, detail: `${sentence} ${problem.detail}`.trim() }),
});

const FAULTS_MAX = 5;

/** For a header: one line of ASCII, a few of them. */
function faultsOf({ message, additional }: Thrown): string {
  const listed =
    typeof additional === 'object' && additional !== null && 'validation' in additional
      ? additional.validation
      : undefined;
  const faults = Array.isArray(listed) ? listed.map(sentenceOf) : [message];
  return faults
    .slice(0, FAULTS_MAX)
    .join('; ')
    .replaceAll(/[^\x20-\x7e]/g, '?');
}

function sentenceOf(fault: unknown): string {
  if (typeof fault !== 'object' || fault === null || !('message' in fault)) return String(fault);
  const where = 'location' in fault && Array.isArray(fault.location) ? `${fault.location.join('.')}: ` : '';
  return `${where}${String(fault.message)}`;
}
