/** What is said of a database whose commits wait for no standby. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../src/store/postgres/connection/session.ts';
import { standbyConcern } from '../../src/store/postgres/standbys.ts';

const answering = (row: object): Session => ({ rows: async <Row>() => [row as Row], run: async () => 0 });
const settings = { names: 'ANY 1 (a, b)', commits: 'on', serving: 2, connected: 2, hidden: 0, waiting: 0 };

test('where synchronous_commit is local, the standbys are named, and the setting that keeps commits from waiting for them', async () => {
  const concern = await standbyConcern(answering({ ...settings, commits: 'local' }), true);
  assert.equal(concern?.kind, 'standby-unconfigured');
  assert.match(concern.detail, /ANY 1 \(a, b\).*synchronous_commit is local.*Set synchronous_commit = on/);
  assert.equal(await standbyConcern(answering({ ...settings, commits: 'local' }), false), undefined);
  assert.equal(await standbyConcern(answering(settings), true), undefined);
});
