/**
 * Who may use the operator API: holders of a token of `admin.tokens`, in a header or by a session of the console; in development on loopback, every
 * program on this machine, but no web page.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Configuration } from '../config.ts';
import { differences, type Reloadable } from '../running/reload.ts';
import { isLoopback, mayBeForeignPage } from '../trust/web-page.ts';
import { sessionCookie } from './cookie.ts';
import { markOf, type Session, type Sessions } from './sessions.ts';

export type Role = 'viewer' | 'operator';

/** Who was recognised. `development`: any program on this machine. */
export type Who = {
  readonly name: string;
  readonly role: Role;
  readonly by: 'token' | 'session' | 'development';
  readonly session?: Session;
};

/**
 * `web page`: would be granted, but for what a browser says about the page that asks (web-page.ts). `viewer`: may not act. `unproven`: a session
 * without what only its own page can know.
 */
export type Admission = Who | 'refused' | 'web page' | 'viewer' | 'unproven';

export type Caller = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
};

/** For people who sign in and for programs: the remedy of a push speaks of a source, and here there is none. */
export const operatorTokenDetail =
  "This is not one of admin.tokens in the gateway's configuration. Take one of them, whole and without blanks.";

export type Access = {
  admit(caller: Caller): Promise<Admission>;
  /** The token that is configured with this text. */
  tokenOf(text: string): KnownToken | undefined;
  readonly environment: string | undefined;
  readonly development: boolean;
  /** Whether a session's cookie must go over https only: it would leave this machine. */
  readonly beyondLoopback: boolean;
};

export type KnownToken = { readonly name: string; readonly role: Role; readonly digest: Buffer };

export const isGranted = (admission: Admission): admission is Who => typeof admission === 'object';

/** Everybody may sign out. */
const SESSION_PATH = '/api/session';

/** What changes nothing, so that a viewer may do it and no page of another origin gains by it. */
const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

export function openAccess({ development, listen, admin }: Configuration, sessions: Pick<Sessions, 'find'>): Access {
  const open = development && isLoopback(listen.admin.host);
  const tokens = admin.tokens.map(
    ({ name, role, secret, hash }): KnownToken => ({
      name,
      role,
      digest: secret === undefined ? Buffer.from(hash?.slice('sha256:'.length) ?? '', 'hex') : digest(secret.reveal()),
    }),
  );

  function tokenOf(text: string): KnownToken | undefined {
    const presented = digest(text);
    // Every token is compared, so that the time taken does not tell which one came close.
    return tokens.filter(({ digest: known }) => timingSafeEqual(known, presented)).at(0);
  }

  async function whoIs({ headers, remoteAddress }: Caller): Promise<Who | 'refused' | 'web page'> {
    const token = tokenOf(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    // A foreign page has no token to send, so a caller with a token is not checked further.
    if (token !== undefined) return { name: token.name, role: token.role, by: 'token' };
    const session = await sessionOf(headers);
    if (session !== undefined) return session;
    if (!open || !isLoopback(remoteAddress ?? '')) return 'refused';
    if (mayBeForeignPage(headers)) return 'web page';
    return { name: 'development', role: 'operator', by: 'development' };
  }

  async function sessionOf(headers: IncomingHttpHeaders): Promise<Who | undefined> {
    const cookie = sessionCookie(headers.cookie);
    // Another port of this machine is of the same site, and its page sends our cookie with what it asks.
    if (cookie === undefined || isOtherOrigin(headers['sec-fetch-site'])) return undefined;
    const session = await sessions.find(cookie);
    const token =
      session && tokens.find(({ name, digest }) => name === session.name && markOf(digest) === session.token);
    return session && token && { name: token.name, role: token.role, by: 'session', session };
  }

  return {
    tokenOf,
    environment: admin.environment,
    development,
    beyondLoopback: !isLoopback(listen.admin.host),
    async admit(caller) {
      const who = await whoIs(caller);
      if (typeof who === 'string' || isReading(caller.method)) return who;
      if (who.session !== undefined && !isProven(caller, who.session)) return 'unproven';
      return who.role === 'viewer' && caller.path !== SESSION_PATH ? 'viewer' : who;
    },
  };
}

export const isOtherOrigin = (site: string | string[] | undefined): boolean =>
  site !== undefined && site !== 'same-origin' && site !== 'none';

/** A reload exchanges the tokens of this access. */
export function liveAccess(
  configuration: Configuration,
  sessions: Pick<Sessions, 'find'>,
): { readonly access: Access; readonly reload: Reloadable } {
  let inForce = openAccess(configuration, sessions);
  const byName = ({ admin }: Configuration) =>
    Object.fromEntries(admin.tokens.map(({ name, ...token }): [string, unknown] => [name, token]));
  return {
    access: {
      admit: (caller) => inForce.admit(caller),
      tokenOf: (text) => inForce.tokenOf(text),
      get environment() {
        return inForce.environment;
      },
      development: inForce.development,
      beyondLoopback: inForce.beyondLoopback,
    },
    reload: {
      prepare: async (next, before) => {
        const opened = openAccess(next, sessions);
        return {
          changes: differences('operatorToken', byName(before), byName(next)),
          commit: () => {
            inForce = opened;
          },
          discard: async () => {},
        };
      },
    },
  };
}

const isProven = ({ headers }: Caller, { proof }: Session): boolean =>
  timingSafeEqual(digest(String(headers['x-pushdock-proof'] ?? '')), digest(proof));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
