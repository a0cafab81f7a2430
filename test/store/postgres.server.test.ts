import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { storeConformance } from './conformance.ts';
import { openPostgresTestStore } from './postgres-store.ts';
import { sharing } from './promises/sharing.ts';

const refuses = 'a database with one owner refuses a second store, and the first goes on';
if (!(refuses in sharing)) throw new Error('the promise was renamed');

storeConformance('postgres', (t, clock) => openPostgresTestStore(t, clock), {
  skip: { [refuses]: 'a database is shared by many gateways' },
  ...(postgresBinaries() === undefined && { skipAll: noPostgres }),
});
