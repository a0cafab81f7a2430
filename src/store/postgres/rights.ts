/** Whether the user of the address may do in the schema what a store needs: make tables now, and partitions of its tables on every day to come. */
import { StoreUnavailable } from '../store.ts';
import type { Session } from './connection/session.ts';

type Row = {
  readonly who: string;
  readonly db: string;
  readonly there: boolean;
  readonly may: boolean;
  /** Tables of a store that belong to somebody else. */
  readonly strange: string | null;
};

const ask = `SELECT current_user AS who, pg_catalog.current_database() AS db, n.oid IS NOT NULL AS there,
    CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE')
      ELSE has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE') END AS may,
    (SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid
       AND c.relname IN ('schema_version', 'contents', 'delivered') AND NOT pg_has_role(c.relowner, 'USAGE')) AS strange
  FROM (SELECT 1) one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = $1`;

/** Throws `StoreUnavailable`, with what an administrator runs. Otherwise a store that was granted would work until the first midnight without a partition. */
export async function mustHaveRights(session: Session, schema: string, place: string): Promise<void> {
  const [row] = await session.rows<Row>(ask, [schema]);
  if (!row) throw new Error('Rights are a row');
  const { who, db, there, may, strange } = row;
  const refuse = (why: string) => {
    throw new StoreUnavailable(`The store ${place} ${why}`, { fatal: true });
  };
  if (!there && !may)
    refuse(
      `has no schema ${schema}, and the user ${who} may not make it. As an administrator, run: GRANT CREATE ON DATABASE "${db}" TO "${who}".`,
    );
  if (!may)
    refuse(
      `has a schema ${schema} in which the user ${who} may not make tables. As an administrator, run: ALTER SCHEMA "${schema}" OWNER TO "${who}".`,
    );
  if (strange !== null)
    refuse(
      `has tables in the schema ${schema} that do not belong to the user ${who}: ${strange}. So the partition of a new day could not be made. Use their owner in store.url, or let an administrator give all tables of the schema to ${who} (REASSIGN OWNED).`,
    );
}
