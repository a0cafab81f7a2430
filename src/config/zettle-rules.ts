/** What the schema cannot say of a Zettle source, and of the secrets that arrive while one runs. */
import type { Fault } from './fault.ts';
import type { CheckedFile, ZettleSettings } from './settings.ts';
import { parseDurationMs } from './units.ts';
import { urlFaults } from './url-rules.ts';

type Settings = Partial<ZettleSettings>;
type Storing = Pick<Partial<CheckedFile>, 'encryptionKey' | 'storedSecrets' | 'development'>;

export function zettleFaults(settings: Settings, file: Storing): readonly Fault[] {
  return [
    ...proofFaults(settings),
    ...clientFaults(settings, file),
    ...sameNameFaults(settings.subscriptions ?? []),
    ...(settings.subscriptions ?? []).flatMap(({ destination }, index) =>
      urlFaults(['subscriptions', index, 'destination'], destination, file.development === true),
    ),
    ...(['pusherBase', 'oauthBase'] as const).flatMap((key) =>
      urlFaults([key], settings[key] ?? '', file.development === true),
    ),
  ];
}

// So long Zettle repeats a push that failed.
const REPEATED_MS = 72 * 3_600_000;

export function zettleWarnings(
  name: string,
  { auth, signingKeys, clientId }: Settings,
  { retention }: CheckedFile['policy'],
): readonly string[] {
  const keptMs = parseDurationMs(retention.messages);
  const forgetful =
    keptMs !== undefined && keptMs < REPEATED_MS
      ? [
          `policy.retention.messages is under 72h: Zettle still repeats pushes of sources.${name} then, and a late repeat becomes a second event`,
        ]
      : [];
  // With a client its keys arrive from Zettle and are kept; while none has, that is a condition.
  if (auth === 'none' || signingKeys !== undefined || clientId !== undefined) return forgetful;
  return [
    `sources.${name} has no signing key yet: only Zettle's TestMessage is answered 200, everything else 401`,
    ...forgetful,
  ];
}

export function storedSecretsFaults({ encryptionKey, storedSecrets }: Storing): readonly Fault[] {
  if (encryptionKey === undefined || storedSecrets !== 'plain') return [];
  return [
    { path: ['storedSecrets'], sentence: 'says plain beside encryptionKey, which would then do nothing; remove one' },
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
        sentence: 'says none beside signingKeys, which would then prove nothing; remove one of the two',
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
      if (settings[key] !== undefined) fault(key, 'is of no use without clientId; add the client to which it belongs');
    if (recreate) fault('recreate', 'is of no use without clientId, since Zettle is never called; add clientId');
    return faults;
  }
  if (apiKey !== undefined && clientSecret !== undefined)
    fault('apiKey', 'stands beside clientSecret, and only one of them is how we get tokens; remove one');
  if (apiKey === undefined && clientSecret === undefined)
    fault('clientId', 'has neither apiKey nor clientSecret beside it, so no token can be had; add one of them');
  if (refreshToken !== undefined && clientSecret === undefined)
    fault('refreshToken', 'is of no use without clientSecret; add it, or use apiKey alone');
  if (recreate && subscriptions === undefined)
    fault('recreate', 'has nothing to recreate; declare subscriptions or remove it');
  if (encryptionKey === undefined && storedSecrets !== 'plain')
    fault(
      'clientId',
      'lets signing keys arrive, and nothing says how to store them; add encryptionKey: { env: NAME } at the top, or storedSecrets: plain',
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
