/** The newest refresh token of one source, sealed in the store before it is used. Another process may have exchanged it, so it is read before each use. */
import type { InTurn } from '../../../running/in-turn.ts';
import { Secret } from '../../../trust/secrets.ts';
import type { Keeping } from '../../keeping.ts';
import { type KeptValue, keptValue } from '../../kept-values.ts';
import type { RefreshTokens } from './grants.ts';

export const refreshTokenPurpose = (source: string): string => `refresh token ${source}`;

export const keptRefreshToken = (source: string, { store }: Pick<Keeping, 'store'>): KeptValue =>
  keptValue(store, 'refresh-tokens', source);

/** `alone`: turns on all processes that share the store. */
export function openRefreshTokens(source: string, keeping: Keeping | undefined, alone: InTurn): RefreshTokens {
  const purpose = refreshTokenPurpose(source);
  const value = keeping && keptRefreshToken(source, keeping);
  // A token that no store keeps, or that the store refused. The one before it is void, so this one must not be lost while the process lives.
  let unkept: { readonly token: Secret; readonly origin: string } | undefined;

  return {
    alone,
    async read() {
      if (unkept !== undefined || keeping === undefined) return unkept;
      const sealed = await value?.read();
      const text = sealed && keeping.sealing.open(sealed, purpose)?.reveal();
      const [origin, token] = text?.split(' ', 2) ?? [];
      return origin !== undefined && token !== undefined ? { token: Secret.of(token), origin } : undefined;
    },
    async keep(token, origin) {
      unkept = { token, origin };
      if (keeping === undefined) return;
      const sealed = keeping.sealing.seal(Secret.of(`${origin} ${token.reveal()}`), purpose);
      await value?.change(() => sealed);
      unkept = undefined;
    },
  };
}
