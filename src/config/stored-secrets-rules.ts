/** How secrets that arrive while the gateway runs are stored. */
import type { Fault } from './fault.ts';
import type { CheckedFile } from './settings.ts';

export type Storing = Pick<Partial<CheckedFile>, 'encryptionKey' | 'storedSecrets' | 'development'>;

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
  return ['storedSecrets is plain: everybody who can read the store finds signing keys and refresh tokens in it'];
}
