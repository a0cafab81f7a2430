/** What a schema cannot say of AppDirect's sources, and their durations in milliseconds. */
import { existsSync } from 'node:fs';
import type {
  AppdirectProof,
  AppdirectSource,
  AsyncResponder,
  AutoResponder,
  HttpResponder,
  ModuleResponder,
  OAuth2Clients,
} from '../../../generated/config/models.ts';
import type { Fault } from '../../config/fault.ts';
import { oauthFaults } from '../../config/oauth-rules.ts';
import { providerSettings } from '../../config/provider-settings.ts';
import type { Filled, Resolved } from '../../config/settings.ts';
import { parseDurationMs } from '../../config/units.ts';
import { developmentOnly, hostFaults, urlFaults } from '../../config/url-rules.ts';
import { signingFault } from '../../config/webhook-key-rules.ts';
import { admitTokenUrl } from './allow-list.ts';

/** Before `lateAnswer` has become milliseconds. */
export type CheckedResponder =
  | AutoResponder
  | Filled<HttpResponder, 'timeoutMs' | 'lateAnswer'>
  | Filled<ModuleResponder, 'timeoutMs' | 'lateAnswer'>
  | AsyncResponderSettings;
export type HttpResponderSettings = Filled<Omit<HttpResponder, 'lateAnswer'>, 'timeoutMs'> & LateAnswer;
export type ModuleResponderSettings = Filled<Omit<ModuleResponder, 'lateAnswer'>, 'timeoutMs'> & LateAnswer;
export type AsyncResponderSettings = Filled<AsyncResponder, 'timeoutMs'>;
type LateAnswer = { readonly lateAnswerMs: number };
export type ResponderSettings =
  | AutoResponder
  | HttpResponderSettings
  | ModuleResponderSettings
  | AsyncResponderSettings;
/** Who may get a token from us, and how long it lives. */
export type TokenClients = Resolved<Omit<OAuth2Clients, 'ttl'>> & { readonly ttlMs: number };
export type AppDirectSettings = Filled<
  Omit<AppdirectSource, 'auth' | 'responder' | 'result'>,
  'parameter' | 'eventFormat'
> & {
  readonly auth: 'none' | (Resolved<Omit<AppdirectProof, 'oauth2'>> & { readonly oauth2?: TokenClients });
  readonly responder: ResponderSettings;
  readonly result: { readonly format: 'json' | 'xml'; readonly style: 'documented' | 'sdk' };
};
/** Before durations have become milliseconds. */
type Checked = Omit<AppDirectSettings, 'auth' | 'responder'> & {
  readonly auth: 'none' | Resolved<AppdirectProof>;
  readonly responder: CheckedResponder;
};

export const appdirectSettings = providerSettings<Checked, AppDirectSettings>('appdirect', {
  faults: (block, { file }) => appdirectFaults(block, file.development === true),
  settle: (block) => ({ ...block, auth: settleAuth(block.auth), responder: settleResponder(block.responder) }),
});

// A late answer holds one of the places in which messages are processed. What takes longer is completed through the operator API.
const LATE_ANSWER_MS_MAX = 600_000;

/** Every rule that the source breaks, with paths from its block. */
function appdirectFaults(settings: Checked, development: boolean): readonly Fault[] {
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
function tokenUrlFaults({ outbound, eventHosts }: Checked, development: boolean): Fault[] {
  const tokenUrl = outbound === 'none' ? undefined : outbound.oauth2?.tokenUrl;
  if (tokenUrl === undefined) return [];
  const path = ['outbound', 'oauth2', 'tokenUrl'];
  const faults = urlFaults(path, tokenUrl, development);
  const admitted = admitTokenUrl(tokenUrl, { hosts: eventHosts, development });
  if (faults.length > 0 || admitted.ok) return faults;
  return [{ path, sentence: `is not called: ${admitted.sentence}; add the host to eventHosts or correct the URL` }];
}

/** The schema accepts durations only, and `oauthFaults` has looked at this one. */
function settleAuth(auth: Checked['auth']): AppDirectSettings['auth'] {
  if (auth === 'none') return auth;
  const { oauth2, ...rest } = auth;
  if (oauth2 === undefined) return rest;
  const { ttl, ...clients } = oauth2;
  return { ...rest, oauth2: { ...clients, ttlMs: milliseconds(ttl ?? '1h') } };
}

function milliseconds(duration: string): number {
  const ms = parseDurationMs(duration);
  if (ms === undefined) throw new TypeError('a duration was not checked before it was used');
  return ms;
}

function settleResponder(responder: CheckedResponder): ResponderSettings {
  if (responder.mode !== 'http' && responder.mode !== 'module') return responder;
  const { lateAnswer, ...rest } = responder;
  return { ...rest, lateAnswerMs: milliseconds(lateAnswer) };
}
