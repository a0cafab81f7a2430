import { storeConformance } from './conformance.ts';
import { openTemporarySqlite } from './temporary-sqlite.ts';

storeConformance('sqlite', openTemporarySqlite);
