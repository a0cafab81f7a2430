/** Values that other parts of the gateway keep in the store. */
import type { KeepOutcome, Kept, ListedKept } from '../store.ts';
import type { Session } from './connection/session.ts';

export async function keep(
  session: Session,
  space: string,
  key: string,
  { value, version }: { readonly value: Uint8Array | undefined; readonly version: number },
): Promise<KeepOutcome> {
  // A row that says "nothing is kept" is made first, so that two who read version 0 meet at it. A forgotten value leaves its version behind.
  await session.run(
    'INSERT INTO pushdock.kept (space, key, value, version) VALUES ($1, $2, NULL, 0) ON CONFLICT DO NOTHING',
    [space, key],
  );
  const changed = await session.run(
    `UPDATE pushdock.kept SET value = $3, version = version + 1
     WHERE space = $1 AND key = $2 AND CASE WHEN value IS NULL THEN 0 ELSE version END = $4`,
    [space, key, value, version],
  );
  return changed === 1 ? 'kept' : 'changed';
}

export const kept = async (session: Session, space: string, key: string): Promise<Kept | undefined> =>
  (
    await session.rows<Kept>(
      'SELECT value, version FROM pushdock.kept WHERE space = $1 AND key = $2 AND value IS NOT NULL',
      [space, key],
    )
  )[0];

export const listKept = (session: Session, space: string): Promise<readonly ListedKept[]> =>
  session.rows<ListedKept>(
    'SELECT key, value, version FROM pushdock.kept WHERE space = $1 AND value IS NOT NULL ORDER BY key',
    [space],
  );
