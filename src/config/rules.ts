/** What a schema cannot say: rules across keys, and what only development may do. */

import { alertFaults } from './alert-rules.ts';
import { environmentFileWarnings } from './environment-file.ts';
import type { Fault } from './fault.ts';
import { healthFaults } from './health-settings.ts';
import { exposureFaults, listenFaults, tlsWarnings } from './listen-rules.ts';
import { sharedPathFaults, sharedPathWarnings } from './node-paths.ts';
import { sharedClientFaults } from './oauth-rules.ts';
import type { Configured, ProviderSettings } from './provider-settings.ts';
import type { CheckedFile, SourceSettings } from './settings.ts';
import { sinkFaults, sinkWarnings } from './sink-rules.ts';
import { storeFaults } from './store-settings.ts';
import { storedSecretsFaults, storedSecretsWarnings } from './stored-secrets-rules.ts';
import { telemetryFaults } from './telemetry-rules.ts';
import { transportFaults } from './transport-rules.ts';
import { isLoopbackHost, parseAddress } from './units.ts';
import { developmentOnly } from './url-rules.ts';

/** Every rule that the file breaks. Parts that failed validation are absent from `file`, so that the rest can still be checked. */
export function checkRules(file: Partial<CheckedFile>, providers: readonly Configured[]): readonly Fault[] {
  const development = file.development === true;
  const faults = [...addressFaults(file), ...listenFaults(file.listen), ...adminFaults(file, development)];
  faults.push(...exposureFaults(file), ...storedSecretsFaults(file), ...storeFaults(file.store, development));
  for (const [name, settings] of Object.entries(file.sources ?? {}))
    for (const fault of rulesOf(settings, providers)?.faults(settings, { name, file }) ?? [])
      faults.push({ ...fault, path: ['sources', name, ...fault.path] });
  faults.push(...sharedClientFaults(file.sources ?? {}), ...healthFaults(file));
  faults.push(...transportFaults(file.sources ?? {}, development));
  faults.push(...alertFaults(file.alerts ?? {}, development));
  faults.push(...sinkFaults(file.sinks ?? {}, development), ...sharedPathFaults(file, development));
  faults.push(...telemetryFaults(file.telemetry, development));
  if (file.mocks !== undefined && !development) faults.push({ path: ['mocks'], sentence: developmentOnly });
  return faults;
}

/** What is allowed, and dangerous enough to be said at every start. */
export function warningsOf(file: CheckedFile, providers: readonly Configured[]): readonly string[] {
  const warnings: string[] = [];
  if (file.development)
    warnings.push(
      'development is on: secrets in the file, plain http, private addresses and an open operator API on loopback are allowed',
    );
  if (file.exposeDevelopment)
    warnings.push(
      'exposeDevelopment is on: strangers may reach this development gateway; never give it a secret that matters',
    );
  if (!file.development && file.publicUrl?.startsWith('http:'))
    warnings.push('publicUrl is plain http: providers send their tokens unencrypted; use https');
  warnings.push(...environmentFileWarnings(file.environmentFile));
  warnings.push(...tlsWarnings(file.listen), ...storedSecretsWarnings(file));
  for (const [name, settings] of Object.entries(file.sources)) {
    if (settings.auth === 'none')
      warnings.push(`sources.${name} has auth: none: anyone who knows its URL can push; set a proof under auth`);
    warnings.push(...(rulesOf(settings, providers)?.warnings(settings, { name, file }) ?? []));
  }
  return [...warnings, ...sinkWarnings(file.sinks ?? {}), ...sharedPathWarnings(file)];
}

/** The faults of every address in the file. Needs no secret. */
export function addressFaults({ listen }: Partial<CheckedFile>): Fault[] {
  const places: readonly (readonly [string, string, string | undefined])[] = [
    ['listen', 'public', listen?.public],
    ['listen', 'admin', listen?.admin],
  ];
  const faults: Fault[] = places
    .filter(([, , text]) => text !== undefined && parseAddress(text) === undefined)
    .map(([block, key]) => ({
      path: [block, key],
      sentence: 'is not host:port with a port up to 65535; correct it, such as 127.0.0.1:8080',
    }));
  if (listen && listen.public === listen.admin && parseAddress(listen.public)?.port !== 0)
    faults.push({
      path: ['listen', 'admin'],
      sentence: 'is the same address as listen.public; give the operator API a port of its own',
    });
  return faults;
}

function adminFaults({ admin, listen }: Partial<CheckedFile>, development: boolean): Fault[] {
  if (admin !== undefined)
    return admin.tokens.flatMap(({ secret, hash }, index) =>
      (secret === undefined) === (hash === undefined)
        ? [
            {
              path: ['admin', 'tokens', index],
              sentence:
                hash === undefined
                  ? 'has neither secret nor hash; add secret: { env: NAME }, or hash: sha256: and the SHA-256 of the token'
                  : 'has secret and hash; remove one of them',
            },
          ]
        : [],
    );
  if (listen === undefined) return [];
  if (!development)
    return [
      {
        path: ['admin'],
        sentence:
          'is missing, and the operator API needs a token; add admin: { tokens: [ { name: on-call, secret: { env: NAME } } ] }',
      },
    ];
  if (isLoopbackHost(parseAddress(listen.admin)?.host ?? '')) return [];
  return [
    {
      path: ['listen', 'admin'],
      sentence:
        'is not on loopback, so the operator API needs a token even in development; add admin.tokens or use 127.0.0.1',
    },
  ];
}

export const rulesOf = ({ provider }: SourceSettings, providers: readonly Configured[]): ProviderSettings | undefined =>
  providers.find(({ name }) => name === provider)?.settings;
