/** The newest refresh token of one source: in memory, and sealed in the store before it is used. */
import { openInTurn } from '../../../running/in-turn.ts';
import { Secret } from '../../../trust/secrets.ts';
import type { Keeping } from '../../keeping.ts';
import { type KeptValue, keptValue } from '../../kept-values.ts';
import type { RefreshTokens } from './grants.ts';

export const refreshTokenPurpose = (source: string): string => `refresh token ${source}`;

export const keptRefreshToken = (source: string, { store }: Pick<Keeping, 'store'>): KeptValue =>
  keptValue(store, 'refresh-tokens', source);

export function openRefreshTokens(source: string, keeping: Keeping | undefined): RefreshTokens {
  const purpose = refreshTokenPurpose(source);
  const value = keeping && keptRefreshToken(source, keeping);
  // Also when the store did not take it: the one before is void, so this one must not be lost while the process lives.
  let newest: { readonly token: Secret; readonly origin: string } | undefined;

  return {
    alone: openInTurn(),
    async read() {
      if (newest !== undefined || keeping === undefined) return newest;
      const sealed = await value?.read();
      const text = sealed && keeping.sealing.open(sealed, purpose)?.reveal();
      const [origin, token] = text?.split(' ', 2) ?? [];
      if (origin !== undefined && token !== undefined) newest = { token: Secret.of(token), origin };
      return newest;
    },
    async keep(token, origin) {
      newest = { token, origin };
      if (keeping === undefined) return;
      const sealed = keeping.sealing.seal(Secret.of(`${origin} ${token.reveal()}`), purpose);
      await value?.change(() => sealed);
    },
  };
}
