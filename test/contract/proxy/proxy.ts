/**
 * Prism between two parties, as `prism proxy --errors` stands there: what departs from a contract is not passed on. Every request is noted
 * with what Prism said of it, so that a run can be counted and a complaint can be shown with its place.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec, ProblemJsonError } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { home } from '../../../spec/codegen/generator.ts';
import { withTestMessage } from './test-message.ts';

export type Noted = {
  /** Of the contract whose operation it is; absent: of none. */
  readonly bundle?: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** What the other side answered; absent: it was not asked, or said nothing. */
  readonly status?: number;
  /** `request header.authorization: …`: side, place and message. */
  readonly complaints: readonly string[];
};

export type ValidatingProxy = {
  readonly url: string;
  readonly noted: readonly Noted[];
  /** Whom it forwards to. Before that it forwards to nobody. */
  forwardTo(upstream: string): void;
  close(): Promise<void>;
};

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

export async function openValidatingProxy(bundles: readonly string[]): Promise<ValidatingProxy> {
  const noted: Noted[] = [];
  const loaded = await Promise.all(bundles.map(async (bundle) => ({ bundle, ...(await load(bundle)) })));
  const all = loaded.flatMap(({ operations }) => operations);
  const trying = loaded.flatMap((one) => one.trying);
  // Port 9 discards; nobody of ours listens there.
  const upstream = new URL('http://127.0.0.1:9');
  const server = createServer(all, {
    cors: false,
    config: {
      isProxy: true,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      upstream,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger('prism', { level: 'silent' }) },
  });

  const { prism } = server;
  const ask = prism.request;
  prism.request = (input, _operations, config) => async () => {
    const operations = isTestMessage(input.body) ? trying : all;
    const said = await ask(input, operations, config)();
    const { method, url } = input;
    const found = operations.find((one) => one.method === method && patternOf(one.path).test(url.path));
    const { bundle } =
      loaded.find((one) => found !== undefined && [...one.operations, ...one.trying].includes(found)) ?? {};
    noted.push({
      ...(bundle === undefined ? {} : { bundle }),
      ...(found?.iid === undefined ? {} : { operation: found.iid }),
      method: method.toUpperCase(),
      path: url.path,
      ...(said._tag === 'Right' ? { status: said.right.output.statusCode } : {}),
      complaints:
        said._tag === 'Right'
          ? [
              ...said.right.validations.input.map((one) => sentence('request', one)),
              ...said.right.validations.output.map((one) => sentence('response', one)),
            ]
          : complaintsOf(said.left),
    });
    return said;
  };
  return {
    url: await server.listen(0, '127.0.0.1'),
    noted,
    forwardTo: (url) => {
      upstream.href = url;
    },
    close: () => server.close(),
  };
}

type Loaded = {
  readonly operations: Operations;
  /** As the message sees them that tries an endpoint. */
  readonly trying: Operations;
};

/** Reading a contract takes Prism a while, and several proxies stand before the same API. */
const read = new Map<string, Promise<Loaded>>();

function load(bundle: string): Promise<Loaded> {
  const known = read.get(bundle);
  if (known !== undefined) return known;
  const document = JSON.parse(readFileSync(join(home, 'generated/bundles', `${bundle}.json`), 'utf8'));
  const loading = Promise.all([
    getHttpOperationsFromSpec(document),
    getHttpOperationsFromSpec(withTestMessage(document)),
  ]).then(([operations, trying]) => ({ operations, trying }));
  read.set(bundle, loading);
  return loading;
}

const isTestMessage = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'eventName' in body && body.eventName === 'TestMessage';

const patternOf = (template: string) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

type Diagnostic = { readonly path?: readonly string[]; readonly message: string };

const sentence = (side: 'request' | 'response', { path = [], message }: Diagnostic): string =>
  `${[side, path.join('.')].filter((part) => part !== '').join(' ')}: ${message}`;

/** What Prism refused without asking the other side. */
function complaintsOf(error: Error): readonly string[] {
  const details = error instanceof ProblemJsonError ? error.additional?.validation : undefined;
  const what = `${error.name.replace(/^.*#/, '')}: ${error.message}`;
  return Array.isArray(details) ? details.map((one) => `${what} ${JSON.stringify(one)}`) : [what];
}

/** The operations of a contract by their ids, but for those that can only fail, such as a PUT without its uuid. */
export async function operationsOf(bundle: string): Promise<readonly string[]> {
  const { operations } = await load(bundle);
  return operations.flatMap(({ iid, responses }) =>
    iid !== undefined && responses.some(({ code }) => code.startsWith('2')) ? [iid] : [],
  );
}
