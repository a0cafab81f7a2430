/** What the schema cannot say of a Zettle source, and of the secrets that arrive while one runs. */
import type { Fault } from './fault.ts';
import type { CheckedFile, SourceSettings, ZettleSettings } from './settings.ts';
import { urlFaults } from './url-rules.ts';
import { signedWindow, windowFaults, windowWarnings } from './zettle-window.ts';

/** As it stands in the file, before `settleZettle`. */
type Settings = Partial<Omit<ZettleSettings, 'window'>> & {
  readonly signedWithin?: string;
  readonly sandbox?: boolean;
};
type Storing = Pick<Partial<CheckedFile>, 'encryptionKey' | 'storedSecrets' | 'development'>;

export function zettleFaults(settings: Settings, file: Storing): readonly Fault[] {
  return [
    ...proofFaults(settings),
    ...clientFaults(settings, file),
    ...windowFaults(settings, file.development === true),
    ...sameNameFaults(settings.subscriptions ?? []),
    ...(settings.subscriptions ?? []).flatMap(({ destination }, index) =>
      urlFaults(['subscriptions', index, 'destination'], destination, file.development === true),
    ),
    ...(['pusherBase', 'oauthBase'] as const).flatMap((key) =>
      urlFaults([key], settings[key] ?? '', file.development === true),
    ),
  ];
}

/** Empty lists where the file names none, and the window in place of its text. */
export function settleZettle(settings: SourceSettings, retention: CheckedFile['policy']['retention']): SourceSettings {
  const { signedWithin, ...rest } = settings;
  const window = signedWindow(settings as Settings, retention);
  return { signingKeys: [], subscriptions: [], ...rest, provider: settings.provider, ...(window && { window }) };
}

export function zettleWarnings(
  name: string,
  settings: Settings,
  { retention }: CheckedFile['policy'],
): readonly string[] {
  const { auth, signingKeys, clientId } = settings;
  const late = auth === 'none' ? [] : windowWarnings(name, settings, retention);
  // With a client its keys arrive from Zettle and are kept; while none has, that is a condition.
  if (auth === 'none' || signingKeys !== undefined || clientId !== undefined) return late;
  return [
    `sources.${name} has no signing key yet: only Zettle's TestMessage is answered 200, everything else 401; add signingKeys when Zettle has given you the key`,
    ...late,
  ];
}

/**
 * A signature names no source: what was captured on its way to one would be proven at the other, and become an event there. A sandbox
 * makes no events and may have the key of the source that it is a sandbox for.
 */
export function sharedKeyFaults(sources: Readonly<Record<string, SourceSettings>>): readonly Fault[] {
  const owners = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [name, settings] of Object.entries(sources)) {
    if (settings.provider !== 'zettle' || settings.sandbox === true) continue;
    for (const [index, key] of ((settings as Settings).signingKeys ?? []).entries()) {
      const owner = owners.get(key.reveal()) ?? name;
      owners.set(key.reveal(), owner);
      if (owner !== name)
        faults.push({
          path: ['sources', name, 'signingKeys', index],
          sentence: `is a signing key of sources.${owner} too, so a push signed for one source would be accepted at the other; give each source the keys of its own subscriptions`,
        });
    }
  }
  return faults;
}

export function storedSecretsFaults({ encryptionKey, storedSecrets }: Storing): readonly Fault[] {
  if (encryptionKey === undefined || storedSecrets !== 'plain') return [];
  return [
    {
      path: ['storedSecrets'],
      sentence: 'is plain although encryptionKey is set, which would then do nothing; remove one of the two',
    },
  ];
}

export function storedSecretsWarnings({ storedSecrets }: Storing): readonly string[] {
  if (storedSecrets !== 'plain') return [];
  return ['storedSecrets is plain: whoever can read the store finds signing keys and refresh tokens in it'];
}

function proofFaults({ auth, signingKeys, subscriptions }: Settings): readonly Fault[] {
  if (auth === 'none' && signingKeys !== undefined)
    return [
      {
        path: ['auth'],
        sentence: 'is none although signingKeys is set, which would then prove nothing; remove one of the two',
      },
    ];
  if (auth === 'none' || signingKeys !== undefined || subscriptions !== undefined) return [];
  return [
    {
      path: ['signingKeys'],
      sentence:
        'is missing, so no push could be proven; add signingKeys, or declare subscriptions, or write auth: none',
    },
  ];
}

/** A key that would be read and do nothing is a mistake: each needs what makes it count. */
function clientFaults(settings: Settings, { encryptionKey, storedSecrets }: Storing): readonly Fault[] {
  const { clientId, apiKey, clientSecret, refreshToken, recreate, subscriptions } = settings;
  const faults: Fault[] = [];
  const fault = (key: string, sentence: string) => faults.push({ path: [key], sentence });
  if (clientId === undefined) {
    for (const key of ['apiKey', 'clientSecret', 'refreshToken'] as const)
      if (settings[key] !== undefined)
        fault(key, 'has no effect without clientId; add the clientId that it belongs to');
    if (recreate) fault('recreate', 'has no effect without clientId, because Zettle is never called; add clientId');
    return faults;
  }
  if (apiKey !== undefined && clientSecret !== undefined)
    fault(
      'apiKey',
      'cannot be set together with clientSecret, because tokens are asked for with one of the two; remove the other',
    );
  if (apiKey === undefined && clientSecret === undefined)
    fault('clientId', 'has neither apiKey nor clientSecret beside it, so no token can be requested; add one of them');
  if (refreshToken !== undefined && clientSecret === undefined)
    fault('refreshToken', 'has no effect without clientSecret; add it, or use apiKey alone');
  if (recreate && subscriptions === undefined)
    fault('recreate', 'has nothing to recreate; declare subscriptions or remove it');
  if (encryptionKey === undefined && storedSecrets !== 'plain')
    fault(
      'clientId',
      'makes Zettle send signing keys, and nothing says how to store them; add encryptionKey: { env: NAME } at the top, or storedSecrets: plain',
    );
  return faults;
}

function sameNameFaults(subscriptions: ZettleSettings['subscriptions']): readonly Fault[] {
  return subscriptions.flatMap(({ name }, index) => {
    const first = subscriptions.findIndex((other) => other.name === name);
    if (first === index) return [];
    return [
      {
        path: ['subscriptions', index, 'name'],
        sentence: `is the name of subscriptions[${first}] too; give it another`,
      },
    ];
  });
}
