import { storeConformance } from './conformance.ts';
import { sharing } from './promises/sharing.ts';
import { openTestStore } from './test-store.ts';

const ONE_OWNER = 'a file of SQLite belongs to one process';
const refuses = 'a database with one owner refuses a second store, and the first goes on';

storeConformance('sqlite', openTestStore, {
  skip: Object.fromEntries(
    Object.keys(sharing)
      .filter((title) => title !== refuses)
      .map((title) => [title, ONE_OWNER]),
  ),
});
