import type { Checked } from '../../../../src/problems.ts';
import { checkBearer } from '../../../../src/trust/schemes/bearer.ts';
import type { Secret } from '../../../../src/trust/secrets.ts';
import { type RawRequest, type Verified, vouch } from '../../../../src/trust/trust.ts';

/** By the bearer token. A header `x-toy-nonce`, where there is one, may be used once. */
export function verify(request: RawRequest, token: Secret, nowMs: number): Checked<Verified> {
  const proof = checkBearer(request, [token]);
  if (!proof.ok) return proof;
  const nonce = request.headers['x-toy-nonce'];
  return {
    ok: true,
    value: vouch(request, [
      {
        scheme: 'bearer',
        credential: 'the token',
        ...(nonce !== undefined && { nonce: { key: nonce, expiresAtMs: nowMs + 300_000 } }),
      },
    ]),
  };
}
