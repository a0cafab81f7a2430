/** How often each credential vouched. A row for each node, added up when they are read. */
import type { CredentialUse } from '../../store.ts';
import type { Session } from '../connection/session.ts';

export type Use = CredentialUse & { readonly source: string };

export async function addUses(session: Session, node: string, uses: readonly Use[]): Promise<void> {
  const sums = new Map<string, Use>();
  for (const one of uses) {
    const name = `${one.source}\u0001${one.credential}`;
    const sum = sums.get(name);
    sums.set(name, {
      ...one,
      uses: one.uses + (sum?.uses ?? 0),
      firstUsedAtMs: Math.min(one.firstUsedAtMs, sum?.firstUsedAtMs ?? one.firstUsedAtMs),
      lastUsedAtMs: Math.max(one.lastUsedAtMs, sum?.lastUsedAtMs ?? one.lastUsedAtMs),
    });
  }
  if (sums.size === 0) return;
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await session.run(
    `INSERT INTO pushdock.credential_uses AS u (source, credential, node, uses, first_used_at_ms, last_used_at_ms)
     SELECT source, credential, $1, uses, first, last FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
       AS i (source, credential, uses, first, last)
     ON CONFLICT (source, credential, node) DO UPDATE SET uses = u.uses + excluded.uses,
       first_used_at_ms = least(u.first_used_at_ms, excluded.first_used_at_ms),
       last_used_at_ms = greatest(u.last_used_at_ms, excluded.last_used_at_ms)`,
    [
      node,
      rows.map(({ source }) => source),
      rows.map(({ credential }) => credential),
      rows.map(({ uses }) => uses),
      rows.map(({ firstUsedAtMs }) => firstUsedAtMs),
      rows.map(({ lastUsedAtMs }) => lastUsedAtMs),
    ],
  );
}

export const usesOf = (session: Session, source: string): Promise<readonly CredentialUse[]> =>
  session.rows<CredentialUse>(
    `SELECT credential, sum(uses)::bigint AS uses, min(first_used_at_ms) AS "firstUsedAtMs", max(last_used_at_ms) AS "lastUsedAtMs"
     FROM pushdock.credential_uses WHERE source = $1 GROUP BY credential ORDER BY credential`,
    [source],
  );
