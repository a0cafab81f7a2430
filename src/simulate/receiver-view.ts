/** What a gateway of ours made of a message, as its operator API says. The one place here that knows that API. */
import { createGateway } from '../../generated/gateway/client/client.ts';
import type { MessageSummary } from '../../generated/gateway/models.ts';
import type { ReceiverView } from '../../generated/mock/models.ts';
import type { Secret } from '../trust/secrets.ts';

export type OperatorApi = {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token?: Secret | undefined;
};

/** Somebody waits for it; a gateway under load was seen to need more than two seconds. */
const ANSWER_MS_MAX = 8_000;

/** `identity`: `kind:key`. Never rejects: what cannot be learnt is said. */
export async function receiverView({ url, token }: OperatorApi, identity: string): Promise<ReceiverView> {
  const gateway = createGateway({
    baseUrl: url,
    ...(token === undefined ? {} : { authorise: () => ({ headers: { authorization: `Bearer ${token.reveal()}` } }) }),
  });
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  // Masked: nobody needs to be in the gateway's audit log for having looked at what a mock has sent.
  const answer = await gateway
    .listMessages({ query: { identity, masked: true, limit: 1 } }, { signal })
    .catch(() => undefined);
  if (answer === undefined)
    return {
      says: `The operator API at ${url} did not answer within ${ANSWER_MS_MAX / 1000} s. Start the gateway, or correct operator in the settings of the mocks.`,
    };
  if (answer.status === 401)
    return { says: `The operator API at ${url} needs a token. Set operatorToken in the settings of the mocks.` };
  if (answer.status !== 200)
    return { says: `The operator API at ${url} answered ${answer.status}, and not with a list of messages.` };
  const [found] = answer.body.items;
  return found === undefined
    ? { says: 'The gateway has stored no such message: it accepted none of the attempts, or they went elsewhere.' }
    : viewOf(found, url);
}

const fits: Readonly<Record<string, string>> = {
  match: 'it fits its contract',
  drift: 'it departs from its contract harmlessly',
  violation: 'it violates its contract',
  unknown: 'no contract fits it',
};

function viewOf({ id, state, verdict, reason, findings, receipts }: MessageSummary, url: string): ReceiverView {
  const arrived = receipts === 1 ? 'arrived once' : `arrived ${receipts} times`;
  const judged = verdict === undefined ? 'it is not judged yet' : (fits[verdict] ?? verdict);
  return {
    says: `${state}: ${judged}; ${arrived}.${reason === undefined ? '' : ` ${reason}`}`,
    message: id,
    state,
    ...(verdict === undefined ? {} : { verdict }),
    findings: findings.map(
      ({ rule, path, expected, seen }) => `${rule} at ${path}: expected ${expected}; seen ${seen}`,
    ),
    receipts,
    console: `${url}/console/#/messages/${id}`,
  };
}
