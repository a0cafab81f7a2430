/** Signing in to the console, signing out, and the audit log. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import { problemDocument } from '../problems.ts';
import { countedAddress, openBuckets } from '../receive/refusals-limit.ts';
import type { Clock } from '../running/clock.ts';
import {
  type Access,
  type Admission,
  type Caller,
  isGranted,
  isOtherOrigin,
  operatorTokenDetail,
  type Who,
} from './access.ts';
import { ok, PAGE_ITEMS_DEFAULT, pageAnswer } from './answers.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { sessionCookieText } from './cookie.ts';
import type { Sessions } from './sessions.ts';
import { timeText } from './time-text.ts';

/** Who calls an operation, and how. */
export type Calling = { readonly admission: Admission; readonly caller: Caller; readonly target: string };

export type SignInParts = {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly clock: Clock;
};

/** Ten at once, and one a minute after that: a person who mistypes never meets it, and to guess 128 bits takes for ever anyway. */
const ATTEMPTS_PER_MINUTE = 1;
const ATTEMPTS_AT_ONCE = 10;
const ADDRESSES_MAX = 10_000;
const RETRY_AFTER_SECONDS = 60;

type SignInHandlers = Pick<GatewayHandlers<Calling>, 'getSession' | 'createSession' | 'endSession' | 'listAudit'>;

export function signInHandlers({ access, sessions, audit, clock }: SignInParts): SignInHandlers {
  const attempts = openBuckets({
    perMinute: ATTEMPTS_PER_MINUTE,
    tokensMax: ATTEMPTS_AT_ONCE,
    addressesMax: ADDRESSES_MAX,
  });
  const secure = ({ headers }: Caller) => access.beyondLoopback || headers['x-forwarded-proto'] === 'https';
  const view = (who: Who | undefined) => ({
    signedIn: who !== undefined,
    ...(who !== undefined && { name: who.name, role: who.role, by: who.by }),
    ...(who?.session !== undefined && { proof: who.session.proof, expiresAt: timeText(who.session.expiresAtMs) }),
    ...(access.environment !== undefined && { environment: access.environment }),
    development: access.development,
  });

  return {
    getSession: async (_input, { admission }) => ok(view(isGranted(admission) ? admission : undefined)),

    createSession: async ({ body: { token } }, { caller, target }) => {
      if (isOtherOrigin(caller.headers['sec-fetch-site'])) return foreign;
      const address = countedAddress(caller.remoteAddress ?? '');
      // Checked before the token: otherwise a caller who has no attempts left could still learn that a guess is right.
      if (!attempts.take(address, clock.now())) return tooManyAttempts;
      const known = access.tokenOf(token);
      if (known === undefined) return wrongToken;
      const done = await audit.begin({
        name: known.name,
        role: known.role,
        by: 'token',
        action: 'createSession',
        target,
        address,
      });
      const { cookie, session } = await sessions.begin(known);
      await done(200);
      const who: Who = { name: known.name, role: known.role, by: 'session', session };
      return { ...ok(view(who)), headers: { 'Set-Cookie': sessionCookieText(cookie, secure(caller)) } };
    },

    endSession: async ({ query: { everywhere } }, { admission, caller }) => {
      const session = isGranted(admission) ? admission.session : undefined;
      const ended = session === undefined ? 0 : await sessions.end(session, everywhere ?? false);
      return { ...ok({ ended }), headers: { 'Set-Cookie': sessionCookieText(undefined, secure(caller)) } };
    },

    listAudit: async ({ query: { limit, cursor } }) =>
      pageAnswer(
        () => audit.list({ limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) }),
        auditView,
      ),
  };
}

const auditView = ({ atMs, ...entry }: AuditEntry) => ({ ...entry, at: timeText(atMs) });

const problem = 'application/problem+json';
const foreign = { status: 403, contentType: problem, body: problemDocument('page_unproven') } as const;
const wrongToken = {
  status: 401,
  contentType: problem,
  headers: { 'WWW-Authenticate': 'Bearer realm="pushdock"' },
  body: { ...problemDocument('proof_wrong'), detail: operatorTokenDetail },
} as const;
const tooManyAttempts = {
  status: 429,
  contentType: problem,
  headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  body: {
    ...problemDocument('too_many_requests'),
    detail: `Wait ${RETRY_AFTER_SECONDS} seconds. Sessions that are open and calls with a token still work.`,
  },
} as const;
