/** What a schema cannot say of AppDirect's sources, and their durations in milliseconds. */
import { existsSync } from 'node:fs';
import { admitTokenUrl } from '../providers/appdirect/allow-list.ts';
import type { Fault } from './fault.ts';
import { oauthFaults } from './oauth-rules.ts';
import { isSchema } from './schema.ts';
import type { CheckedAppDirect, CheckedResponder, ResponderSettings, SourceSettings } from './settings.ts';
import { parseDurationMs } from './units.ts';
import { developmentOnly, hostFaults, urlFaults } from './url-rules.ts';
import { signingFault } from './webhook-key-rules.ts';

// A late answer holds one of the places in which messages are processed. What takes longer is completed through the operator API.
const LATE_ANSWER_MS_MAX = 600_000;

/** Every rule that the source breaks, with paths from its block. */
export function appdirectFaults(settings: CheckedAppDirect, development: boolean): readonly Fault[] {
  const faults: Fault[] = settings.eventHosts.flatMap((host, index) =>
    hostFaults(['eventHosts', index], host, development),
  );
  faults.push(...oauthFaults(settings), ...tokenUrlFaults(settings, development));
  faults.push(
    ...responderFaults(settings.responder, development).map(({ path, sentence }) => ({
      path: ['responder', ...path],
      sentence,
    })),
  );
  if (!development && settings.outbound === 'none')
    faults.push({
      path: ['outbound'],
      sentence: `none ${developmentOnly.replace('remove it', 'write a map with oauth1 or oauth2')}`,
    });
  return faults;
}

function responderFaults(responder: CheckedResponder, development: boolean): readonly Fault[] {
  switch (responder.mode) {
    case 'auto':
      return development
        ? []
        : [{ path: ['mode'], sentence: `auto ${developmentOnly.replace('remove it', 'write http, module or async')}` }];
    case 'http':
      return [...urlFaults(['url'], responder.url, development), ...keyFaults(responder), ...lateFaults(responder)];
    case 'module':
      return [...moduleFaults(responder.path), ...lateFaults(responder)];
    case 'async':
      return responder.url === undefined
        ? unusedFaults(responder)
        : [...urlFaults(['url'], responder.url, development), ...keyFaults(responder)];
  }
}

type Asking = Extract<CheckedResponder, { readonly mode: 'http' | 'async' }>;

const keyFaults = ({ signingKeys = [] }: Asking): readonly Fault[] =>
  signingKeys.flatMap((key, index) => {
    const sentence = signingFault(key);
    return sentence === undefined ? [] : [{ path: ['signingKeys', index], sentence }];
  });

/** They belong to a call that is never made. */
const unusedFaults = (responder: Asking): readonly Fault[] =>
  (['secret', 'signingKeys'] as const)
    .filter((key) => responder[key] !== undefined)
    .map((key) => ({ path: [key], sentence: 'has no effect without url; add url, or remove it' }));

const moduleFaults = (path: string): readonly Fault[] =>
  existsSync(path)
    ? []
    : [{ path: ['path'], sentence: 'does not exist; correct the path (it is relative to the working directory)' }];

function lateFaults({ lateAnswer }: { readonly lateAnswer: string }): readonly Fault[] {
  if ((parseDurationMs(lateAnswer) ?? 0) <= LATE_ANSWER_MS_MAX) return [];
  return [
    {
      path: ['lateAnswer'],
      sentence: 'is longer than 10m; lower it, and complete what takes longer through the operator API',
    },
  ];
}

/** Our client's secret goes there: only to where events come from. */
function tokenUrlFaults({ outbound, eventHosts }: CheckedAppDirect, development: boolean): Fault[] {
  const tokenUrl = outbound === 'none' ? undefined : outbound.oauth2?.tokenUrl;
  if (tokenUrl === undefined) return [];
  const path = ['outbound', 'oauth2', 'tokenUrl'];
  const faults = urlFaults(path, tokenUrl, development);
  const admitted = admitTokenUrl(tokenUrl, { hosts: eventHosts, development });
  if (faults.length > 0 || admitted.ok) return faults;
  return [{ path, sentence: `is not called: ${admitted.sentence}; add the host to eventHosts or correct the URL` }];
}

/** Only for what `appdirectFaults` and the schema have accepted. */
export function settleAppDirect(settings: SourceSettings): SourceSettings {
  return {
    ...settings,
    auth: settleAuth(settings.auth),
    // The schema has one shape for it, and the file was held against that.
    responder: settleResponder(settings.responder as CheckedResponder),
  };
}

function settleAuth(auth: unknown): unknown {
  if (!isSchema(auth) || !isSchema(auth.oauth2)) return auth;
  const { ttl, ...rest } = auth.oauth2;
  return { ...auth, oauth2: { ...rest, ttlMs: parseDurationMs(String(ttl)) } };
}

function settleResponder(responder: CheckedResponder): ResponderSettings {
  if (responder.mode !== 'http' && responder.mode !== 'module') return responder;
  const { lateAnswer, ...rest } = responder;
  const lateAnswerMs = parseDurationMs(lateAnswer);
  if (lateAnswerMs === undefined) throw new TypeError('a duration was not checked before it was used');
  return { ...rest, lateAnswerMs };
}
