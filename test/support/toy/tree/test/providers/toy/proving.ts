/** The toy proves itself by its token. */
import { blanks, post, typed } from '../../contract/cases/pushed.ts';
import type { Proving } from '../../contract/cases/pushing.ts';

const secret = 'development-toy-token';

export const proving: Proving = {
  secret,
  sources: () => ({ box: { provider: 'toy', token: secret } }),
  push: (one, index) => ({
    ...post(one, '/push/toy/box', one.body.replaceAll('move-100200', `move-${index}`) + blanks(index)),
    headers: { ...typed(one), authorization: `Bearer ${secret}` },
  }),
};
