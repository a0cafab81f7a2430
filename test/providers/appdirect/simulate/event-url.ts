import assert from 'node:assert/strict';
import type { Heard } from '../listening.ts';

/** Where the event is that a push names. */
export const eventUrlOf = ({ target }: Heard): string =>
  new URL(target, 'http://gateway').searchParams.get('eventUrl') ?? assert.fail(target);
