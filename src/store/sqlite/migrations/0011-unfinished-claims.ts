/**
 * Claims that nobody ended, counted since the last one that somebody did (`src/store/shared/unfinished.ts`): of work, of deliveries, and of the
 * steps of a replay. What has three is claimed by itself, so the two indexes hold those and no others.
 */
export const unfinishedClaims = {
  number: 11,
  name: 'claims that ended with their process',
  sql: `
ALTER TABLE work       ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;
ALTER TABLE replays    ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0;
CREATE INDEX work_suspects       ON work (due_at_ms)             WHERE due_at_ms IS NOT NULL AND unfinished >= 3;
CREATE INDEX deliveries_suspects ON deliveries (sink, due_at_ms) WHERE due_at_ms IS NOT NULL AND unfinished >= 3;
`,
} as const;
