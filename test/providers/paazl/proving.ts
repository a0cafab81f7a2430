/** Paazl proves itself by its token. */
import { blanks, post, typed } from '../../contract/cases/pushed.ts';
import type { Proving } from '../../contract/cases/pushing.ts';

const secret = 'development-paazl-token';

export const proving: Proving = {
  secret,
  sources: () => ({ shipping: { provider: 'paazl', auth: { bearer: [secret] } } }),
  push: (one, index) => ({
    ...post(one, '/push/paazl/shipping', one.body + blanks(index)),
    headers: { ...typed(one), authorization: `Bearer ${secret}` },
  }),
};
