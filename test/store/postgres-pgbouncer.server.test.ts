/** The promises of a store behind PgBouncer in transaction mode, where each transaction may have another connection. */
import { after } from 'node:test';
import { postgresPlace } from '../support/engine.ts';
import { noPgBouncer, type PgBouncer, pgBouncerProgram, startPgBouncer } from '../support/pgbouncer.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { storeConformance } from './conformance.ts';
import { openPostgresTestStore } from './postgres-store.ts';
import { appending } from './promises/appending.ts';
import { delivering } from './promises/delivering.ts';
import { identifying } from './promises/identifying.ts';
import { ordering } from './promises/ordering.ts';
import { pulling } from './promises/pulling.ts';
import { sharing } from './promises/sharing.ts';
import { working } from './promises/working.ts';

/** Those in which a connection matters: what locks, gathers and counts. `PGBOUNCER=all` runs every promise. */
const chosen = { ...appending, ...identifying, ...working, ...delivering, ...ordering, ...pulling, ...sharing };
const refuses = 'a database with one owner refuses a second store, and the first goes on';

let starting: Promise<PgBouncer> | undefined;
after(async () => (await starting)?.end());

storeConformance(
  'postgres behind PgBouncer',
  async (t, clock) => {
    starting ??= sharedPostgres().then((server) => startPgBouncer(server));
    return openPostgresTestStore(t, clock, { place: await postgresPlace({ url: (await starting).url() }) });
  },
  {
    skip: { [refuses]: 'a database is shared by many gateways' },
    ...(process.env.PGBOUNCER !== 'all' && { only: Object.keys(chosen) }),
    ...(postgresBinaries() === undefined && { skipAll: noPostgres }),
    ...(pgBouncerProgram() === undefined && { skipAll: noPgBouncer }),
  },
);
