import assert from 'node:assert/strict';
import type { Judgement } from '../../../src/contracts/judge.ts';

/** Throws an assertion error, with what was judged, where it is not a match. */
export const matches = ({ verdict, findings }: Judgement, what: string): void =>
  assert.deepEqual([verdict, findings], ['match', []], what);
