/** What the schema cannot say of a Zettle source. */

import type { ZettleSource } from '../../../generated/config/models.ts';
import type { Fault } from '../../config/fault.ts';
import { providerSettings, type Surroundings } from '../../config/provider-settings.ts';
import type { Filled, SourceSettings } from '../../config/settings.ts';
import type { Storing } from '../../config/stored-secrets-rules.ts';
import { urlFaults } from '../../config/url-rules.ts';
import { type SignedWindow, signedWindow, windowFaults, windowWarnings } from './signed-window.ts';

/** `signingKeys` and `subscriptions` are empty lists when the file names none. `window`: absent, no signed time is looked at. */
export type ZettleSettings = Filled<
  Omit<ZettleSource, 'signedWithin' | 'transport'>,
  'organization' | 'signingKeys' | 'signatureAttribute' | 'subscriptions' | 'pusherBase' | 'oauthBase' | 'recreate'
> &
  Pick<SourceSettings, 'transport'> & { readonly window?: SignedWindow };
/** As it is in the file. */
type Checked = Partial<Omit<ZettleSettings, 'window'>> & { readonly signedWithin?: string };

export const zettleSettings = providerSettings<Checked, ZettleSettings>('zettle', {
  faults: (block, around) => [...zettleFaults(block, around.file), ...sharedKeyFaults(block, around)],
  warnings: (block, { name, file }) => zettleWarnings(name, block, file.policy?.retention.messages ?? 'forever'),
  /** Empty lists where the file names none, and the window in place of its text. */
  settle: (checked, { file }) => {
    const { signedWithin: _, ...block } = checked;
    const window = signedWindow(checked, { messages: file.policy?.retention.messages ?? 'forever' });
    return {
      ...block,
      signingKeys: block.signingKeys ?? [],
      subscriptions: block.subscriptions ?? [],
      // The name of the header; an attribute of a message may be called the same.
      signatureAttribute: block.signatureAttribute ?? 'X-iZettle-Signature',
      ...(window && { window }),
    } as ZettleSettings;
  },
});

function zettleFaults(settings: Checked, file: Storing): readonly Fault[] {
  return [
    ...proofFaults(settings),
    ...attributeFaults(settings),
    ...clientFaults(settings, file),
    ...windowFaults(settings, file.development === true),
    ...sameNameFaults(settings.subscriptions ?? []),
    ...queueFaults(settings),
    ...(settings.subscriptions ?? []).flatMap(({ destination }, index) =>
      urlFaults(['subscriptions', index, 'destination'], destination, file.development === true),
    ),
    ...(['pusherBase', 'oauthBase'] as const).flatMap((key) =>
      urlFaults([key], settings[key] ?? '', file.development === true),
    ),
  ];
}

/**
 * A signature names no source: what was captured on its way to one would be proven at the other, and become an event there. A sandbox
 * makes no events and may have the key of the source that it is a sandbox for.
 */
function sharedKeyFaults({ sandbox, signingKeys = [] }: Checked, { name, file }: Surroundings): readonly Fault[] {
  if (sandbox === true) return [];
  const sources = Object.entries(file.sources ?? {});
  const before = sources.slice(
    0,
    sources.findIndex(([other]) => other === name),
  );
  const owners = new Map<string, string>();
  for (const [owner, source] of before)
    if (source.provider === 'zettle' && source.sandbox !== true)
      for (const key of zettleSettings.of(source).signingKeys ?? [])
        if (!owners.has(key.reveal())) owners.set(key.reveal(), owner);
  return signingKeys.flatMap((key, index) => {
    const owner = owners.get(key.reveal());
    if (owner === undefined) return [];
    const sentence = `is a signing key of sources.${owner} too, so a push signed for one source would be accepted at the other; give each source the keys of its own subscriptions`;
    return [{ path: ['signingKeys', index], sentence }];
  });
}

function zettleWarnings(name: string, settings: Checked, messages: string): readonly string[] {
  const { auth, signingKeys, clientId } = settings;
  const late = auth === 'none' ? [] : windowWarnings(name, settings, { messages });
  // With a client its keys arrive from Zettle and are kept; while none has, that is a condition.
  if (auth === 'none' || signingKeys !== undefined || clientId !== undefined) return late;
  return [
    `sources.${name} has no signing key yet: only Zettle's TestMessage is answered 200, everything else 401; add signingKeys when Zettle has given you the key`,
    ...late,
  ];
}

function proofFaults({ auth, signingKeys, subscriptions }: Checked): readonly Fault[] {
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

function attributeFaults({ signatureAttribute, transport }: Checked): readonly Fault[] {
  if (signatureAttribute === undefined || transport !== undefined) return [];
  const sentence = 'has no effect without transport, because only messages of a queue have attributes; remove it';
  return [{ path: ['signatureAttribute'], sentence }];
}

/** A key that would be read and do nothing is a mistake: each needs what makes it count. */
function clientFaults(settings: Checked, { encryptionKey, storedSecrets }: Storing): readonly Fault[] {
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

/** Of subscriptions that put their pushes into a queue. */
function queueFaults({ transport, subscriptions = [] }: Checked): readonly Fault[] {
  return subscriptions.flatMap((subscription, index) => {
    if (subscription.transport !== 'SQS' || subscription.destination === transport?.sqs.queueUrl) return [];
    const path = ['subscriptions', index, transport === undefined ? 'transport' : 'destination'];
    const sentence =
      transport === undefined
        ? 'is SQS, and the source polls no queue; add transport: { sqs: … } to the source'
        : 'is not the queue that the source polls; write the queueUrl of transport.sqs';
    return [{ path, sentence }];
  });
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
